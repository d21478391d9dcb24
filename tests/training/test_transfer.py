"""Transfer learning: the four situations, the new classifier, what is frozen, and what every option takes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import ORACLE
from together import together
from typer.testing import CliRunner

import archcalc
from archcalc import build, load
from archcalc.base.errors import ArchcalcError
from archcalc.cli.application import application
from archcalc.counting.conventions import load as convention
from archcalc.counting.measures.per_layer import learned
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.loading.library import names
from archcalc.network.builder import build as build_graph
from archcalc.rendering.formats import render
from archcalc.rendering.tables.layout import Page
from archcalc.reports import collection_index
from archcalc.training.needs import need
from archcalc.training.transfer import costs, data_situations, freezing, report
from archcalc.training.transfer.costs import TransferTask
from archcalc.training.transfer.new_head import heads, on_earlier, with_new_head

ON_IMAGES = {entry["name"] for entry in collection_index.entries() if len(entry["input"]) == 3}
NO_CLASSIFIERS = ("unet", "yolov3", "retinanet_resnet50", "fcn_resnet50", "dcgan_generator", "dcgan_discriminator", "nerf", "vit_s14_reg4",
                  "cyclegan_generator", "edsr_baseline_x2", "edsr_baseline_x4", "edsr_x2", "edsr_x4", "seq2seq_attention",
                  "srcnn", "fcn_32s", "fcn_16s", "fcn_8s", "segnet", "unet_plus_plus", "deeplabv3", "deeplabv3_plus", "pspnet", "ssd300",
                  "deit_tiny_distilled", "deit_small_distilled", "deit_base_distilled",
                  "pix2pix", "pix2pix_discriminator", "ddpm_cifar10", "stable_diffusion_unet", "stable_diffusion_vae", "dit_xl2", "clip_vit_b32", "yolov8n", "yolov8s", "yolov8m",
                  "faster_rcnn_resnet50", "mask_rcnn_resnet50", "sam_vit_b", "vq_vae", "capsnet")
CLASSIFIERS = {name: file for name, file in names().items() if name in ON_IMAGES - {*NO_CLASSIFIERS}}
FAMILIES = {file: name for name, file in CLASSIFIERS.items() if name not in ("siamese", "alphago_zero")}
"""One network of every file; but for one of two layers, of which not some can be tuned, and one of two answers."""

RECORDED = json.loads((ORACLE / "transfer.json").read_text("utf-8"))


def params(graph):
    return sum(map(learned, graph.nodes))


def way(name, option="asked", until=None, unfrozen=()):
    """One option of a network."""
    ways = costs.ways(build(name), TransferTask(10, 1), until, unfrozen)
    return next(each for each in ways if each.option.name == option)


def frozen(name, until=None, unfrozen=()):
    return way(name, until=until, unfrozen=unfrozen).frozen


@pytest.mark.parametrize(("images", "similar", "number", "option"), [
    (5_000, True, 1, "codes"), (50_000, True, 2, "some"), (5_000, False, 3, "earlier"), (50_000, False, 4, "all"),
    (9_999, True, 1, "codes"), (10_000, True, 2, "some"),
])
def test_the_four_situations(images, similar, number, option):
    case = data_situations.situation(images, similar=similar)
    assert (case.number, case.option) == (number, option)
    assert case.source.startswith("the lecture")


def test_every_situation_leads_to_an_option_and_says_whose_rule_it_is():
    assert {case.option for case in data_situations.SITUATIONS} <= {option.name for option in data_situations.OPTIONS}
    assert {(case.large, case.similar) for case in data_situations.SITUATIONS} == {(a, b) for a in (True, False) for b in (True, False)}


@pytest.mark.quick(cases=40)
@pytest.mark.parametrize("name", CLASSIFIERS)
def test_every_network_has_a_classifier_that_can_be_replaced(name):
    """The twin: the same network written for seven classes, where its file has that option."""
    graph = build(name)
    made = with_new_head(graph, 7)
    assert made.graph.nodes[made.graph.outputs[-1]].shape == (1, 7)
    assert made.new
    spec = load(name)
    if "classes" in spec.options and graph.nodes[heads(graph)[-1]].op.kind != "rbf":
        twin = build(load(name, options={"classes": 7}))
        assert [(node.op, node.shape) for node in twin.nodes] == [(node.op, node.shape) for node in made.graph.nodes]


@together("name", NO_CLASSIFIERS)
def test_a_network_without_a_classifier_is_refused(name):
    with pytest.raises(ArchcalcError, match="no classifier to replace"):
        with_new_head(build(name), 7)


@pytest.mark.slow
@together("name", FAMILIES.values())
def test_every_option_works_on_every_family(name):
    graph, wanted = build(name), TransferTask(7, 3)
    ways = {each.option.name: each for each in costs.ways(graph, wanted)}
    whole = params(with_new_head(graph, 7).graph)
    trained = {option: costs.parameters(each)[0] for option, each in ways.items()}
    assert all(sum(costs.parameters(ways[option])) == whole for option in ("codes", "some", "all", "scratch"))
    assert trained["codes"] <= trained["some"] < trained["all"] == whole
    macs = {option: costs.epoch(each.graph, each.frozen, 3) for option, each in ways.items()}
    assert macs["earlier"] <= macs["codes"] <= macs["some"] < macs["all"] == macs["scratch"]
    assert (macs["codes"] < macs["some"]) == (trained["codes"] < trained["some"])
    for option in ("codes", "earlier"):
        kept = costs.cached(ways[option])
        learned_at = [node.name for node in kept.rest.nodes if learned(node)]
        assert all(node.name not in ways[option].frozen for node in kept.rest.nodes if learned(node))
        assert len(learned_at) == len(ways[option].new)
    assert costs.cached(ways["all"]) is None


@pytest.mark.parametrize(("name", "case"), [(name, case) for name, cases in RECORDED.items() for case in cases])
def test_parameters_and_products_are_pytorchs(name, case):
    """Recorded by tests/oracle/transfer.py: torchvision's networks, some modules frozen, under FlopCounterMode."""
    told = RECORDED[name][case]
    found = way(name, "asked" if told["unfreeze"] else "codes", unfrozen=told["unfreeze"])
    assert costs.parameters(found) == (told["trained"], told["frozen"])
    assert 2 * costs.epoch(found.graph, found.frozen, 1) == told["flops"]


