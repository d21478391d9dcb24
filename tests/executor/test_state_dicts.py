"""State dicts of torchvision, timm and pytorchcv: a tensor's name alone says which weight it is, or the file is refused."""

import json
from functools import lru_cache, partial
from typing import NamedTuple

import pytest
from attacks import answer
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ORACLE

import archcalc
from archcalc import build
from archcalc.base.errors import ArchcalcError
from archcalc.executor.weights import library_names, load
from archcalc.executor.weights.files import npz, safetensors
from archcalc.executor.weights.library_names import NamedModel, libraries, named_model
from archcalc.executor.weights.names import declared, full_name
from archcalc.executor.weights.state_dicts import fits, refusal, renamed

numpy = pytest.importorskip("numpy")

MODELS = [(library.name.partition(" ")[0], model) for library in libraries() for model in library.models if not model.why]
OTHERS = [(library.name.partition(" ")[0], model) for library in libraries() for model in library.models if model.why]
SAMPLE = ("alexnet_owt", "resnet18", "shufflenet_v2_0_5x", "regnety_400mf", "squeezenet1_1", "swin_t", "mobilenet_v3_small")
SAMPLED = [(name, library) for name in SAMPLE for library, model in MODELS if name in model.networks]

SHARED = {(network, model.digest, model.sizes) for _, model in OTHERS for network in model.networks}
UNDECIDED = [(network, library, model) for library, model in MODELS for network in model.networks
             if (network, model.digest, model.sizes) in SHARED]
"""Networks whose names a model has too that computes otherwise."""

MEASURED = 100
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


def word(network, library):
    """What has to be said of a file: nothing, where its names are no other model's."""
    model = model_of(network, library)
    return NamedModel(library, model.models[0]) if (network, library, model) in UNDECIDED else None


def held(found):
    return {name: tensor.held for name, tensor in found.tensors.items()}


def told(graph, tensors, asked=None):
    try:
        found = renamed(graph, tensors, asked)
    except ArchcalcError as error:
        return str(error)
    assert found is None
    return str(refusal(graph, tensors, asked))


# --- the law


@pytest.mark.parametrize(("network", "library"), SAMPLED)
def test_the_order_of_tensors_says_nothing(network, library):
    tensors = state(network, library)
    for order in (list(tensors), sorted(tensors), list(tensors)[::-1]):
        assert held(renamed(build(network), {name: tensors[name] for name in order}, word(network, library))) == expected(network, library)


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
    found, right = held(renamed(build(network), mixed, word(network, library))), expected(network, library)
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
        tensors = {there: Tensor(there, weight.shape) for (_, _, weight), there in zip(declared(graph), names.values(), strict=True)}
        assert held(renamed(graph, tensors, word(network, library))) == names


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
    (note,) = renamed(build("alexnet_owt"), state("alexnet_owt", "torchvision")).notes
    assert note.startswith("names of torchvision's alexnet: strides")
    assert "strides, padding, epsilons and activations are not in such a file; alexnet_owt's own are taken" in note


@pytest.mark.parametrize(("network", "library", "model"), [pytest.param(*each, id=f"{each[1]}-{each[0]}") for each in UNDECIDED])
def test_what_stays_undecided_is_refused_until_it_is_said(network, library, model):
    graph, tensors = build(network), state(network, library)
    message = told(graph, tensors)
    assert "nothing in a file tells them apart" in message
    assert f"{library}:{model.models[0]}" in message.partition("--library-model ")[2]
    for name in model.models:
        found = renamed(graph, tensors, NamedModel(library, name))
        assert held(found) == expected(network, library)
        assert f"taken for a file of {library}'s {name}, as --library-model says" in found.notes
    for origin, other in OTHERS:
        if other.digest == model.digest and network in other.networks:
            assert f"which is not {network}: {other.why}" in told(graph, tensors, NamedModel(origin, other.models[0]))


def test_no_model_is_a_network_and_is_not():
    """The rows of a library's file contradict neither themselves nor each other."""
    assert UNDECIDED
    good = {(network, library, name) for library, model in MODELS for network in model.networks for name in model.models}
    assert not good & {(network, library, name) for library, model in OTHERS for network in model.networks for name in model.models}


