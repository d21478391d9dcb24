"""Sweeps: every row is what the network gives alone, whatever is shared between points and whoever works them out."""

import json
import multiprocessing
import signal
import sys
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from together import together
from typer.testing import CliRunner

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.cli.application import application
from archcalc.cli.endings import Ended
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.loading import library
from archcalc.network.builder import build
from archcalc.network.incremental import Alike
from archcalc.rendering.formats import NAMES, render
from archcalc.sweeps import dask_cluster, parallel, working
from archcalc.sweeps.axes import MOST_POINTS, sizes, values
from archcalc.sweeps.filters import condition
from archcalc.sweeps.from_options import SweepOptions, planned
from archcalc.sweeps.network_totals import FIGURES
from archcalc.sweeps.pareto import MOST_EQUAL, GrowingFront

GROWING = """
input: [3, 32, 32]
options: {width: 8, deep: false}
layers:
  - conv: {name: conv1, filters: "${width}", kernel: 3, padding: 1}
  - conv: {name: wide, filters: "${h_in}", kernel: 3, if: "${w_in > 20}"}
  - conv: {name: more, filters: "${c_in * 2}", kernel: 1, if: "${deep}"}
  - max_pool: {kernel: 2}
  - flatten
  - linear: {units: 10}
"""
"""A network whose layers, and their number, depend on its input."""


def growing():
    return read(parse(GROWING, "growing.yaml"), "growing")


def sweep(*words):
    return CliRunner().invoke(application("sweep"), ["sweep", *words])


def given_by(work, *words):
    """What some work gives, or how it is refused."""
    try:
        return work(*words)
    except ArchcalcError as error:
        return error


TOTALS = ("params", "weights", "biases", "affine", "buffers", "macs", "activations", "activation_bytes", "weight_layers")

NETWORKS = [
    ("mobilenet_v1", {"width": ["1", "0.3"]}, {}, ["3x96x96", "3x96x64", "3x224x224"], [1, 3]),
    ("unet", {}, {}, ["1x188x188", "1x572x572", "1x180x180"], [1]),
    ("vgg16", {"classes": ["10", "1000"]}, {"conv1_1.stride": [1, 2]}, ["3x224x224", "3x225x225", "3x8x8"], [1]),
    ("resnet50", {"classes": ["10"]}, {"conv1.filters": [64, 32]}, ["3x64x64", "3x32x64"], [2, 5]),
    ("vit_b16", {}, {}, ["3x224x224", "3x384x384"], [1, 2]),
    ("lenet5", {}, {"input.shape": ["[1, 32, 32]", "[1, 28, 28]"]}, ["1x32x32"], [1, 2]),
]


@pytest.mark.parametrize(("name", "options", "changes", "inputs", "batches"), NETWORKS)
def test_every_row_is_what_the_network_gives_alone(name, options, changes, inputs, batches):
    report = archcalc.sweep(name, options=options, changes=changes, input_size=inputs, batch=batches,
                            columns=",".join(TOTALS), convention=["memory=torchinfo"], dtype="float16")
    rows = {tuple(record[key] for key in [*options, *changes, "input", "batch"]): record
            for record in report.table("points").records()}
    axes = [*options.values(), *changes.values(), inputs, batches]
    assert len(rows) == len(list(product(*axes)))
    for record in rows.values():
        spec = archcalc.load(name, options={key: record[key] for key in options},
                             changes={key: record[key] for key in changes},
                             input_size="x".join(map(str, record["input"])))
        alone = given_by(lambda spec, batch: archcalc.analyze(spec, batch=batch, convention=["memory=torchinfo"],
                                                              dtype="float16"), spec, record["batch"])
        if isinstance(alone, ArchcalcError):
            assert alone.mistakes[0].message in record["refused"]
        else:
            assert {key: record[key] for key in TOTALS} == {key: alone.tail["totals"][key] for key in TOTALS}


@given(st.lists(st.tuples(st.integers(1, 64), st.integers(1, 64), st.integers(1, 3), st.integers(4, 6), st.booleans()),
                min_size=1, max_size=12))
