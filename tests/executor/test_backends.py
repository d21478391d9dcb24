"""What a backend may be, with each of its properties turned on NumPy: no fast kernels, no shared memory, whole blocks.

A stand-in package `cupy`, which is NumPy under that name, keeps the commands of a GPU tested where there is none.
"""

import json
import os
import subprocess
import sys
from functools import cache
from types import SimpleNamespace

import pytest
from places import ROOT

from archcalc import build, load
from archcalc.executor import budget, run
from archcalc.executor.backends import backend, cupy
from archcalc.executor.outlines.memory import Memory, Meter
from archcalc.executor.outlines.namespace import Shared
from archcalc.executor.program import Mode, Program
from archcalc.executor.weights import load as weighing
from archcalc.loading import library
from archcalc.network.subgraph import up_to

numpy = pytest.importorskip("numpy")

KINDS = ["mobilenet_v1_0_25_128", "cifar_resnet20", "squeezenet1_1",
         *(pytest.param(name, marks=pytest.mark.slow) for name in ("cifar_densenet_bc100_k12", "shufflenet_v2_0_5x"))]
"""A kind of fusion each: a norm after, a sum, none, a norm and an activation before, and concatenations."""
PROLOGUE = """
input: [3, 12, 12]
layers:
  - batch_norm
  - relu
  - conv: {name: first, filters: 16, kernel: 3, padding: 1}
  - batch_norm: {from: first}
  - sigmoid
  - conv: {name: inner, filters: 16, kernel: 3, padding: 1}
  - concat: {name: both, from: [first, inner]}
  - tanh
  - conv: {name: last, filters: 4, kernel: 1, padding: 1}
"""


def turned(**properties):
    """NumPy's backend with some properties turned."""
    module = backend("numpy")
    names = ("NAME", "FAST", "SHARES", "BLOCK", "namespace", "present", "free_bytes", "clock", "metered", "taken", "fetched")
    return SimpleNamespace(**{name: getattr(module, name) for name in names} | properties)


COPIES = {"SHARES": False, "taken": lambda array: array.copy(), "fetched": lambda array: array.copy()}
TURNED = {"no fast kernels": {"FAST": False}, "no shared memory": COPIES, "whole blocks": {"BLOCK": 512},
          "all of them": {"FAST": False, "BLOCK": 512, **COPIES}}


def scores(name):
    """The network up to its last volume before a softmax, which would hide differences."""
    graph = build(load(name))
    return up_to(graph, [next(len(graph.nodes) - i for i, node in enumerate(reversed(graph.nodes), 1) if node.op.kind != "softmax")])


@cache
def by_itself(name, dtype):
    """The volumes of a run without fusion on NumPy."""
    return run.run(scores(name), backend("numpy"), run.RunSettings(dtype=dtype)).volumes


def agree(name, properties, dtype, tolerance):
    fused = run.run(scores(name), turned(**properties), run.RunSettings(dtype=dtype, fuse=True))
    assert fused.mismatches == ()
    for output, volume in by_itself(name, dtype).items():
        assert abs(fused.volumes[output] - volume).max() <= tolerance * volume.std(dtype="float64")


@pytest.mark.parametrize("properties", TURNED.values(), ids=TURNED)
def test_a_fused_run_gives_the_same_values_whatever_the_backend_is_like(properties):
    agree("mobilenet_v1_0_25_128", properties, "float32", 1e-4)


@pytest.mark.parametrize("name", KINDS)
def test_a_fused_run_without_fast_kernels_gives_the_same_values(name):
    agree(name, TURNED["all of them"], "float32", 1e-4)


def test_a_fused_run_in_float16_rounds_fewer_times():
    agree("mobilenet_v1_0_25_128", TURNED["all of them"], "float16", 0.1)


def test_a_norm_and_an_activation_before_a_convolution(tmp_path):
    path = tmp_path / "prologue.yaml"
    path.write_text(PROLOGUE)
    agree(str(path), TURNED["no fast kernels"], "float32", 1e-5)


def computed_once(graph):
    """The operators whose rules a fused run without fast kernels calls, in order."""
    called = []
    xp = Shared(Meter())
    weights = {}
    for layer, key, weight in weighing.declared(graph):
        weights.setdefault(layer, {})[key] = xp.empty(weight.shape, xp.float32)
    program = Program(graph, weights, xp, Mode(fast=False, fuse=True))
    by_rule = program._ruled
    program._ruled = lambda position, read, over: called.append(position) or by_rule(position, read, over)
    for _ in program.steps({node.name: xp.empty(node.shape, xp.float32) for node in graph.nodes if not node.inputs}):
        pass
    return called


@pytest.mark.parametrize("name", KINDS)
def test_every_operator_of_a_fused_network_is_computed_once(name):
    graph = build(name)
    assert sorted(computed_once(graph)) == list(range(len(graph.nodes)))


@pytest.mark.slow
def test_every_operator_of_bundled_networks_is_computed_once():
    """Of every sixth; all of them take 20 s."""
    for name in [*library.names()][::6]:
        graph = build(name)
        assert sorted(computed_once(graph)) == list(range(len(graph.nodes))), name