def test_what_is_said_of_a_file_is_held_to_it():
    graph, tensors = build("alexnet_owt"), state("alexnet_owt", "torchvision")
    assert held(renamed(graph, tensors, NamedModel("torchvision", "alexnet"))) == expected("alexnet_owt", "torchvision")
    assert "no PyTorch state dict of timm's resnet50 is known for alexnet_owt" in told(graph, tensors, NamedModel("timm", "resnet50"))
    message = told(build("resnet50_v1_5"), state("resnet50_v1_5", "pytorchcv"), NamedModel("timm", "resnet50"))
    assert "its names are those of no model that is known to be resnet50_v1_5" in message
    assert "timm's resnet50, or archcalc's own names" in message


@pytest.mark.parametrize(("words", "message"), [
    ("resnet50", "'resnet50' is no library's model"), ("", "'' is no library's model"), ("tim:resnet50", "did you mean 'timm'?"),
    ("timm:resnet51", "of timm, no model 'resnet51' is known\n  did you mean 'resnet50'?"), ("torchvision:tv_resnet50", "of torchvision, no model"),
    (":", "there is no library ''")])
def test_a_model_that_is_not_known_is_refused(words, message):
    with pytest.raises(ArchcalcError) as caught:
        named_model(words)
    assert message in str(caught.value)


@pytest.mark.parametrize(("there", "here", "volume", "right"), [
    ((8, 2, 3, 3), (8, 18), (2, 3, 3), True), ((8, 2, 3, 3), (8, 18), None, False), ((8, 2, 3, 3), (8, 18), (3, 2, 3), False),
    ((8, 3, 3, 2), (8, 18), (2, 3, 3), False), ((8, 2, 9, 1), (8, 18), (2, 3, 3), False), ((18, 2, 2, 2), (8, 18), (2, 3, 3), False),
    ((8, 18, 1, 1), (8, 18), (2, 3, 3), True), ((8, 18), (8, 18), (2, 3, 3), True), ((18, 8), (8, 18), (2, 3, 3), False)])
def test_a_kernel_as_large_as_the_volume_is_a_matrix(there, here, volume, right):
    assert fits("weight", there, here, volume) is right
    if right:  # the twin: the convolution's one place is the product
        numbers = numpy.random.default_rng(1)
        kernel, x = (numbers.integers(-9, 9, shape) for shape in (there, volume))
        assert (numpy.tensordot(kernel.reshape(here[0], *volume), x, 3) == kernel.reshape(here) @ x.reshape(-1)).all()


def test_timm_s_vgg_holds_kernels_for_matrices():
    more = {"pre_logits.fc1.weight": (4096, 512, 7, 7), "pre_logits.fc2.weight": (4096, 4096, 1, 1)}
    tensors = state("vgg11", "timm")
    tensors = tensors | {name: tensors[name].reshape(shape) for name, shape in more.items()}
    assert held(renamed(build("vgg11"), tensors)) == expected("vgg11", "timm")
    turned = tensors | {"pre_logits.fc1.weight": tensors["pre_logits.fc1.weight"].reshape((4096, 7, 7, 512))}
    assert "'pre_logits.fc1.weight' is [4096, 7, 7, 512], and 'fc6.weight' wants [4096, 25088]" in told(build("vgg11"), turned)
    larger = build(archcalc.load("vgg11", input_size="3x256x256"))
    assert "'fc6.weight' wants [4096, 32768]" in told(larger, tensors)
    assert "archcalc run vgg16 " in told(build("vgg16_torchvision"), state("vgg16", "timm")), "there, the kernel would slide"


def test_tensors_too_many_or_too_few_are_named():
    graph, tensors = build("alexnet_owt"), state("alexnet_owt", "torchvision")
    assert "torchvision's alexnet has no tensor 'more.weight'" in told(graph, tensors | {"more.weight": numpy.zeros(3)})
    few = {name: array for name, array in tensors.items() if name != "classifier.6.bias"}
    assert "no tensor 'classifier.6.bias' of torchvision's alexnet, for 'fc8.bias'" in told(graph, few)
    assert "its names are those of no model that is known to be alexnet_owt: a.b, c.d" in told(graph, {"c.d": 1, "a.b": 2})
    assert "no PyTorch state dict is known for lenet5" in told(build("lenet5"), {"a.b": 1})


