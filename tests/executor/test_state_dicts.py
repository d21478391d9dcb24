"""State dicts of torchvision, timm and pytorchcv: a tensor's name alone says which weight it is, or the file is refused."""

import json
from functools import lru_cache
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ORACLE

import archcalc
from archcalc import build
from archcalc.base.errors import ArchcalcError
from archcalc.executor.weights import library_names, load, state_dicts
from archcalc.executor.weights.files import npz, safetensors
from archcalc.executor.weights.library_names import libraries
from archcalc.executor.weights.names import declared, full_name
from archcalc.executor.weights.state_dicts import refusal, renamed

numpy = pytest.importorskip("numpy")

MODELS = [(library.name.partition(" ")[0], model) for library in libraries() for model in library.models if not model.why]
OTHERS = [(library.name.partition(" ")[0], model) for library in libraries() for model in library.models if model.why]
SAMPLE = ("alexnet_owt", "resnet18", "shufflenet_v2_0_5x", "regnety_400mf", "squeezenet1_1", "swin_t", "mobilenet_v3_small")
SAMPLED = [(name, library) for name in SAMPLE for library, model in MODELS if name in model.networks]

MEASURED = 55
"""So many files at least were checked with the libraries installed."""


def model_of(network, library):
    return next(model for name, model in MODELS if name == library and network in model.networks)


class Tensor(NamedTuple):
    """A tensor without values, which knows whose they are."""

    held: str
    shape: tuple[int, ...]

    def reshape(self, shape):
        return self._replace(shape=shape)


@lru_cache
def state(network, library):
    """A state dict of a library's names."""
    graph = build(network)
    shapes = {full_name(layer, key): weight.shape for layer, key, weight in declared(graph)}
    names = model_of(network, library).names(graph)
    return {there: Tensor(there, shapes[here]) for here, there in names.items()}


def expected(network, library):
    return model_of(network, library).names(build(network))


def held(found):
    return {name: tensor.held for name, tensor in found.tensors.items()}


def told(graph, tensors):
    try:
        found = renamed(graph, tensors)
    except ArchcalcError as error:
        return str(error)
    assert found is None
    return str(refusal(graph, tensors))


# --- the law


@pytest.mark.parametrize(("network", "library"), SAMPLED)
def test_the_order_of_tensors_says_nothing(network, library):
    tensors = state(network, library)
    for order in (list(tensors), sorted(tensors), list(tensors)[::-1]):
        assert held(renamed(build(network), {name: tensors[name] for name in order})) == expected(network, library)


@given(st.data())
@settings(max_examples=15, deadline=None)
def test_two_names_exchanged_are_two_tensors_exchanged(data):
    network, library = data.draw(st.sampled_from(SAMPLED))
    tensors = state(network, library)
    shapes = {}
    for name, tensor in tensors.items():
        shapes.setdefault(tensor.shape, []).append(name)
    one, other = data.draw(st.permutations(data.draw(st.sampled_from([each for each in shapes.values() if len(each) > 1]))))[:2]
    mixed = tensors | {one: tensors[other], other: tensors[one]}
    found, right = held(renamed(build(network), mixed)), expected(network, library)
    assert {right[name] for name in right if found[name] != right[name]} == {one, other}


@pytest.mark.slow
@pytest.mark.parametrize(("library", "model"), [pytest.param(*each, id=f"{each[0]}-{each[1].models[0]}-{each[1].networks[0]}")
                                                for each in MODELS])
def test_a_model_names_every_weight_once(library, model):
    for network in model.networks:
        graph = build(network)
        names = model.names(graph)
        assert names.keys() == {full_name(layer, key) for layer, key, _ in declared(graph)}
        assert len(set(names.values())) == len(names)
        assert library_names.digest(names.values()) == model.digest
        assert set(names.values()) != names.keys(), "a file of our own names would be taken for one of theirs"


# --- cases


def test_tensors_are_not_exchanged_in_regnet():
    """Two modules of equal shapes, of which torchvision has the shortcut first."""
    names = model_of("regnety_400mf", "torchvision").names(build("regnety_400mf"))
    assert names["stage1_1/conv1.weight"].endswith("block1-0.f.a.0.weight")
    assert names["stage1_1/shortcut/conv1.weight"].endswith("block1-0.proj.0.weight")


def test_a_file_of_another_variant_is_refused():
    message = told(build("resnet50"), state("resnet50_v1_5", "torchvision"))
    assert "torchvision's resnet50" in message
    assert "archcalc run resnet50_v1_5" in message
    message = told(build("resnet18"), state("squeezenet1_1", "torchvision"))
    assert "which archcalc has as squeezenet1_1" in message


def test_an_epsilon_that_no_file_holds_is_the_reason():
    (model,) = [model for library in libraries() for model in library.models if model.models == ("mobilenetv3_large_100",)]
    assert model.why == "the epsilon of its norms is 1e-05, and 0.001 here"
    assert model.networks == ("mobilenet_v3_large",)


def test_what_a_file_does_not_hold_is_said():
    notes = " ".join(renamed(build("resnet50"), state("resnet50", "pytorchcv")).notes)
    assert "strides, padding, epsilons and activations are not in such a file; resnet50's own are taken" in notes
    assert "pytorchcv's resnet50b or pytorchcv's sharesnet50b has the same names, and is another network (" in notes


