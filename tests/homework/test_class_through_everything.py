"""A class with troubles through every command and export: nobody is lost, or has another's points."""

import pytest
from everything_of_a_class import prepared, through_everything
from generated_class import MANY


@pytest.mark.slow
def test_every_export_has_everybody_with_the_points_that_are_theirs(tmp_path):
    made = prepared(tmp_path, 90, MANY[:4])
    assert through_everything(made) == []
    assert len({*made.troubles.values()}) == len(made.kinds)