def test_other_classes_are_told_with_both_shapes():
    tensors = state("resnet34", "torchvision") | {"fc.weight": numpy.zeros((10, 512)), "fc.bias": numpy.zeros(10)}
    assert "'fc.weight' is [10, 512], and 'fc.weight' wants [1000, 512]" in told(build("resnet34"), tensors)
    assert renamed(build(archcalc.load("resnet34", options={"classes": 10})), tensors).tensors["fc.bias"].shape == (10,)
    tensors = state("resnet18", "torchvision") | {"fc.weight": numpy.zeros((10, 512)), "fc.bias": numpy.zeros(10)}
    assert "nothing in a file tells" in told(build(archcalc.load("resnet18", options={"classes": 10})), tensors)


def test_heads_of_training_counters_and_a_wrapper_are_told_or_taken_off():
    tensors = state("resnet34", "torchvision")
    more = tensors | {"bn1.num_batches_tracked": numpy.zeros(())}
    found = renamed(build("resnet34"), {f"module.{name}": array for name, array in more.items()})
    assert held(found) == expected("resnet34", "torchvision")
    assert "not used, counters of training and tables of places: 1 tensors" in found.notes
    heads = state("googlenet_bn", "torchvision") | {"aux1.conv.conv.weight": numpy.zeros(1)}
    assert "not used, heads for training alone: aux1.conv.conv.weight" in renamed(build("googlenet_bn"), heads).notes


def test_libraries_that_mean_different_layers_are_refused(monkeypatch):
    here = library_names.ModelLibrary("here 1", None, (model_of("resnet18", "torchvision"),))
    turned = here.models[0]._replace(library="there 1", modules=lambda: [
        *here.models[0].modules(), ("conv2_1/norm1", "layer1.0.bn2"), ("conv2_1/norm2", "layer1.0.bn1")])
    monkeypatch.setattr(library_names, "libraries", lambda: (here, here._replace(name="there 1", models=(turned,))))
    assert "which mean different layers by them" in told(build("resnet18"), state("resnet18", "torchvision"))


def test_a_network_that_was_changed_is_another():
    graph = build(archcalc.load("alexnet_owt", changes={"conv1.bias": "false"}))
    message = told(graph, state("alexnet_owt", "torchvision"))
    assert "alexnet_owt has no weight for features.0.bias of torchvision's alexnet" in message
    graph = build(archcalc.load("vgg11_bn", changes={"norm1_1.epsilon": "0.01", "pool5.kernel": "1"}))
    assert "not as in the network that was checked: norm1_1, pool5" in renamed(graph, state("vgg11_bn", "torchvision")).notes
    graph = build(archcalc.load("alexnet_owt", input_size="3x224x224"), batch=2)
    assert len(renamed(graph, state("alexnet_owt", "torchvision")).notes) == 1


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


def undecided(tmp_path):
    """A file of pytorchcv's squeezenet_v1_0, or of its squeezeresnet_v1_0: of zeros."""
    path = tmp_path / "w.npz"
    npz.write(path, {name: numpy.zeros(tensor.shape, "float32") for name, tensor in state("squeezenet1_0", "pytorchcv").items()})
    return path


@pytest.mark.parametrize("words", ["run squeezenet1_0", "run squeezenet1_0 --save-weights o.npz",
                                   "run squeezenet1_0 --image x.png --features conv1 -o o.npy", "export squeezenet1_0 -o o.onnx", "weights squeezenet1_0 --save-weights o.npz"])