@pytest.mark.parametrize("name", ["vgg16", "resnet50", "googlenet", "vit_b16"])
def test_an_epoch_of_all_layers_is_what_the_convention_counts(name):
    graph = build(name)
    forward_and_backward = convention("operations", "torch-backward").total(graph, 4)[0]
    assert 2 * costs.epoch(graph, frozenset(), 10) == 10 * forward_and_backward


@pytest.mark.parametrize(("name", "until", "unfrozen", "trained"), [
    ("alexnet", "conv4", [], {"conv5", "fc6", "fc7", "fc8"}),
    ("alexnet", None, ["conv5"], {"conv5", "fc8"}),
    ("alexnet", "conv4", ["conv2"], {"conv2", "conv5", "fc6", "fc7", "fc8"}),
    ("alexnet", "fc7", [], {"fc8"}),
    ("alexnet", "fc8", [], {"fc8"}),                                         # the new classifier always learns
    ("alexnet", None, ["fc*"], {"fc6", "fc7", "fc8"}),
    ("vgg16", "conv4", [], {"conv5_1", "conv5_2", "conv5_3", "fc6", "fc7", "fc8"}),   # conv4_1 to conv4_3
    ("vgg16", None, ["stage5"], {"conv5_1", "conv5_2", "conv5_3", "fc8"}),
])
def test_layers_are_frozen_by_name_module_or_group(name, until, unfrozen, trained):
    graph = with_new_head(build(name), 10).graph
    learns = {node.name for node in graph.nodes if learned(node)}
    assert learns - frozen(name, until, unfrozen) == trained


@pytest.mark.parametrize("words", [("conv4", []), ("conv4_x", []), ("conv4_6", []), (None, ["conv5_x"]), (None, ["conv5"])])
def test_a_stage_of_resnet_is_called_as_its_paper_or_its_readers_do(words):
    until, unfrozen = words
    learns = {node.name for node in build("resnet50").nodes if learned(node)} - frozen("resnet50", until, unfrozen)
    assert learns == {name for name in learns if name.startswith("conv5_")} | {"fc"}
    assert len(learns) == 21


def test_unknown_names_are_told_at_once_with_the_nearest():
    with pytest.raises(ArchcalcError) as caught:
        costs.ways(build("alexnet"), TransferTask(10, 1), "conv9", ["fc_6"])
    assert len(caught.value.mistakes) == 2
    assert "did you mean 'fc6'?" in str(caught.value)


def test_a_network_without_classifier_is_answered_with_the_reason():
    with pytest.raises(ArchcalcError, match="a volume of 388x388x2, not a number for each class"):
        with_new_head(build("unet"), 10)


@pytest.mark.parametrize(("layers", "reason"), [
    ("[flatten]", "that of input 'input'"),
    ("[flatten, add: {name: s, branches: [[linear: {name: a, units: 3}], [linear: {name: b, units: 3}]]}]", "that of add 's'"),
])
def test_an_answer_whose_size_cannot_be_set(layers, reason):
    graph = build_graph(read(parse(f"input: [3, 4, 4]\nlayers: {layers}\n", "mine.yaml"), "mine"))
    with pytest.raises(ArchcalcError, match=reason):
        with_new_head(graph, 10)


