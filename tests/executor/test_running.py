"""Networks run on arrays: every volume as computed, memory as predicted, and what differs told with its layer."""

import gc
import json
import platform
import subprocess
import sys
import tracemalloc

import jsonschema
import pytest
from places import ROOT

import archcalc
import archcalc.cli
from archcalc import build
from archcalc.base import units
from archcalc.base.errors import ArchcalcError
from archcalc.cli import application
from archcalc.executor import budget, run, threads
from archcalc.executor.backends import backend
from archcalc.loading import library
from archcalc.network.subgraph import up_to
from archcalc.operators import find
from archcalc.reports import collection_index

numpy = pytest.importorskip("numpy")

TINY = """
input: [3, 12, 12]
layers:
  - conv: {name: conv1, filters: 16, kernel: 3, padding: 1}
  - batch_norm
  - relu
  - residual: [conv: {name: conv2, filters: 16, kernel: 3, padding: 1}, batch_norm]
  - max_pool: {kernel: 2}
  - flatten
  - linear: {name: fc1, units: 10}
  - softmax
"""


@pytest.fixture
def tiny(tmp_path):
    path = tmp_path / "tiny.yaml"
    path.write_text(TINY)
    return str(path)


def command(*words):
    return subprocess.run([sys.executable, "-m", "archcalc", *map(str, words)], capture_output=True, text=True, timeout=120, check=False)


def test_a_run_answers_as_the_contract_says(tiny):
    result = command("run", tiny, "--format", "json")
    answer = json.loads(result.stdout)
    assert result.returncode == 0
    number, shape = {"type": "number", "minimum": 0}, {"type": "array", "items": {"type": "integer"}}
    layer = {"type": "object", "required": ["name", "expected", "actual", "ok", "seconds"],
             "properties": {"name": {"type": "string"}, "expected": shape, "actual": shape, "ok": {"type": "boolean"}, "seconds": number}}
    keys = {"schema": {"const": "archcalc/run/1"}, "backend": {"const": "numpy"}, "layers": {"type": "array", "items": layer},
            "mismatches": {"type": "array", "items": {"type": "string"}}, "seconds": number, "peak_bytes": {"type": "integer"},
            "predicted_peak_bytes": {"type": "integer"}, "output": {"type": "object", "required": ["name", "shape"]}}
    jsonschema.validate(answer, {"type": "object", "required": list(keys), "properties": keys})
    assert answer["mismatches"] == []
    assert answer["output"] == {"name": "softmax1", "shape": [10]}
    assert [row["name"] for row in answer["layers"]] == [node.name for node in build(tiny).nodes]


@pytest.mark.parametrize(("made", "told"), [
    (lambda xp, x: x[..., 1:], "the array is [1, 16, 12, 11]"),
    (lambda xp, x: x.astype(xp.float64), "it holds 18432 bytes, not 9216"),
    (lambda xp, x: x / 0, "some values are not finite"),
], ids=["another shape", "another type", "infinite values"])
@pytest.mark.filterwarnings("ignore:invalid value|divide by zero:RuntimeWarning")
def test_a_volume_that_differs_is_told_with_its_layer(tiny, monkeypatch, made, told):
    monkeypatch.setattr(find("relu"), "forward", lambda self, xp, x: made(xp, x))
    ran = run.run(up_to(build(tiny), [3]), backend("numpy"), run.RunSettings())
    assert ran.mismatches == ("relu1",)
    assert told in ran.rows[-1].wrong


def test_fused_steps_are_checked_as_well(tiny):
    by_itself, fused = (archcalc.run(tiny, fuse=fuse, outputs=["add1", "softmax1"]) for fuse in (False, True))
    rows = fused.report.table("layers")
    assert len(rows.rows) < len(by_itself.report.table("layers").rows)
    assert "norm1, relu1" in rows.column("covers")
    for name in ("add1", "softmax1"):
        assert abs(fused.outputs[name] - by_itself.outputs[name]).max() <= 1e-5 * by_itself.outputs[name].std()


@pytest.mark.parametrize("name", ["lenet5", "squeezenet1_1", "mobilenet_v3_small", "shufflenet_v2_0_5x", "cifar_resnet20"])
@pytest.mark.parametrize("fuse", [False, True], ids=["by itself", "fused"])
def test_memory_is_as_predicted(name, fuse):
    report = archcalc.run(name, fuse=fuse).report
    assert abs(report.tail["peak_bytes"] / report.tail["predicted_peak_bytes"] - 1) < 0.1