def test_commands_take_the_word(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    undecided(tmp_path)
    pytest.importorskip("PIL.Image").new("RGB", (9, 9)).save("x.png")
    refused = answer([*words.split(), "--weights", "w.npz"])
    assert refused.code == 2
    assert "say which model it is of: --library-model pytorchcv:squeezenet_v1_0" in " ".join(refused.told.split())
    taken = answer([*words.split(), "--weights", "w.npz", "--library-model", "pytorchcv:squeezenet_v1_0"])
    assert taken.code == 0
    assert "taken for a file of pytorchcv's squeezenet_v1_0, as --library-model says" in " ".join((taken.told + taken.out.decode()).split())
    assert answer([*words.split(), "--weights", "w.npz", "--library-model", "pytorchcv:squeezeresnet_v1_0"]).code == 2
    for more in (["--weights", "ones"], []):
        unused = answer([*words.split(), *more, "--library-model", "pytorchcv:squeezenet_v1_0"])
        assert unused.code == 2
        assert "these are of no file" in unused.told


def test_functions_take_the_word(tmp_path):
    path, said, target = undecided(tmp_path), "pytorchcv:squeezenet_v1_0", tmp_path / "o.onnx"
    ran = archcalc.run("squeezenet1_0", weights=path, library_model=said)
    assert "taken for a file of pytorchcv's squeezenet_v1_0, as --library-model says" in ran.report.notes
    with pytest.warns(UserWarning, match="names of"), pytest.warns(UserWarning, match="taken for a file of pytorchcv's squeezenet_v1_0"):
        assert archcalc.export("squeezenet1_0", target, weights=path, library_model=said)
    own = tmp_path / "own.npz"
    load.save(own, load.load(build("lenet5"), "ones"))
    calls = (partial(archcalc.run, "lenet5"), partial(archcalc.export, "lenet5", target))
    for weights, message in ((own, "its names are archcalc's own, and not those of timm's resnet50"), ("random", "these are of no file"),
                             ({"conv1.weight": numpy.zeros(1)}, "these are of no file")):
        for call in calls:
            with pytest.raises(ArchcalcError, match=message):
                call(weights=weights, library_model="timm:resnet50")
    for call in calls:
        with pytest.raises(ArchcalcError, match="library_model wants a text, found 3"):
            call(weights=own, library_model=3)


@pytest.mark.oracle
@pytest.mark.parametrize(("network", "library", "model"), [
    ("regnety_400mf", "torchvision", "regnet_y_400mf"), ("shufflenet_v2_1x", "pytorchcv", "shufflenetv2_w1"),
    ("mobilenet_v3_large", "timm", "mobilenetv3_large_100"), ("regnety_400mf", "timm", "regnety_004"),
    ("resnet50", "torchvision", "resnet50"), ("inception_v3", "torchvision", "inception_v3")])
def test_the_output_is_the_library_s_or_the_file_is_refused(network, library, model, monkeypatch):
    pytest.importorskip("torch")
    monkeypatch.syspath_prepend(str(ORACLE))
    import state_dicts as oracle

    oracle.without_compiled_operators()
    answer = oracle.check(network, library, model)
    assert answer["refused"] or answer["error"] < 1e-4


def test_the_recorded_check_holds():
    """Every file of an untrained model gives the library's output, or is refused with a reason."""
    rows = json.loads((ORACLE / "recorded" / "state_dicts.json").read_text())["checked"]
    assert len(rows) >= MEASURED
    for row in rows:
        assert row["refused"] or row["error"] < 1e-4, row


def test_the_manual_lists_the_networks():
    page = (library_names.FOLDER.parents[2] / "manual" / "running.md").read_text("utf-8")
    pairs = {(library, network, name) for library, model in MODELS for network in model.networks for name in model.models}
    rows = json.loads((ORACLE / "recorded" / "state_dicts.json").read_text())["checked"]
    ran = {(row["library"], row["network"], row["model"]) for row in rows if not row["refused"]}
    assert ran <= pairs
    assert f"{len(ran)} of the {len(pairs)} pairs" in " ".join(page.split())
    for library in libraries():
        (row,) = [line for line in page.splitlines() if line.startswith(f"| {library.name} |")]
        names = {name for model in library.models if not model.why for name in model.networks}
        known, epsilons, others = ({name for name in cell.strip().split(", ") if name} for cell in row.split("|")[2:5])
        assert known == names
        refused = {(name, "epsilon" in model.why) for model in library.models if model.why for name in set(model.networks) - names}
        assert epsilons == {name for name, is_epsilon in refused if is_epsilon}
        assert others == {name for name, _ in refused} - epsilons