def test_tensors_too_many_or_too_few_are_named():
    graph, tensors = build("alexnet_owt"), state("alexnet_owt", "torchvision")
    assert "torchvision's alexnet has no tensor 'more.weight'" in told(graph, tensors | {"more.weight": numpy.zeros(3)})
    few = {name: array for name, array in tensors.items() if name != "classifier.6.bias"}
    assert "no tensor 'classifier.6.bias' of torchvision's alexnet, for 'fc8.bias'" in told(graph, few)
    assert "its names are those of no model that is known to be alexnet_owt: a.b, c.d" in told(graph, {"c.d": 1, "a.b": 2})
    assert "no PyTorch state dict is known for lenet5" in told(build("lenet5"), {"a.b": 1})


def test_other_classes_are_told_with_both_shapes():
    tensors = state("resnet18", "torchvision") | {"fc.weight": numpy.zeros((10, 512)), "fc.bias": numpy.zeros(10)}
    assert "'fc.weight' is [10, 512], and 'fc.weight' wants [1000, 512]" in told(build("resnet18"), tensors)
    assert renamed(build(archcalc.load("resnet18", options={"classes": 10})), tensors).tensors["fc.bias"].shape == (10,)


def test_heads_of_training_counters_and_a_wrapper_are_told_or_taken_off():
    tensors = state("resnet18", "torchvision")
    more = tensors | {"bn1.num_batches_tracked": numpy.zeros(())}
    found = renamed(build("resnet18"), {f"module.{name}": array for name, array in more.items()})
    assert held(found) == expected("resnet18", "torchvision")
    assert "not used, counters of training and tables of places: 1 tensors" in found.notes
    heads = state("googlenet_bn", "torchvision") | {"aux1.conv.conv.weight": numpy.zeros(1)}
    assert "not used, heads for training alone: aux1.conv.conv.weight" in renamed(build("googlenet_bn"), heads).notes


def test_libraries_that_mean_different_layers_are_refused(monkeypatch):
    here = library_names.ModelLibrary("here 1", None, (model_of("resnet18", "torchvision"),))
    turned = here.models[0]._replace(library="there 1", modules=lambda: [
        *here.models[0].modules(), ("conv2_1/norm1", "layer1.0.bn2"), ("conv2_1/norm2", "layer1.0.bn1")])
    monkeypatch.setattr(state_dicts, "libraries", lambda: (here, here._replace(name="there 1", models=(turned,))))
    assert "which mean different layers by them" in told(build("resnet18"), state("resnet18", "torchvision"))


def test_a_network_that_was_changed_is_another():
    graph = build(archcalc.load("alexnet_owt", changes={"conv1.bias": "false"}))
    message = told(graph, state("alexnet_owt", "torchvision"))
    assert "alexnet_owt has no weight for features.0.bias of torchvision's alexnet" in message


# --- files


@pytest.mark.parametrize("form", [safetensors, npz])
def test_any_format_may_have_a_library_s_names(form, tmp_path):
    path = tmp_path / f"w{form.SUFFIXES[0]}"
    numbers = numpy.random.default_rng(0)
    tensors = {name: numbers.standard_normal(tensor.shape, dtype="float32")
               for name, tensor in state("squeezenet1_1", "torchvision").items()}
    form.write(path, tensors)
    found = load.loaded(build("squeezenet1_1"), str(path))
    names = expected("squeezenet1_1", "torchvision")
    assert all((array == tensors[names[full_name(layer, key)]]).all()
               for layer, inside in found.arrays.items() for key, array in inside.items())
    ran = archcalc.run("squeezenet1_1", weights=path)
    assert any("names of torchvision's squeezenet1_1" in note for note in ran.report.notes)


@pytest.mark.oracle
@pytest.mark.parametrize(("network", "library", "model"), [
    ("regnety_400mf", "torchvision", "regnet_y_400mf"), ("shufflenet_v2_1x", "pytorchcv", "shufflenetv2_w1"),
    ("mobilenet_v3_large", "timm", "mobilenetv3_large_100"), ("regnety_400mf", "timm", "regnety_004"),
    ("resnet50", "torchvision", "resnet50"), ("inception_v3", "torchvision", "inception_v3")])
def test_the_output_is_the_library_s_or_the_file_is_refused(network, library, model, monkeypatch):
    pytest.importorskip("torch")
    monkeypatch.syspath_prepend(str(ORACLE))
    import state_dicts as oracle

    answer = oracle.check(network, library, model)
    assert answer["refused"] or answer["error"] < 1e-4


def test_the_recorded_check_holds():
    """Every file of an untrained model gives the library's output, or is refused with a reason.

    Of two models of one library with the same names, one is the network, and the run names the other one.
    """
    rows = json.loads((ORACLE / "recorded" / "state_dicts.json").read_text())["checked"]
    assert len(rows) >= MEASURED
    others = {(name, each, network) for name, model in OTHERS for each in model.models for network in model.networks}
    for row in rows:
        known = (row["library"], row["model"], row["network"]) in others
        assert row["refused"] or row["error"] < 1e-4 or known, row


def test_the_manual_lists_the_networks():
    page = (library_names.FOLDER.parents[2] / "manual" / "running.md").read_text("utf-8")
    for library in libraries():
        (row,) = [line for line in page.splitlines() if line.startswith(f"| {library.name} |")]
        names = {name for model in library.models if not model.why for name in model.networks}
        assert set(row.split("|")[2].strip().split(", ")) == names
