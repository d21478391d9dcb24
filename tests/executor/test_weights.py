"""Weights: drawn the same everywhere, read from files and written to them, checked name by name and shape by shape."""

import json
import subprocess
import sys

import pytest

import archcalc
from archcalc import build
from archcalc.base.errors import ArchcalcError
from archcalc.executor import run
from archcalc.executor.backends import backend
from archcalc.executor.weights import drawn_rows, load
from archcalc.executor.weights.files import safetensors
from archcalc.executor.weights.names import declared, full_name

numpy = pytest.importorskip("numpy")

NETWORK = "lenet5"


def drawn(name=NETWORK, seed=0):
    numbers = numpy.random.default_rng(seed)
    return {full_name(layer, key): numbers.standard_normal(weight.shape).astype("float32") for layer, key, weight in declared(build(name))}


def mistakes(arrays, name=NETWORK):
    with pytest.raises(ArchcalcError) as caught:
        archcalc.run(name, weights=arrays)
    return [(mistake.code, mistake.message) for mistake in caught.value.mistakes]


# --- drawn


@pytest.mark.slow
def test_random_weights_follow_he_s_rule():
    arrays = load.load(build("vgg11"), "random")
    for layer, fan_in in (("conv3_1", 9 * 128), ("fc7", 4096)):
        values = arrays[layer]["weight"]
        assert abs(values.var() * fan_in / 2 - 1) < 0.01
        assert abs(values.mean()) < 0.01 * values.std()


@pytest.mark.slow
def test_a_weight_depends_on_the_seed_and_its_name_alone():
    one, again, other = (load.load(build(NETWORK), "random", seed) for seed in (0, 0, 1))
    for layer, inside in one.items():
        for key, array in inside.items():
            assert (array == again[layer][key]).all()
            assert (array != other[layer][key]).any()
    deep, shallow = (load.load(build(name), "random") for name in ("vgg19", "vgg11"))
    assert (deep["conv1_1"]["weight"] == shallow["conv1_1"]["weight"]).all()


def test_the_same_seed_gives_the_same_values_on_every_machine():
    values = load.load(build(NETWORK), "random", 7)["fc7"]["weight"].reshape(-1)[:4]
    numpy.testing.assert_allclose(values, [-0.01326925, -0.16496247, -0.05205235, -0.00687682], rtol=1e-6)


@pytest.mark.parametrize(("way", "value"), [("zeros", 0), ("ones", 1 / 84)])
def test_cheap_weights(way, value):
    assert (load.load(build(NETWORK), way)["fc7"]["weight"] == numpy.float32(value)).all()


# --- files


@pytest.mark.parametrize("ending", ["safetensors", "npz"])
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_weights_come_back_from_a_file_as_they_went(tmp_path, ending, dtype):
    path = tmp_path / f"weights.{ending}"
    before = load.load(build(NETWORK), "random", 3, dtype)
    load.save(path, before)
    after = load.load(build(NETWORK), str(path), dtype=dtype)
    for layer, inside in before.items():
        for key, array in inside.items():
            assert after[layer][key].dtype == dtype
            assert (after[layer][key] == array).all()


def test_files_are_those_of_the_safetensors_library(tmp_path):
    library = pytest.importorskip("safetensors.numpy")
    ours, theirs = tmp_path / "ours.safetensors", tmp_path / "theirs.safetensors"
    arrays = drawn()
    safetensors.write(ours, arrays)
    library.save_file(arrays, theirs, metadata={"format": "np"})
    with safetensors.arrays(theirs) as found:
        for there in (library.load_file(ours), {name: each.values() for name, each in found.items()}):
            assert there.keys() == arrays.keys()
            assert all((there[name] == array).all() for name, array in arrays.items())


def test_a_pickled_array_is_not_executed(tmp_path):
    numpy.savez(tmp_path / "w.npz", **{"conv1.weight": numpy.array([{"a": 1}], dtype=object)})
    with pytest.raises(ArchcalcError, match="cannot read"):
        archcalc.run(NETWORK, weights=tmp_path / "w.npz")


@pytest.mark.parametrize("source", ["none.npz", "none.safetensors", "notes.txt", "randomm"])
def test_weights_that_are_not_there(source):
    with pytest.raises(ArchcalcError):
        archcalc.run(NETWORK, weights=source)


def test_a_missing_a_surplus_and_a_misshapen_array_are_all_named():
    arrays = drawn()
    arrays["conv2.weight"] = arrays.pop("conv3.weight")
    arrays["fc7.bias"] = arrays["fc7.bias"][:9]
    assert mistakes(arrays) == [
        ("missing-weight", "there is no 'conv3.weight' [16, 6, 5, 5]"),
        ("surplus-weight", "lenet5 has no weight 'conv2.weight'"),
        ("weight-shape", "'fc7.bias' is [9], and lenet5 wants [10]")]