def test_networks_built_one_after_another_are_those_built_alone(points):
    """Also where what is asked of the incoming volume is answered otherwise, and after a refusal."""
    alike = Alike()
    for height, width, batch, filters, deep in points:
        spec = library.adapted(growing(), {"width": filters, "deep": str(deep).lower()}, f"3x{height}x{width}")
        shared, alone = given_by(alike.build, spec, batch, (filters, deep)), given_by(build, spec, batch)
        assert shared == alone or str(shared) == str(alone)


def test_inputs_with_fewer_sides_ask_anew():
    text = "input: [3, 8, 8]\nlayers:\n  - relu\n  - linear: {units: '${c_in + h_in}', if: '${c_in < 9}'}\n  - relu"
    alike, asking = Alike(), read(parse(text, "asking.yaml"), "asking")
    for size in ("3x8x8", "8x3", "8", "3x8x8", "8x4x8", "9", "8x8"):
        spec = library.adapted(asking, input_size=size)
        shared, alone = given_by(alike.build, spec, 1, ()), given_by(build, spec, 1)
        assert shared == alone or str(shared) == str(alone)


def test_shapes_that_are_taken_apart_are_asked_for_whole():
    """A Llama's blocks take slices of the volume before; the length decides, and another one asks anew."""
    alike, spec = Alike(), library.load("llama3_8b")
    for batch, tokens in ((1, 64), (2, 64), (1, 128)):
        sized = library.adapted(spec, input_size=f"tokens={tokens}" if len(spec.inputs) > 1 else str(tokens))
        assert alike.build(sized, batch, ()).nodes == build(sized, batch).nodes


def test_figures_that_analyze_does_not_have():
    report = archcalc.sweep("googlenet", columns="peak,peak_bytes,depth,operators,output")
    (record,) = report.table("points").records()
    assert (record["depth"], record["output"]) == (22, (1000,))
    assert record["peak_bytes"] == 4 * record["peak"]


def test_every_figure_can_be_a_column_and_has_its_convention_beside_it():
    report = archcalc.sweep("lenet5", columns=",".join(FIGURES))
    assert set(FIGURES) <= set(next(report.table("points").records()))
    assert {note.partition(" (")[0] for note in report.notes[1:]} == {"params", "MACs", "memory, float32", "peak, float32"}


SPLIT = [
    ("1,0.75", ("1", "0.75")), ("[3, 4],[6]", ("[3, 4]", "[6]")), ("'a,b',c", ("'a,b'", "c")), ("1,1", ("1",)),
    ("0.25..1..0.25", ("0.25", "0.50", "0.75", "1.00")), ("3..1", ("3", "2", "1")), ("1..2,8", ("1", "2", "8")),
    ("0.1..0.35..0.1", ("0.1", "0.2", "0.3")), ([1, 0.5], ("1", "0.5")), (7, ("7",)), ([[3, 4]], ("[3, 4]",)),
]


@pytest.mark.parametrize(("given", "expected"), SPLIT)
def test_values_of_an_axis(given, expected):
    assert values(given, "--set width") == expected


def test_sizes_grow_together():
    assert sizes("3x128x128..3x192x192..32") == ("3x128x128", "3x160x160", "3x192x192")
    assert sizes("3X64×64") == ("3x64x64",)


CONDITIONS = [
    ("params < 3M", {"params": 2_999_999}, True), ("params < 3M", {"params": 3_000_000}, False),
    ("params <= 1.5k", {"params": 1500}, True), ("peak_bytes == 24MiB", {"peak_bytes": 24 * 2**20}, True),
    ("peak_bytes < 24 mb", {"peak_bytes": 24 * 10**6}, False), ("params*2 > 1e6 and not macs == 1G", {"params": 10**6, "macs": 1}, True),
    ("width in [0.5, 1]", {"width": 1}, True), ("network == 'a'", {"network": "a"}, True), ("params == 0.0000001M", {"params": 0.1}, True),
]


@pytest.mark.parametrize(("text", "figures", "holds"), CONDITIONS)
def test_conditions(text, figures, holds):
    assert condition(text, figures).holds(figures) is holds


