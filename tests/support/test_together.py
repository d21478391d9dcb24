"""A test of many cases fails of each one that is wrong, and tells which."""

import pytest
from together import together


def test_every_case_is_tried_and_what_fails_is_told():
    tried = []

    @together(("one", "other"), [(1, 1), pytest.param(1, 2, id="unequal"), (3, 3), (4, 5)])
    def equal(one, other):
        tried.append(one)
        assert one == other

    with pytest.raises(ExceptionGroup, match="2 of 4 cases fail") as failed:
        equal()
    assert tried == [1, 1, 3, 4]
    assert [error.__notes__[-1] for error in failed.value.exceptions] == ["case: unequal", "case: (4, 5)"]


def test_it_is_skipped_where_every_case_is_and_no_case_is_a_fault():
    @together("why", ["a", "b"])
    def skipped(why):
        pytest.skip(why)

    @together("why", [])
    def none(why):
        raise NotImplementedError

    with pytest.raises(pytest.skip.Exception, match="a"):
        skipped()
    with pytest.raises(AssertionError, match="no case"):
        none()


@together("number", [1, 2])
def test_fixtures_are_given(number, tmp_path):
    assert tmp_path.exists()
    assert number