def test_arrays_that_are_given_are_run():
    x = numpy.ones((1, 1, 32, 32), "float32")
    one, other = (archcalc.run(NETWORK, x, drawn(seed=seed), outputs=["fc7"]).outputs["fc7"] for seed in (1, 2))
    assert (one != other).all()


# --- the commands


def command(*words):
    return subprocess.run([sys.executable, "-m", "archcalc", *map(str, words)], capture_output=True, text=True, timeout=60, check=False)


def test_weights_are_listed_with_their_shapes():
    answer = json.loads(command("weights", NETWORK, "--format", "json").stdout)
    assert {row["name"]: tuple(row["shape"]) for row in answer["weights"]} == {name: array.shape for name, array in drawn().items()}
    assert answer["values"] == 61_706


def test_weights_of_one_run_are_those_of_the_next(tmp_path):
    path = tmp_path / "weights.safetensors"
    first = command("run", NETWORK, "--seed", "5", "--trace", "--save-weights", path, "--format", "json")
    again = command("run", NETWORK, "--seed", "5", "--weights", path, "--trace", "--format", "json")
    assert (first.returncode, again.returncode) == (0, 0)
    means = [[row["mean"] for row in json.loads(result.stdout)["layers"]] for result in (first, again)]
    assert means[0] == means[1]


# --- PyTorch's state dicts: test_state_dicts.py has their names


@pytest.mark.oracle
def test_a_pth_file_is_read_without_executing_it(tmp_path):
    torch = pytest.importorskip("torch")
    state = {name: torch.from_numpy(array) for name, array in drawn("squeezenet1_1").items()}
    torch.save(state, tmp_path / "good.pth")
    torch.save({"code": json.loads}, tmp_path / "bad.pth")
    assert not archcalc.run("squeezenet1_1", weights=tmp_path / "good.pth").mismatches
    with pytest.raises(ArchcalcError, match="cannot read"):
        archcalc.run("squeezenet1_1", weights=tmp_path / "bad.pth")


def rows_and_whole(tmp_path, monkeypatch, dtype, fuse):
    """The same run, of which the weights of both linear layers are drawn some rows at a time, or lie in memory."""
    monkeypatch.setattr(drawn_rows, "LEAST", 300)
    monkeypatch.setattr(drawn_rows, "AT_ONCE", 140)
    layers = "[flatten: {}, linear: {name: first, units: 31}, relu: {}, linear: {units: 10, bias: false}, tanh: {}]"
    (tmp_path / "net.yaml").write_text(f"input: [3, 4, 5]\nlayers: {layers}\n")
    graph = build(archcalc.load(tmp_path / "net.yaml"), batch=2)
    settings = run.RunSettings(dtype=dtype, fuse=fuse, seed=3, outputs=("first",))
    arrays = load.load(graph, "random", 3, dtype)
    return [run.run(graph, backend("numpy"), settings, arrays=given) for given in (None, arrays)]


@pytest.mark.parametrize("fuse", [False, True])
@pytest.mark.parametrize("dtype", ["float32", "float64", "float16"])
def test_weights_drawn_where_they_are_used_are_those_that_lie_in_memory(dtype, fuse, tmp_path, monkeypatch):
    in_rows, whole = rows_and_whole(tmp_path, monkeypatch, dtype, fuse)
    assert not in_rows.mismatches
    assert in_rows.values_checked == whole.values_checked > 0
    for name, volume in whole.volumes.items():
        numpy.testing.assert_allclose(in_rows.volumes[name], volume, rtol=1e-5, atol=1e-6)
    assert (in_rows.predicted < whole.predicted) == (dtype != "float16")


def test_rows_that_are_drawn_wrong_are_found(tmp_path, monkeypatch):
    monkeypatch.setattr(drawn_rows.DrawnRows, "__getitem__", lambda self, at: numpy.ones((at[0].size, self.shape[1])))
    in_rows, _ = rows_and_whole(tmp_path, monkeypatch, "float32", True)
    assert in_rows.mismatches == ("first", "fc1")


def test_weights_that_others_share_are_drawn_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(drawn_rows, "LEAST", 1)
    layers = "[linear: {name: a, units: 6}, linear: {units: 6, share: a}, linear: {name: c, units: 4}]"
    (tmp_path / "net.yaml").write_text(f"input: [6]\nlayers: {layers}\n")
    graph = build(archcalc.load(tmp_path / "net.yaml"))
    assert list(drawn_rows.in_rows(graph, "random", "float32")) == [("c", "weight")]
    assert drawn_rows.in_rows(graph, "zeros", "float32") == {}
