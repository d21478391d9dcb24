"""Networks listed, described, compared, folded."""

import json
from itertools import groupby
from pathlib import Path

import pytest

from archcalc import analyze, build, load
from archcalc.base.errors import ArchcalcError
from archcalc.counting.conventions import DEFAULTS, rules
from archcalc.loading.library import names
from archcalc.rendering.tables.folding import SCREEN, fitting, fold
from archcalc.reports.collection import Filter, about, listing
from archcalc.reports.comparison import by_layer, compare, moved

MEMORY = rules(DEFAULTS)["memory"]


def listed(sort=None, **chosen):
    return [dict(row) for row in listing(Filter(**chosen), sort).tables[0].records()]


def test_the_list_holds_every_network():
    assert sorted(row["name"] for row in listed()) == sorted(names())


@pytest.mark.parametrize(("chosen", "holds"), [
    ({"family": "resnet"}, lambda row: row["family"] == "ResNet"),
    ({"task": "detection"}, lambda row: row["task"] == "detection"),
    ({"year": 2014}, lambda row: row["year"] == 2014),
    ({"max_params": 5_000_000}, lambda row: row["params"] <= 5_000_000),
    ({"max_macs": 10**9, "year": 2017}, lambda row: row["macs"] <= 10**9 and row["year"] == 2017),
])
def test_the_list_is_filtered(chosen, holds):
    rows = listed(**chosen)
    assert rows
    assert all(map(holds, rows))
    assert len(rows) == sum(map(holds, listed()))


def test_of_several_inputs_the_image_is_shown_and_the_others_are_told():
    shown = listing(Filter(family="diffusion"), None)
    inputs = {row["name"]: row["input"] for row in shown.tables[0].records()}
    assert (inputs["ddpm_cifar10"], inputs["stable_diffusion_unet"], inputs["dit_xl2"]) == ((3, 32, 32), (4, 64, 64), (4, 32, 32))
    assert "more than the input shown goes into ddpm_cifar10, stable_diffusion_unet, dit_xl2" in shown.notes
    assert not any("goes into" in note for note in listing(Filter(family="VGG"), None).notes)


def test_the_list_is_in_groups_and_the_lecture_comes_first():
    rows = listed()
    assert [row["family"] for row in rows[:3]] == ["AlexNet"] * 3
    for keys in (("task",), ("task", "family")):
        groups = [group for group, _ in groupby(tuple(row[key] for key in keys) for row in rows)]
        assert len(groups) == len(set(groups))
    families = [family for family, _ in groupby(row["family"] for row in rows if row["task"] == "classification")]
    assert families[:4] == ["AlexNet", "Inception", "VGG", "ResNet"]


def test_a_task_that_does_not_exist_is_answered():
    with pytest.raises(ArchcalcError, match="did you mean 'detection'"):
        listed(task="detecton")


@pytest.mark.parametrize("column", ["params", "macs", "year", "name"])
def test_the_list_is_sorted_by_any_figure(column):
    cells = [row[column] for row in listed(column) if row[column] is not None]
    assert cells == sorted(cells)


def test_a_column_that_does_not_exist_is_answered():
    with pytest.raises(ArchcalcError, match="did you mean 'params'"):
        listed("parms")


def test_alexnet_is_told_as_the_lecture_tells_it():
    told = {(row[0], row[1]) for row in about(build("alexnet")).table("about").rows}
    assert ("training batch", "128") in told
    assert ("training optimizer", "SGD with momentum 0.9") in told
    assert ("training hardware", "two GTX 580 GPUs") in told
    assert ("training duration", "five to six days") in told


def test_googlenet_against_alexnet():
    first, second, third = compare([build(name) for name in ("alexnet_2gpu", "googlenet", "resnet152")], MEMORY).tables[0].records()
    assert (first["params"], second["params"], third["params"]) == (60_965_224, 6_998_552, 60_192_808)
    assert round(1 / second["params_ratio"], 1) == 8.7
    assert round(second["macs_ratio"], 1) == 2.2


def test_zfnet_is_alexnet_with_changes():
    rows = {row[0]: row[1:] for row in by_layer(build("alexnet"), build("zfnet")).tables[0].rows}
    assert rows["conv1"] == ("96 11x11 filters at stride 4, pad 0 -> 96 7x7 filters at stride 2, pad 1",
                             "55x55x96 -> 110x110x96", "34,848 -> 14,112", "105,415,200 -> 170,755,200")
    assert rows["fc7"] == ("4096 neurons", "4096", "16,777,216", "16,777,216")


def test_networks_with_other_names_are_aligned_by_their_operators():
    rows = [row[0] for row in by_layer(build("vgg11"), build("alexnet")).tables[0].rows]
    assert "conv1_1 -> conv1" in rows
    assert rows[-1] == "fc8"


def test_what_moved_is_told_and_nothing_else():
    before, after = build("alexnet"), build(load("alexnet", changes={"fc7.units": 2048}))
    rows = moved(before, after).rows
    assert [row[0] for row in rows] == ["fc7", "fc8", "total"]
    assert rows[0][1] == "4096 -> 2048"


@pytest.mark.parametrize(("name", "row", "volume", "parts"), [
    ("resnet50", "conv3_x", (512, 28, 28), "x4"),
    ("resnet152", "conv4_x", (1024, 14, 14), "x36"),
    ("googlenet", "inception_4e", (832, 14, 14), ""),
    ("densenet121", "dense_block_3", (1024, 14, 14), "x24"),
])
def test_folded_rows_are_those_of_the_paper(name, row, volume, parts):
    rows = {record["name"]: record for record in fold(analyze(name).table("layers"), 1).records()}
    assert row in rows, list(rows)
    assert (rows[row]["output_shape"], rows[row]["notation"]) == (volume, parts)


def test_like_neighbours_fold():
    rows = {record["name"]: record for record in fold(analyze("resnet50").table("layers"), 2).records()}
    assert rows["conv3_2 .. conv3_4"]["notation"] == "x3"


def test_the_whole_collection_takes_at_most_twice_the_time_of_the_first_190_networks():
    """As measured by tests/benchmarks/collection.py, which is to be run again where many networks are new."""
    recorded = json.loads((Path(__file__).parents[1] / "benchmarks" / "collection.json").read_text("utf-8"))
    assert recorded["first"] == 190
    assert recorded["ratio"] <= 2
    assert abs(len(names()) - recorded["networks"]) <= 20


def shown(name):
    """How many rows the folded table of a network has."""
    table = fitting(analyze(name).table("layers"))
    return len(table.rows) - len(table.hidden)


@pytest.mark.parametrize("name", ["vgg16", "resnet152", "nasnet_large", "densenet201", "cifar_resnet1202", "hrnet_w18", "mamba_130m", "edsr_x2"])
def test_a_deep_network_fits_a_screen(name):
    assert shown(name) <= SCREEN


@pytest.mark.slow
def test_every_network_fits_a_screen():
    """Rounds of a repeat are folded where each is a module."""
    assert {name: rows for name in names() if (rows := shown(name)) > SCREEN} == {}