@pytest.mark.parametrize("fast", [False, True])
def test_a_sum_of_three_is_no_epilogue(tmp_path, fast):
    """An epilogue adds one volume: the others would be left out."""
    path = tmp_path / "three.yaml"
    path.write_text("input: [3, 12, 12]\nlayers:\n  - conv: {name: a, filters: 16, kernel: 3, padding: 1}\n"
                    "  - conv: {name: b, filters: 16, kernel: 3, padding: 1}\n  - add: {from: [b, a, a]}\n")
    graph = build(str(path))
    by_itself, fused = (run.run(graph, turned(FAST=fast), run.RunSettings(fuse=fuse)).volumes["add1"] for fuse in (False, True))
    assert abs(fused - by_itself).max() <= 1e-5 * by_itself.std()


def test_whole_blocks_are_counted():
    meter = Meter(512)
    held = [Memory(meter, size) for size in (0, 1, 512, 513)]
    assert meter.held == meter.peak == 0 + 512 + 512 + 1024
    held.clear()
    assert meter.held == 0


@pytest.mark.parametrize("name", KINDS)
def test_the_prediction_for_whole_blocks_is_larger_by_less_than_a_block_for_each_array(name):
    graph = build(name)
    plain, blocks = (budget.need(graph, Mode(fast=False, fuse=True, block=block)).peak for block in (1, 512))
    arrays = len(graph.nodes) + len(list(weighing.declared(graph)))
    assert plain <= blocks < plain + 512 * arrays
    assert blocks % 512 == 0


def test_a_meter_that_reads_nothing_measured_nothing():
    told = command("lenet5", "--backend", "cupy").stdout
    assert "\nmemory: not measured, 370" in told
    assert "-100" not in told


def command(*words):
    path = os.pathsep.join((str(ROOT / "tests" / "support" / "stand_in"), str(ROOT)))
    return subprocess.run([sys.executable, "-m", "archcalc", "run", *words], capture_output=True, text=True, timeout=120, check=False,
                          env=os.environ | {"PYTHONPATH": path})


@pytest.mark.parametrize("name", ["mobilenet_v1_0_25_128", "cifar_resnet20"])
def test_the_command_runs_fused_on_a_stand_in_for_a_gpu(name):
    ended = command(name, "--backend", "cupy", "--fuse", "--format", "json")
    assert ended.returncode == 0, ended.stderr
    answer = json.loads(ended.stdout)
    assert answer["backend"] == "cupy"
    assert answer["mismatches"] == []
    assert answer["memory"] == "not measured"


WAITING = """
import archcalc, cupy
for name in ("lenet5", "cifar_resnet20"):
    for fuse in (False, True):
        cupy.WAITS.clear()
        ran = archcalc.run(name, backend="cupy", fuse=fuse)
        print(name, fuse, *sorted(cupy.WAITS.items()), *ran.mismatches)
"""


def test_a_gpu_is_waited_for_as_often_whatever_the_depth():
    """Once until all is done; for the output, for what looks have read, for the volumes' statistics."""
    path = os.pathsep.join((str(ROOT / "tests" / "support" / "stand_in"), str(ROOT)))
    ended = subprocess.run([sys.executable, "-c", WAITING], capture_output=True, text=True, timeout=120, check=True,
                           env=os.environ | {"PYTHONPATH": path})
    told = {line.split(maxsplit=2)[2] for line in ended.stdout.splitlines()}
    assert len(ended.stdout.splitlines()) == 4
    assert told == {"('all', 1) ('array', 3)"}


def test_the_meter_of_a_gpu_counts_what_is_taken_within_steps():
    hook = cupy._hook(SimpleNamespace(cuda=SimpleNamespace(MemoryHook=object)))
    hook.malloc_postprocess(mem_ptr=1, mem_size=512)  # a weight
    hook.begin([])
    hook.resume([])
    hook.malloc_postprocess(mem_ptr=2, mem_size=1024)
    hook.pause()
    hook.malloc_postprocess(mem_ptr=3, mem_size=2**20)  # a look
    hook.resume([])
    assert (hook.held, hook.peak) == (1536, 1536)
    hook.free_postprocess(mem_ptr=3, mem_size=2**20)
    hook.malloc_postprocess(mem_ptr=3, mem_size=512)
    hook.free_postprocess(mem_ptr=2, mem_size=1024)
    hook.free_postprocess(mem_ptr=3, mem_size=512)
    assert (hook.held, hook.peak) == (512, 2048)


SCRIPT = ROOT / "tests" / "support" / "on_gpu.py"
SOME = ["lenet5", "mobilenet_v1_0_25_128"]


def on_gpu(*words):
    return subprocess.run([sys.executable, str(SCRIPT), *map(str, words)], capture_output=True, text=True, timeout=120, check=False)


def test_the_script_for_a_gpu_runs_to_its_end_on_a_stand_in(tmp_path):
    ended = on_gpu(*SOME, "--output", tmp_path / "table.md")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.rstrip() == (tmp_path / "table.md").read_text("utf-8").rstrip()
    for name in SOME:
        assert f"\n| {name} " in ended.stdout.replace("\\_", "_")
    assert "2 networks measured in " in ended.stdout
    assert "0 of them wrong" in ended.stdout
    assert "no GPU was there: these figures are none of one" in ended.stdout


def test_the_script_for_a_gpu_tells_what_its_time_did_not_reach():
    ended = on_gpu(*SOME, "--seconds", "0")
    assert "1 networks measured in " in ended.stdout
    assert "the time was up; not measured: mobilenet_v1_0_25_128" in ended.stdout.replace("\\_", "_")
