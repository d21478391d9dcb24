"""Summaries that Keras, torchinfo and torchsummary have printed themselves, of one small network; and layers by their place."""

from pathlib import Path

import pytest

from archcalc.base.errors import ArchcalcError
from archcalc.homework import sheets
from archcalc.homework.marking.marking import Marker
from archcalc.homework.marking.rubrics import Rubric
from archcalc.homework.questions.keys import question
from archcalc.homework.questions.networks import Networks
from archcalc.loading import library
from archcalc.network.builder import build

SUMMARIES = sorted((Path(__file__).parent / "summaries").glob("*.txt"))
NETWORK = """
input: 3x32x32
layers:
  - conv: {filters: 8, kernel: 3, padding: 1}
  - relu
  - max_pool: {kernel: 2}
  - conv: {filters: 16, kernel: 3, padding: 1}
  - relu
  - max_pool: {kernel: 2}
  - flatten
  - linear: {units: 10}
"""


@pytest.fixture(scope="module")
def networks(tmp_path_factory):
    path = tmp_path_factory.mktemp("networks") / "small.yaml"
    path.write_text(NETWORK, "utf-8")
    return Networks({"small": build(library.load(str(path)))})


def marked(path, networks):
    sheet, = sheets.read(path)
    return Marker(Rubric(network="small"), networks).mark(sheet._replace(network=""))


@pytest.mark.parametrize("path", SUMMARIES, ids=lambda path: path.stem)
def test_a_summary_as_the_program_printed_it_is_all_right(path, networks):
    marks = marked(path, networks)
    verdicts = {each.question.lower(): each for each in marks.verdicts}
    assert marks.score == marks.max_score
    assert {"conv2d (1).output", "conv2d (2).params", "total.params"} <= verdicts.keys()
    assert len(marks.verdicts) in {13, 17}  # outputs and parameters of 6 or 8 layers, and the total


@pytest.mark.parametrize("path", SUMMARIES, ids=lambda path: path.stem)
@pytest.mark.parametrize(("right", "wrong"), [("1168", "1167"), ("11,642", "11,641"), ("16, 16", "17, 17")])
def test_a_figure_changed_in_a_summary_is_wrong(path, right, wrong, networks, tmp_path):
    text = path.read_text("utf-8").replace("1,168", "1168")
    changed = tmp_path / path.name
    changed.write_text(text.replace(right, wrong), "utf-8")
    marks = marked(changed, networks)
    assert right in text
    assert 0 < marks.max_score - marks.score <= 3


def test_the_row_of_the_whole_model_is_named_as_not_marked(networks):
    """It has an output of its own, which nobody is asked for."""
    path, = (each for each in SUMMARIES if each.stem == "torchinfo")
    shown = marked(path, networks).lost
    assert any(str(each.what).startswith("the row 'Sequential'") for each in shown)


def test_layers_by_their_place():
    networks = Networks()
    named = {"CONV3-64 (2)": "conv1_2", "second POOL2": "pool2", "the third FC": "fc8", "conv2d (13)": "conv5_3",
             "POOL2 #5": "pool5"}
    for name, layer in named.items():
        asked = question(f"vgg16.{name}.params", networks)
        assert asked.network.node(asked.position).name == layer
    for name in ["conv2d (14)", "sixth POOL2", "conv2d_3", "row 3 of 4"]:
        with pytest.raises(ArchcalcError, match="no layer"):
            question(f"vgg16.{name}.params", networks)


def test_rows_by_number_are_of_a_table_with_as_many_rows(tmp_path):
    sheet = tmp_path / "rows.csv"
    params = [34944, 614656, 885120, 1327488, 884992, 37752832, 16781312, 4097000]
    sheet.write_text("layer,params\n" + "".join(f"{i + 1},{n}\n" for i, n in enumerate(params)), "utf-8")
    entries, = sheets.read(sheet)
    marks = Marker(Rubric(network="alexnet"), Networks()).mark(entries)
    assert marks.score == marks.max_score == 8


@pytest.mark.parametrize("text", [
    "Layer (type)  Output Shape  Param #\n" + "conv2d (Conv2D)  (None, 8, 8, 8)  224\n" * 6000,
    "┃ Layer (type) ┃ Output Shape ┃ Param # ┃\n" + "│ a" * 100_000, "Layer (type)  Output Shape  Param #\n" + " " * 2_000_000,
    "Layer (type)  Output Shape  Param #\n" + "\n".join("(" * 390 for _ in range(5000)), "Layer (type  Output Shape  Param #\nx",
])
def test_hostile_summaries_are_refused_or_named(text, tmp_path):
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(text, "utf-8")
    try:
        assert sum(len(each.left) for each in sheets.read(sheet)) < 100
    except ArchcalcError:
        pass