def test_the_auxiliary_classifiers_of_googlenet_are_replaced_too():
    graph = build(load("googlenet", options={"auxiliary": "true"}))
    made = with_new_head(graph, 7)
    assert [made.graph.nodes[output].shape for output in made.graph.outputs] == [(1, 7)] * 3
    assert len(made.new) == 3


def test_hand_drawn_codes_give_way_to_a_classifier_that_learns():
    made = with_new_head(build("lenet5_1998"), 26)
    assert repr(made.graph.node("output").op) == "linear(units=26, bias=True)"
    assert params(made.graph) == 60_000 + 84 * 26 + 26


@pytest.mark.parametrize(("name", "layer", "code", "parameters"), [
    ("resnet50", "conv4_6/relu3", (1, 1024), 10_250),       # each channel averaged
    ("vgg16", "relu6", (1, 4096), 40_970),                  # a vector as it is
    ("vit_b16", "encoder6/add2", (1, 768), 7_690),          # the class token
])
def test_a_classifier_on_earlier_activations(name, layer, code, parameters):
    graph = build(name)
    position = next(i for i, node in enumerate(graph.nodes) if node.name == layer)
    made = on_earlier(graph, position, 10).graph
    assert made.nodes[-1].input_shapes == (code,)
    assert learned(made.nodes[-1]) == parameters
    assert params(made) - parameters == sum(map(learned, graph.nodes[:position + 1]))


def test_codes_are_kept_before_dropout_which_draws_anew():
    kept = costs.cached(way("vgg16", "codes"))
    assert (kept.layer, kept.shape) == ("relu7", (4096,))
    assert [node.op.kind for node in kept.rest.nodes] == ["input", "dropout", "linear", "softmax"]
    assert kept.macs_once + costs.epoch(kept.rest, frozenset(), 1) - 4096 * 10 == sum(
        node.op.cost(node.shape, *node.input_shapes).macs for node in way("vgg16", "codes").graph.nodes)


def test_the_codes_of_a_data_set_take_values_times_images():
    assert costs.code_bytes((2048,), TransferTask(10, 5000)) == 2048 * 5000 * 4
    assert costs.code_bytes((2048,), TransferTask(10, 5000, dtype="mixed")) == 2048 * 5000 * 2


@given(images=st.integers(1, 10**9))
def test_an_epoch_is_proportional_to_the_images(images):
    found = way("alexnet", "some")
    assert costs.epoch(found.graph, found.frozen, images) == images * costs.epoch(found.graph, found.frozen, 1)


@pytest.mark.slow
@given(data=st.data())
def test_freezing_more_never_takes_more(data):
    graph = with_new_head(build("alexnet"), 10).graph
    layers = [node.name for node in graph.nodes if learned(node)][:-1]
    few = frozenset(data.draw(st.sets(st.sampled_from(layers))))
    more = few | frozenset(data.draw(st.sets(st.sampled_from(layers))))
    assert costs.epoch(graph, more, 1) <= costs.epoch(graph, few, 1)
    assert need(graph, frozen=more).total <= need(graph, frozen=few).total


def test_memory_is_that_of_the_largest_moment_of_a_step_wherever_that_is():
    graph = build("vgg16", batch=8)
    ways = {each.option.name: each for each in costs.ways(graph, TransferTask(10, 1))}
    memory = {option: costs.memory(each.graph, each, TransferTask(10, 1)) for option, each in ways.items()}
    assert memory["all"] == need(ways["all"].graph, optimizer="momentum").peak
    parts = need(ways["codes"].graph, optimizer="momentum", frozen=ways["codes"].frozen)
    alive = 8 * 2 * 64 * 224 * 224 * 4                      # conv1_1 and conv1_2, at the peak
    named = 8 * (3 * 224 * 224 * 4 + 10 * 4 + 8)            # the batch, its scores of the step before, and its labels
    assert memory["codes"] == parts.parameters + parts.optimizer + alive + named


@pytest.mark.parametrize(("name", "option", "unfrozen", "peak"), [
    # MemTracker's on torchvision's networks, batch 32, SGD with momentum
    ("resnet50_v1_5", "codes", (), 447.6), ("densenet121", "codes", (), 368.6), ("resnet50_v1_5", "asked", ("conv5*",), 507.5),
    ("vgg16_torchvision", "asked", ("conv5*", "fc*"), 1885),
])
def test_memory_is_what_pytorch_holds(name, option, unfrozen, peak):
    graph = build(name, batch=32)
    way = next(each for each in costs.ways(graph, TransferTask(10, 1), unfrozen=unfrozen) if each.option.name == option)
    assert costs.memory(way.graph, way, TransferTask(10, 1)) == pytest.approx(peak * 1e6, rel=1e-3)