def test_volumes_are_freed_when_nobody_reads_them_any_more(tmp_path):
    path = tmp_path / "chain.yaml"
    path.write_text("input: [3, 64, 64]\nlayers: [repeat: {times: 30, layers: [relu]}]")
    ran = run.run(build(str(path)), backend("numpy"), run.RunSettings())
    volume = 4 * 3 * 64 * 64
    assert 2 * volume <= ran.predicted <= 3 * volume  # what is read, what is made, and the input, which its owner keeps
    assert abs(ran.peak / ran.predicted - 1) < 0.1


SMALL = [entry["name"] for entry in collection_index.entries() if entry["params"] <= 4_000_000]


@pytest.mark.slow
@pytest.mark.sampled(one_in=4)
@pytest.mark.parametrize("name", SMALL)
def test_a_bundled_network_runs_as_computed(name):
    """The larger ones, too, with `archcalc run --all` and `archcalc run --all --fuse`, which take minutes."""
    for fuse in (False, True):
        ran = archcalc.run(name, weights="ones", fuse=fuse)
        assert not ran.mismatches
        held, predicted = (ran.report.tail[key] for key in ("peak_bytes", "predicted_peak_bytes"))
        assert abs(held - predicted) < 0.1 * predicted + 2**17  # Python's own objects, which tiny networks are lighter than


@pytest.mark.gpu
@pytest.mark.parametrize("name", library.names())
def test_a_gpu_computes_what_the_processor_computes(name):
    pytest.importorskip("cupy")
    here, there = (archcalc.run(name, backend=backend) for backend in ("numpy", "cupy"))
    assert not there.mismatches
    assert abs(there.report.tail["peak_bytes"] / there.report.tail["predicted_peak_bytes"] - 1) < 0.1
    for output, volume in here.outputs.items():
        assert abs(there.outputs[output] - volume).max() <= 1e-4 * volume.std()


def test_an_input_of_another_shape_is_refused(tiny):
    with pytest.raises(ArchcalcError, match=r"'input' takes \[1, 3, 12, 12\], found \[1, 3, 12, 13\]"):
        archcalc.run(tiny, numpy.zeros((1, 3, 12, 13)))


@pytest.mark.quick(cases=3)
@pytest.mark.parametrize("words", [["--batch", "3"], ["--input", "3x20x16"], ["--threads", "2"], ["--dtype", "float64"],
                                   ["--dtype", "float16"], ["--seed", "3"], ["--trace"], ["--fuse", "--dtype", "float16"]], ids=" ".join)
def test_options_of_a_run(tiny, words):
    answer = json.loads(command("run", tiny, *words, "--format", "json").stdout)
    assert answer["mismatches"] == []
    assert ("zeros" in answer["layers"][0]) == ("--trace" in words)


def test_float16_rounds_after_each_layer(tiny):
    x = numpy.random.default_rng(0).standard_normal((1, 3, 12, 12))
    half, single = (archcalc.run(tiny, x, dtype=dtype, outputs=["conv1", "fc1"]).outputs for dtype in ("float16", "float32"))
    assert half["conv1"].dtype == numpy.float16
    assert 0 < abs(half["fc1"] - single["fc1"]).max() < 0.01 * abs(single["fc1"]).max()


@pytest.mark.quick(cases=1)
@pytest.mark.parametrize(("name", "batch"), [("vgg16", 40_000), ("resnet50", 1_000_000), ("lenet5", 10**8)])
def test_what_does_not_fit_is_refused_before_an_array_is_made(name, batch):
    """The plan is made of outlines, and takes no longer for more images."""
    graph = build(name, batch=batch)
    gc.collect()
    tracemalloc.start()
    try:
        with pytest.raises(ArchcalcError, match=r"would hold .* at once, and 100.0 MB are allowed") as caught:
            run.run(graph, backend("numpy"), run.RunSettings(most_bytes=10**8))
        assert tracemalloc.get_traced_memory()[1] < 2**21
    finally:
        tracemalloc.stop()
    assert "the most is held at layer '" in str(caught.value)
    assert f"of {batch} images" in str(caught.value)


@pytest.mark.parametrize(("held", "predicted", "threads", "verdict"), [
    (10**9, 10**9, 1, "as predicted"), (int(1.1 * 10**9), 10**9, 1, "as predicted"), (int(1.11 * 10**9), 10**9, 1, "differs"),
    (int(0.89 * 10**9), 10**9, 1, "differs"), (int(0.89 * 10**9), 10**9, 2, "as predicted"), (int(1.11 * 10**9), 10**9, 2, "differs"),
    (10_260, 6_860, 1, "as predicted"), (300_000, 6_860, 1, "differs"), (0, 367_000, 1, "not measured"), (-1, 1, 1, "not measured"),
])
def test_the_memory_is_judged_by_the_tolerance_that_is_stated(held, predicted, threads, verdict):
    assert budget.judged(held, predicted, threads) == verdict