def brute_force(points):
    return {i for i, (a, b) in enumerate(points)
            if not any(c <= a and d <= b and (c, d) != (a, b) for c, d in points)}


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6))))
def test_the_front_is_what_nothing_betters(points):
    growing = GrowingFront()
    for number, pair in enumerate(points):
        growing.add(pair, number, ())
    best = brute_force(points)
    assert growing.count == len(best)
    assert set(growing.rows) == {i for i in best if sum(points[j] == points[i] for j in best if j < i) < MOST_EQUAL}


def test_filtered_sorted_cut_and_marked():
    report = archcalc.sweep("mobilenet_v1", options={"width": "1,0.75,0.5,0.25"}, input_size="3x128x128,3x224x224",
                            where="params < 3M and macs < 300M", pareto="-params,macs", sort="-macs", top=4)
    table = report.table("points")
    assert table.column("width") == [0.5, 0.75, 0.5, 0.25]
    assert table.column("pareto") == [False, True, True, False]
    assert report.notes[:2] == ("5 of 8 points where params < 3M and macs < 300M", "the first 4 of 5 rows")


def test_a_refused_point_is_a_row_with_its_reason():
    result = sweep("vgg16", "--input", "3x8x8,3x224x224", "--format", "json")
    assert result.exit_code == 0
    good, refused = json.loads(result.stdout)["points"]
    assert good["refused"] is None
    assert refused["params"] is None
    assert "pool" in refused["refused"]


REFUSALS = [
    (["nosuch"], "there is no network 'nosuch'"), (["lenet5", "--set", "clases=10,20"], "all 2 points are refused"),
    (["lenet5", "--set", "classes=10", "--set", "classes=20"], "'classes' is given twice"),
    (["lenet5", "--set", "classes=1,,2"], "values with commas"), (["lenet5", "--set", "classes"], "KEY=VALUE"),
    (["lenet5", "--set", "classes=1..x"], "FROM..TO"), (["lenet5", "--set", "classes=1..2..0"], "FROM..TO"),
    (["lenet5", "--set", "classes=1..9999999"], "at most 1,000,000 points"), (["lenet5", "--set", "classes=1..2000", "--batch", "1..501"], "found 1,002,000 points"),
    (["lenet5", "--input", "big"], "sizes such as 3x224x224"), (["lenet5", "--input", "3x1x1..3x8x9"], "do not grow together"),
    (["lenet5", "--batch", "0"], "1 or more"), (["lenet5", "--change", "conv1=3"], "LAYER.ATTRIBUTE"),
    (["lenet5", "--columns", "parms"], "did you mean 'params'?"), (["lenet5", "--sort", "output"], "no column 'output'"),
    (["lenet5", "--pareto", "params"], "--pareto wants two figures"), (["lenet5", "--pareto", "params,output"], "output is no number"),
    (["lenet5", "--where", "params"], "true or false"), (["lenet5", "--where", "params <"], "something is missing"),
    (["lenet5", "--where", "memory < 3"], "activation_bytes are bytes"), (["lenet5", "--where", "params < 3}"], "'}' is not expected"),
    (["lenet5", "--where", "params / 0 < 1"], "division by zero"), (["lenet5", "--where", "__import__('os')"], "there is no function '__import__'"),
    (["lenet5", "--dtype", "float7"], "float7"), (["lenet5", "--format", "nosuch"], "nosuch"),
    (["lenet5", "-o", "nosuch/rows.csv"], "no folder 'nosuch'"), (["lenet5", "-o", "rows.nosuch"], "no format is known by the ending"),
    (["tests/sweeps/test_sweep.py#lenet", "-o", "tests/sweeps/test_sweep.py", "--format", "csv"], "would be lost"),
]


@together(("words", "said"), REFUSALS)
def test_refusals(words, said):
    with pytest.raises(ArchcalcError) as refused:
        CliRunner().invoke(application("sweep"), ["sweep", *words], catch_exceptions=False)
    assert said in str(refused.value)