@pytest.mark.parametrize(("name", "rate"), [("resnet50", "0.1"), ("alexnet", "1e-2"), ("googlenet", None), ("unet", None)])
def test_the_learning_rate_is_what_the_file_says(name, rate):
    assert costs.learning_rate(build(name)) == rate


def test_parts_cover_a_network_once_in_order():
    for name in ("resnet50", "inception_v3", "nasnet_mobile", "lenet5_1998", "vit_b16"):
        graph = build(name)
        assert [position for part in freezing.parts(graph) for position in part] == list(range(len(graph.nodes)))


def transfer(*words):
    return CliRunner().invoke(application("transfer"), ["transfer", *words])


DATA = ("--classes", "10", "--images", "5000", "--similar", "yes")


def test_the_command_advises_and_counts():
    shown = transfer("resnet50", *DATA).stdout
    assert "situation 1 of 4): linear classifier on the CNN codes" in shown
    assert "new classifier: fc, 10 neurons on 2048, 20,490 parameters" in shown
    assert "fine-tune at 0.01, a tenth of the 0.1" in shown
    assert "from 10,000 images on (--large-from)" in shown


def test_the_table_is_folded_and_json_holds_every_layer():
    answer = json.loads(transfer("resnet50", *DATA, "--format", "json", "--freeze-until", "conv4").stdout)
    assert answer["schema"] == "archcalc/transfer/1"
    assert len(answer["layers"]) == len(build("resnet50").nodes)
    assert sum(row["trained"] for row in answer["layers"]) == answer["trained"] == 14_985_226
    assert sum(row["frozen"] for row in answer["layers"]) == answer["frozen"] == 8_543_296
    assert [row["name"] for row in answer["options"]] == ["asked", "codes", "earlier", "some", "all", "scratch"]
    assert transfer("resnet50", *DATA).stdout.count("\n") < 50


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_a_narrow_terminal_loses_columns_and_never_digits(columns):
    wanted = TransferTask(10, 5000)
    graph = build("resnet50", batch=32)
    shown = render(report.report(graph, costs.ways(graph, wanted), wanted, data_situations.SITUATIONS[0]),
                   "terminal", Page(width=columns))
    assert "23,528,522" in shown                           # all of its parameters, with the new classifier
    assert "40.96 MB" in shown
    assert ("57,249,116,160,000" in shown) == (columns >= 80)


@pytest.mark.parametrize(("words", "message"), [
    (["--similar", "maybe"], "--similar wants yes or no"),
    (["--cut", "conv99"], "no layer, module or group 'conv99'"),
    (["--optimizer", "sdg"], "did you mean 'sgd'?"),
    (["--tune", "nan"], "--tune wants a number from 0 to 1"),
    (["--dtype", "int8"], "cannot be trained"),
    (["--classes", "99999999999"], "expected a positive integer"),
])
def test_a_wrong_option_is_answered(words, message):
    result = transfer("alexnet", *DATA, *words)
    assert isinstance(result.exception, ArchcalcError)
    assert message in str(result.exception)


def test_several_data_sets_are_each_what_one_alone_is():
    sets = {"pets": (37, 3680, True), "cars": (196, 8144, False), "satellite": (10, 27_000, False), "all": (1000, 10_000, True)}
    words = [f"{name}={classes}:{images}:{'yes' if similar else 'no'}" for name, (classes, images, similar) in sets.items()]
    rows = list(archcalc.transfer("resnet18", data=words).table("data").records())
    assert [row["situation"] for row in rows] == [1, 3, 4, 2]
    for row, (classes, images, similar) in zip(rows, sets.values(), strict=True):
        alone = archcalc.transfer("resnet18", classes=classes, images=images, similar=similar)
        (own,) = (each for each in alone.table("options").records() if each["advised"])
        assert {key: row[key] for key in ("trained", "memory_bytes", "epoch_macs")} == {
            key: own[key] for key in ("trained", "memory_bytes", "epoch_macs")}
        assert row["advised"] == own["name"] == alone.head["advised"]
    for wrong in ("pets", "pets=1:2", "pets=0:5:yes", "=1:2:yes", "pets=1:2:maybe", "pets=1:2:yes:4"):
        with pytest.raises(ArchcalcError, match="--data wants NAME=CLASSES:IMAGES:yes"):
            archcalc.transfer("resnet18", data=wrong)
    for words_of_it in ({"data": words[:1] * 2}, {"data": words, "classes": 3}, {"data": words, "unfreeze": "fc"},
                        {"classes": 3}, {}):
        with pytest.raises(ArchcalcError):
            archcalc.transfer("resnet18", **words_of_it)