def test_the_tolerance_is_stated_by_the_help_and_the_manual():
    told = f"{100 * budget.TOLERANCE:.0f} % and {units.megabytes(budget.FIXED)}"
    assert told in " ".join(command("run", "--help").stdout.replace("│", " ").split())
    assert told in " ".join((ROOT / "archcalc" / "manual" / "running.md").read_text("utf-8").split())


def test_memory_that_differs_ends_with_1(tmp_path, monkeypatch, capfd):
    """A rectifier that holds three volumes where it should hold one."""
    path = tmp_path / "chain.yaml"
    path.write_text("input: [3, 96, 96]\nlayers: [repeat: {times: 3, layers: [relu]}]")
    monkeypatch.setattr(find("relu"), "forward", lambda self, xp, x: (xp.ones_like(x) + xp.ones_like(x) * 2) * 0 + xp.clip(x, 0, None)
                        if isinstance(x, numpy.ndarray) else xp.clip(x, 0, None))
    monkeypatch.setattr(sys, "argv", ["archcalc", "run", str(path)])
    assert archcalc.cli._run() == 1
    assert "they differ by more than 10 % and 65.54 KB" in capfd.readouterr().out


@pytest.mark.parametrize("name", ["lenet5", "squeezenet1_1"])
def test_a_plan_for_more_images_is_the_run_of_more_images(name):
    tail = archcalc.run(name, batch=5, threads=2).report.tail
    held, predicted = tail["peak_bytes"], tail["predicted_peak_bytes"]
    assert abs(held - predicted) <= budget.TOLERANCE * predicted + budget.FIXED


def test_a_picture_of_ten_billion_pixels_is_refused_at_once():
    graph = build(library.load("lenet5", input_size="1x99999x99999"))
    with pytest.raises(ArchcalcError, match="would hold"):
        run.run(graph, backend("numpy"), run.RunSettings(most_bytes=10**8))


def test_memory_that_runs_out_is_told_in_words(monkeypatch, capfd):
    monkeypatch.setattr(application, "run", lambda _: numpy.empty(1 << 45))
    assert archcalc.cli._run() == 2
    assert "the memory of this machine is not enough" in capfd.readouterr().err


def test_without_numpy_the_answer_is_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(ArchcalcError, match="NumPy is not installed\n  pip install 'archcalc\\[run\\]'"):
        archcalc.run("lenet5")


@pytest.mark.parametrize(("words", "told"), [(["--all", "lenet5"], "leave the name or --all out"), (["lenet5", "--threads", "9999"], "1024")])
def test_options_that_a_run_refuses(words, told):
    assert told in command("run", *words).stderr


def test_how_numpy_buffers_and_warns_is_as_it_was_after_a_run():
    """Within, it is the same in every thread."""
    before, seen = (numpy.getbufsize(), numpy.geterr()), []
    with threads.using(2) as schedule:
        tile = lambda: seen.append((numpy.getbufsize(), numpy.geterr()["over"]))  # noqa: E731
        schedule([tile, tile])
        tile()
    assert seen == 3 * [(threads.BUFFERED, "ignore")]
    assert (numpy.getbufsize(), numpy.geterr()) == before


@pytest.mark.parametrize("threads", [1, 2])
def test_a_value_beyond_all_numbers_is_told_in_its_row_alone(tmp_path, recwarn, threads):
    """NumPy's own warnings would stand amid the table, and name a line of the program."""
    (tmp_path / "net.yaml").write_text("input: [3, 8, 8]\nlayers:\n  - conv: {filters: 8, kernel: 3}\n"
                                       "  - arithmetic: {function: multiply, number: 10000}\n  - elementwise: {function: exp}\n")
    assert len(archcalc.run(str(tmp_path / "net.yaml"), threads=threads).mismatches) == 1
    assert not recwarn.list


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="of glibc's allocator")
def test_memory_that_arrays_leave_is_not_given_back_between_them():
    """A new process, as it was left to chance what had been freed before; without it, there are 80,000 faults."""
    ask = ("import resource, numpy\nfrom archcalc.executor import threads\n"
           "def work():\n    for _ in range(20):\n        several = [numpy.ones(2**18) for _ in range(8)]\n"
           "def faults():\n    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt\n"
           "with threads.using(1):\n    work()\n    before = faults()\n    work()\n    print(faults() - before)\n")
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, cwd=ROOT, check=True)
    assert int(told.stdout) < 1000