def test_a_name_that_is_taken_carries_its_option():
    text = GROWING.replace("options: {", "options: {params: 1, batch: 2, ")
    report = archcalc.sweep(read(parse(text, "taken.yaml"), "taken"), options={"params": [1, 2], "batch": 3}, batch=4)
    first = next(report.table("points").records())
    assert (first["set.params"], first["batch"], first["--batch.batch".strip("-")]) == (1, 3, 4)
    assert first["params"] > 2


@pytest.mark.parametrize("form", NAMES.names)
def test_every_format_shows_a_sweep(form):
    assert render(archcalc.sweep("vgg16", input_size="3x8x8,3x224x224", batch="1,2"), form)


@pytest.fixture
def at_once(monkeypatch):
    """Other processes start after the first portion, however quick it is."""
    monkeypatch.setattr(parallel, "_ALONE", 0)
    monkeypatch.setattr(parallel, "_PORTION", 0.001)


WANTED = SweepOptions({"width": "0.25..1..0.05"}, inputs="3x64x64,3x8x8", where="macs < 1G")


def test_several_processes_give_what_one_gives(at_once):
    swept = [planned([library.load("mobilenet_v1")], WANTED) for _ in range(2)]
    for jobs, each in enumerate(swept, 1):
        for start, answers in parallel.portions(each.sweep, jobs):
            each.keep(start, answers)
    assert swept[0].report() == swept[1].report()
    assert not multiprocessing.active_children()


def test_processes_end_where_nobody_waits_for_the_rest(at_once):
    work = parallel.portions(planned([library.load("mobilenet_v1")], WANTED).sweep, 2)
    assert [len(next(work)[1]) for _ in range(2)]
    work.close()
    assert not multiprocessing.active_children()


def test_what_is_there_is_kept_when_it_is_interrupted(monkeypatch, tmp_path):
    def interrupted(sweep, jobs, elsewhere, left=None):
        yield next(parallel.portions(sweep))
        raise Ended(signal.SIGINT)

    monkeypatch.setattr(working, "portions", interrupted)
    file = tmp_path / "rows.json"
    result = sweep("lenet5", "--batch", "1..40", "-o", str(file))
    assert result.exit_code == 130
    assert "interrupted: 1 of 40 points were worked out" in result.stderr
    written = json.loads(file.read_text("utf-8"))
    assert (written["total"], written["done"], len(written["points"])) == (40, 1, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["rows.json"]


def test_the_most_points_are_a_bound_and_not_a_size():
    assert planned([growing()], SweepOptions({"width": "1..1000"}, batch="1..1000")).sweep.total == MOST_POINTS


def test_without_the_library_a_cluster_is_answered(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ArchcalcError, match="pip install 'archcalc\\[dask\\]'"):
        dask_cluster.cluster("tcp://127.0.0.1:8786")


@pytest.fixture(scope="module")
def scheduler():
    """The address of a cluster of two processes on this machine."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_what_one_process_gives(scheduler, at_once):
    wanted = {"options": WANTED.options, "input_size": WANTED.inputs, "where": WANTED.where}
    assert archcalc.sweep("mobilenet_v1", **wanted, dask=scheduler) == archcalc.sweep("mobilenet_v1", **wanted)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("address", "said"), [("nonsense", "cannot be reached"), ("tcp://127.0.0.1:1", "cannot be reached")])
def test_a_cluster_that_cannot_be_reached_is_answered(monkeypatch, address, said):
    pytest.importorskip("distributed")
    monkeypatch.setattr(dask_cluster, "_SECONDS", 1)
    with pytest.raises(ArchcalcError, match=said):
        dask_cluster.cluster(address)


def test_shared_weights_are_counted_once_at_every_size():
    text = "input: [3, 8, 8]\nlayers: [conv: {name: a, filters: 3, kernel: 1}, conv: {filters: 3, kernel: 1, share: a}]"
    alike, sharing = Alike(), read(parse(text, "sharing.yaml"), "sharing")
    for size in ("3x8x8", "3x9x9", "3x8x8"):
        assert alike.build(library.adapted(sharing, input_size=size), 1, ()) == build(library.adapted(sharing, input_size=size), 1)
