"""Samples, searches and bounds of a sweep, against every point of it."""

from random import Random

import pytest
from pages import put_files

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.loading import library
from archcalc.rendering import drawings
from archcalc.sweeps.from_options import SweepOptions, planned
from archcalc.sweeps.front_chart import curves
from archcalc.sweeps.samples import latin_hypercube
from archcalc.sweeps.space import Space
from archcalc.sweeps.working import worked

GRID = {"options": {"classes": "1..12"}, "input_size": "1x28x28..1x44x44..2", "columns": "params,macs"}


def betters(one, other):
    pairs = [(row["params"], row["macs"]) for row in (one, other)]
    return pairs[0] != pairs[1] and all(a <= b for a, b in zip(*pairs, strict=True))


def rows(**wanted):
    return list(archcalc.sweep("lenet5", **GRID, **wanted).table("points").records())


def test_a_latin_hypercube_has_a_point_in_every_stretch_of_every_axis():
    for lengths, count in (((1, 10, 40, 20), 10), ((3, 6, 600), 12), ((7, 11), 5), ((2, 2), 9), ((50, 50), 2490)):
        space = Space(lengths, (True,) * len(lengths))
        numbers = latin_hypercube.numbers(space, count, Random("seed"))
        assert numbers == latin_hypercube.numbers(space, count, Random("seed"))
        assert len(numbers) == min(count, space.total)
        assert all(0 <= number < space.total and space.number(space.places(number)) == number for number in numbers)
        for axis, length in enumerate(lengths) if space.total > 40 * count else ():  # else two may fall together
            places = sorted(space.places(number)[axis] for number in numbers)
            if length % count == 0:
                assert [place * count // length for place in places] == list(range(count))
            if count % length == 0:
                assert places == sorted(list(range(length)) * (count // length))


@pytest.mark.slow
def test_searches_try_points_of_the_grid_and_find_the_best_of_a_slope():
    every = {(row["classes"], row["input"]): row for row in rows()}
    for best, under in (("params", None), ("-macs", "params < 90k"), ("-params", "macs < 600k and params < 70k")):
        parts = [part.split() for part in (under or "").split(" and ") if part]
        bounds = [(key, float(value.replace("k", "000"))) for key, _, value in parts]
        meet = [row for row in every.values() if all(row[key] < most for key, most in bounds)]
        name, sign = best.strip("-"), -1 if best.startswith("-") else 1
        right = min(sign * row[name] for row in meet)
        for search in ("local", "halving"):
            found = rows(search=search, best=best, under=under, tries=70, seed=3, top=1)
            assert sign * found[0][name] == right, (search, best)
            assert {**found[0], "pareto": 0} == {**every[found[0]["classes"], found[0]["input"]], "pareto": 0}
        assert sign * rows(best=best, under=under, top=1)[0][name] == right
        assert list(rows(under=under, front=True)) == [
            {**row, "pareto": True} for row in meet if not any(betters(other, row) for other in meet)]


REFUSALS = [
    ({"search": "local"}, "wants a figure to better"), ({"search": "locol", "best": "params"}, "did you mean 'local'?"), ({"tries": 3}, "--tries says nothing"), ({"seed": 3}, "--seed says nothing"),
    ({"sample": "latin-hypercube"}, "wants a number of points"), ({"sample": "latin-hypercube 0"}, "1 to 1,000,000"), ({"sample": "sobol 5"}, "there is no sample 'sobol'"),
    ({"search": "local", "best": "params", "sample": "latin-hypercube 5"}, "--search says nothing to --sample"), ({"best": "params", "sort": "macs"}, "one of them"), ({"best": "output"}, "output is no number"),
    ({"under": "memory_bytes < 3"}, "archcalc fit judges"), ({"under": "params"}, "true or false"),
]


def test_refusals():
    for wanted, said in REFUSALS:
        with pytest.raises(ArchcalcError) as refused:
            rows(**wanted)
        assert said in str(refused.value), wanted


def test_a_sample_is_rows_of_the_grid_and_says_so():
    report = archcalc.sweep("lenet5", **GRID, sample="latin-hypercube 30", seed=4)
    assert report.notes[0] == "sample: 30 of 108 points, latin-hypercube, seed 4"
    marks = {(row["classes"], row["input"]): {**row, "pareto": None} for row in rows()}
    taken = list(report.table("points").records())
    assert len(taken) == 30
    assert all({**row, "pareto": None} == marks[row["classes"], row["input"]] for row in taken)
    assert archcalc.sweep("lenet5", **GRID, sample="latin-hypercube 30", seed=5) != report


def test_notes_count_what_breaks_each_bound_and_what_each_network_has_on_the_front():
    names, widths = ["mobilenet_v1", "mobilenet_v2"], {"width": "0.25,0.5,1"}
    report = archcalc.sweep(names, options=widths, under="params < 3M and macs < 100M")
    each = list(archcalc.sweep(names, options=widths).table("points").records())
    large, slow = (sum(row[key] >= most for row in each) for key, most in (("params", 3e6), ("macs", 1e8)))
    assert f"broken by: params < 3M: {large} points; macs < 100M: {slow} points" in report.notes
    assert any(note.startswith("on the front of all: mobilenet_v1 1 of its own 1") for note in report.notes)


def test_a_chart_has_a_panel_for_each_network_and_a_dot_for_each_point_of_its_front():
    swept = planned([library.load("mobilenet_v1"), library.load("lenet5")], SweepOptions(batch="1..3", pareto="-params,macs"))
    for _ in worked(swept):
        pass
    shown = curves(swept)
    assert [(panel.title, len(panel.dots)) for panel in shown.panels] == [("mobilenet_v1", 1), ("lenet5", 1)]
    assert [dot.x for panel in shown.panels for dot in panel.dots] == [4_231_976, 61_706]
    assert len(drawings.written(drawings.chart(shown), "svg")) > 1000


OPERATIONS = {"none": 0, "skip_connect": 0, "nor_conv_1x1": 1, "nor_conv_3x3": 9, "avg_pool_3x3": 0}
EDGES = ("edge_1_0", "edge_2_0", "edge_2_1", "edge_3_0", "edge_3_1", "edge_3_2")


def closed_form(kernels):
    """Parameters and products of NAS-Bench-201 by hand: of convolutions without biases, each with a scale and a shift a channel."""
    params, macs = 3 * 9 * 16 + 2 * 16, 3 * 9 * 16 * 32**2
    for channels, side in ((16, 32), (32, 16), (64, 8)):
        for kernel in kernels:
            params += 5 * (kernel * channels**2 + 2 * channels if kernel else 0)
            macs += 5 * kernel * channels**2 * side**2
        if channels > 16:
            half = channels // 2
            params += 9 * half * channels + 9 * channels**2 + half * channels + 4 * channels
            macs += (9 * half * channels + 9 * channels**2 + half * channels) * side**2
    return params + 2 * 64 + 64 * 10 + 10, macs + 64 * 10


@pytest.mark.slow
def test_the_space_of_the_manual_is_the_one_that_is_counted_by_hand(tmp_path):
    """A sample of its 15,625 architectures, and the ends of what was published: 0.073 to 1.53 M, 7.78 to 220.12 M."""
    put_files("sweeps", tmp_path)
    every = {edge: list(OPERATIONS) for edge in EDGES}
    report = archcalc.sweep(str(tmp_path / "nas_bench_201.yaml"), options=every, sample="latin-hypercube 60", columns="params,macs")
    found = list(report.table("points").records())
    assert len(found) == 60
    for row in found:
        assert (row["params"], row["macs"]) == closed_form([OPERATIONS[row[edge]] for edge in EDGES])
    assert [closed_form([kernel] * 6) for kernel in (0, 9)] == [(73_306, 7_783_040), (1_531_546, 220_119_680)]
