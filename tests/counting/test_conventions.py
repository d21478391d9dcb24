"""Ways of counting, to the last digit: against the tools themselves, as tests/oracle/tools.py recorded them."""

import json
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import ORACLE
from together import together

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.counting import conventions
from archcalc.counting.convention import KINDS
from archcalc.counting.measures import MEASURES
from archcalc.loading.library import load
from archcalc.network.builder import build
from archcalc.network.graph import Graph
from archcalc.rendering.tables.folding import fold
from archcalc.reports.convention_tables import all_conventions, difference, tallies

RECORDED = json.loads((ORACLE / "tools.json").read_text())
NETWORKS = [name for name in RECORDED if name not in {"operators", "keras"}]
SOME = ("lenet5_1998", "alexnet", "vgg16", "googlenet", "resnet50", "densenet121", "mobilenet_v2", "vit_b16", "swin_t", "unet")

VGG16, VGG16_T, RESNET50 = "vgg16", "vgg16_torchvision", "resnet50_v1_5"
FIGURES = [
    # network, kind, convention, count, what is printed
    (VGG16, "params", "weights", 138_344_128, "138,344,128"),
    (VGG16, "params", "exact", 138_357_544, "138,357,544"),
    (VGG16_T, "params", "torch", 138_357_544, "138,357,544"),
    (VGG16_T, "params", "torchinfo", 138_357_544, "553.43 MB"),
    (VGG16_T, "params", "lightning", 138_357_544, "553.430 MB"),
    (VGG16_T, "params", "torchsummary", 138_357_544, "527.79 MB"),
    (VGG16_T, "params", "torchscan", 138_357_544, "527.79 Mb"),
    (VGG16_T, "params", "torchlens", 138_357_544, "527.8 MB"),
    (VGG16_T, "params", "thop", 138_357_544, "138357544.0"),
    (VGG16_T, "params", "onnx-tool", 138_350_184, "138,350,184"),
    (VGG16, "params", "keras", 138_357_544, "527.79 MB"),
    (VGG16, "params", "convnet-burden", 138_357_544, "528 MB"),
    (VGG16, "params", "netscope", 138_357_544, "138.36M"),
    (RESNET50, "params", "torch", 25_557_032, "25,557,032"),
    (RESNET50, "params", "torchsummary", 25_557_032, "97.49 MB"),
    (RESNET50, "params", "thop", 25_557_032, "25557032.0"),
    (RESNET50, "params", "onnx-tool", 25_507_944, "25,507,944"),
    ("resnet50_keras", "params", "keras", 25_636_712, "97.80 MB"),
    ("vit_b16", "params", "torch", 86_567_656, "86,567,656"),
    ("vit_b16", "params", "thop", 58_067_176, "58067176.0"),

    (VGG16, "memory", "lecture", 15_237_608, "60.95 MB"),
    (VGG16, "memory", "lecture-total", 24_319_464, "93MB"),
    (VGG16, "memory", "convnet-burden", 15_088_080, "58 MB"),
    (VGG16, "memory", "eecs498", 13_547_520, "51.7 MB"),
    (VGG16, "memory", "caffe", 28_802_512, "115210048"),
    (VGG16, "memory", "netscope", 28_651_984, "28.65M"),
    (VGG16, "memory", "peak", 6_422_528, "25.69 MB"),
    (VGG16_T, "memory", "fvcore", 13_556_712, "13556712"),
    (VGG16_T, "memory", "torchsummary", 28_676_072, "218.78 MB"),
    (VGG16_T, "memory", "torchsummary-total", 195_860_216, "747.15 MB"),
    (VGG16_T, "memory", "torch-summary", 13_556_712, "103.43 MB"),
    (VGG16_T, "memory", "torch-summary-total", 165_621_496, "631.80 MB"),
    (VGG16_T, "memory", "torchinfo", 13_556_712, "108.45 MB"),
    (VGG16_T, "memory", "torchinfo-total", 165_621_496, "662.49 MB"),
    (VGG16_T, "memory", "torchlens", 28_852_688, "110.1 MB"),
    (VGG16_T, "memory", "onnx-tool", 167_043_152, "668,172,608"),
    (VGG16_T, "memory", "autograd", 15_261_696 + 1_530_368, "73.29 MB"),
    ("alexnet_eecs498", "memory", "eecs498", 492_096, "1.9 MB"),
    (RESNET50, "memory", "fvcore", 11_114_984, "11114984"),
    (RESNET50, "memory", "torchsummary", 37_559_784, "286.56 MB"),
    (RESNET50, "memory", "torchsummary-total", 100_827_128, "384.62 MB"),
    (RESNET50, "memory", "torchinfo", 22_228_968, "177.83 MB"),
    ("siamese", "memory", "torchinfo", 1_740_801, "13.93 MB"),  # torchinfo 1.8.0 of tests/oracle/written_out.py: both towers'
    (RESNET50, "memory", "autograd", 21_075_968 + 200_704, "85.91 MB"),
    ("resnet50", "memory", "convnet-burden", 26_898_384, "103 MB"),

    (VGG16, "operations", "macs", 15_470_264_320, "15,470,264,320"),
    (VGG16, "operations", "conv-macs", 15_346_630_656, "15,346,630,656"),
    (VGG16, "operations", "netscope", 15_470_264_320, "15.47G"),
    (VGG16, "operations", "convnet-burden", 15_523_175_400, "16 GFLOPS"),
    (VGG16, "operations", "eecs498", 15_476_385_792, "15.5 GFLOP"),
    (VGG16_T, "operations", "torch", 30_940_528_640, "30940528640"),
    (VGG16_T, "operations", "torchinfo", 15_483_821_032, "15.48 G"),
    (VGG16_T, "operations", "fvcore", 15_470_289_408, "15470289408"),
    (VGG16_T, "operations", "thop", 15_470_314_496, "15470314496.0"),
    (VGG16_T, "operations", "ptflops", 15_483_821_032, "15.48 GMac"),
    (VGG16_T, "operations", "ptflops-pytorch", 15_523_225_576, "15.52 GMac"),
    (VGG16_T, "operations", "deepspeed", 30_973_778_432, "30.97 GFLOPS"),
    (VGG16_T, "operations", "calflops", 30_973_778_432, "30.97 GFLOPS"),
    (VGG16_T, "operations", "onnx-tool", 15_503_523_304, "15,503,523,304"),
    (RESNET50, "operations", "macs", 4_089_184_256, "4,089,184,256"),
    (RESNET50, "operations", "torch", 8_178_368_512, "8178368512"),
    (RESNET50, "operations", "torch-backward", 24_299_077_632, "24299077632"),
    (RESNET50, "operations", "torchinfo", 4_089_238_376, "4.09 G"),
    ("siamese", "operations", "torchinfo", 1_818_992_641, "1.82 G"),
    ("siamese", "params", "torchinfo", 38_951_745, "155.81 MB"),
    (RESNET50, "operations", "fvcore", 4_111_512_576, "4111512576"),
    (RESNET50, "operations", "thop", 4_133_742_592, "4133742592.0"),
    (RESNET50, "operations", "ptflops", 4_089_185_256, "4.09 GMac"),
    (RESNET50, "operations", "ptflops-pytorch", 4_132_436_968, "4.13 GMac"),
    (RESNET50, "operations", "calflops", 8_211_108_352, "8.21 GFLOPS"),
    (RESNET50, "operations", "onnx-tool", 4_117_342_184, "4,117,342,184"),
    ("vit_b16", "operations", "macs", 17_563_828_224, "17,563,828,224"),
    ("vit_b16", "operations", "torchinfo", 173_232_616, "173.23 M"),
    ("lenet5_1998", "operations", "connections", 340_908, "340,908"),
]


@lru_cache
def network(name: str) -> Graph:
    """A network at the image size at which the tools were asked."""
    size = RECORDED.get(name, {}).get("input")
    return build(load(name, input_size="x".join(map(str, size)) if size else None))


def tally(name: str, kind: str, convention: str):
    return next(each for each in tallies(network(name), 4, [kind]) if each.convention == convention)


@together(("name", "kind", "convention", "count", "printed"), FIGURES)
def test_the_figures_that_tools_and_lectures_print(name, kind, convention, count, printed):
    found = tally(name, kind, convention)
    assert found.value == count
    assert found.rule.style.printed(found.figure) == printed


STYLES = {
    # the kind and the convention: what it prints of 1.5 times a thousand, a million, ... (of bytes 1024, 1024^2, ...)
    ("operations", "calflops"): ("1.50 KFLOPS", "1.50 MFLOPS", "1.50 GFLOPS", "1.50 TFLOPS"),
    ("operations", "convnet-burden"): ("2 KFLOPS", "2 MFLOPS", "2 GFLOPS", "1500 GFLOPS"),
    ("operations", "netscope"): ("1.50k", "1.50M", "1.50G", "1500.00G"),
    ("operations", "ptflops"): ("1.50 KMac", "1.50 MMac", "1.50 GMac", "1500.00 GMac"),
    ("operations", "torchinfo"): ("0.00 M", "1.50 M", "1.50 G", "1500.00 G"),
    ("operations", "eecs498"): ("0.0 GFLOP", "0.0 GFLOP", "1.5 GFLOP", "1500.0 GFLOP"),
    ("params", "eecs498"): ("2k", "2M", "1500M", "1500000M"),
    ("memory", "convnet-burden"): ("2 KB", "2 MB", "2 GB", "1536 GB"),
    ("memory", "torchlens"): ("1.5 KB", "1.5 MB", "1.5 GB", "1536.0 GB"),
    ("memory", "lecture-total"): ("0MB", "2MB", "1536MB", "1572864MB"),
    ("memory", "eecs498"): ("0.0 MB", "1.5 MB", "1536.0 MB", "1572864.0 MB"),
    ("memory", "lecture"): ("0.00 MB", "1.57 MB", "1610.61 MB", "1649267.44 MB"),
    ("params", "torchscan"): ("0.00 Mb", "1.50 Mb", "1536.00 Mb", "1572864.00 Mb"),
}


@pytest.mark.parametrize(("kind", "convention"), STYLES)
def test_a_figure_is_printed_in_the_tools_own_unit(kind, convention):
    style = conventions.load(kind, convention).style
    base = 1024 if style.size else 1000
    assert tuple(style.printed(3 * base**power // 2) for power in (1, 2, 3, 4)) == STYLES[kind, convention]


@pytest.mark.parametrize(("kind", "convention", "of_one"), [
    ("memory", "torchlens", "1.0 B"), ("memory", "convnet-burden", "1 B"), ("operations", "netscope", "1.00"), ("operations", "convnet-burden", "1 FLOPS"),
    ("operations", "ptflops", "0.00 KMac"), ("operations", "calflops", "0.00 KFLOPS"), ("params", "eecs498", "0k")])
def test_the_smallest_figures_have_the_smallest_unit(kind, convention, of_one):
    assert conventions.load(kind, convention).style.printed(1) == of_one


BY_HAND = {
    # a layer behind an image of 4x8x8, a kind, a convention, and what it counts: terms that the networks recorded have not
    "the gradient of weights counts again for every other group": (
        "conv: {filters: 8, kernel: 3, padding: 1, groups: 2, bias: false}", "operations", "torch-backward", 3 * 2 * (8 * 8 * 8 * 2 * 9)),
    "an enlargement that blends counts 11 for each value": ("upsample: {scale: 2, mode: bilinear}", "operations", "thop", 11 * 4 * 16 * 16),
    "one that repeats counts 1": ("upsample: {scale: 2}", "operations", "thop", 4 * 16 * 16),
    "a global pooling counts 2 for each mean": ("global_avg_pool", "operations", "convnet-burden", 2 * 4),
    "a pooling counts 2 for each place of its stride": ("max_pool: {kernel: 3, stride: 2, padding: 1}", "operations", "convnet-burden", 2 * 4 * 4 * 4 * 4),
    "an enlargement that blends counts 4 for each value, one that repeats 1": ("upsample: {scale: 2, mode: bilinear}", "operations", "fvcore", 4 * 4 * 16 * 16),
    "response normalisation divides twice for each value": ("lrn: {size: 5}", "operations", "netscope-div", 2 * 4 * 64),
    "response normalisation has two parameters": ("lrn: {size: 5}", "params", "netscope", 2),
    "batch norm has two, mean and variance": ("batch_norm", "params", "netscope", 2 * 4),
    "response normalisation counts 3 for each value and 2 for each place": ("lrn: {size: 5}", "operations", "convnet-burden", 3 * 4 * 64 + 2 * 64),
}


@pytest.mark.parametrize("case", BY_HAND)
def test_what_a_convention_counts_of_one_layer(case, tmp_path):
    step, kind, convention, expected = BY_HAND[case]
    (tmp_path / "one.yaml").write_text(f"input: [4, 8, 8]\nlayers:\n  - {step}\n", "utf-8")
    assert conventions.load(kind, convention).total(build(load(str(tmp_path / "one.yaml"))), 4)[0] == expected


TOWERS = """
inputs: {x: [3, 8, 8], y: [3, 8, 8]}
modules: {tower: {layers: [conv: {filters: 4, kernel: 3}, batch_norm, relu, conv_transpose: {filters: 2, kernel: 2}, flatten, linear: {units: 10}]}}
layers: [tower: {name: a, from: x}, tower: {name: b, from: y}, add: {from: [a, b]}]
"""


@pytest.mark.parametrize("convention", [name for name in conventions.NAMES.names if conventions.rule("operations", name)])
def test_a_layer_with_anothers_weights_does_as_much_as_with_its_own(convention, tmp_path):
    (tmp_path / "own.yaml").write_text(TOWERS, "utf-8")
    (tmp_path / "shared.yaml").write_text(TOWERS.replace("from: y", "from: y, share: a"), "utf-8")
    rule = conventions.load("operations", convention)
    shared, own = (rule.total(build(load(str(tmp_path / name))), 4)[0] for name in ("shared.yaml", "own.yaml"))
    assert shared == own


BURDENS = {
    # network: what the README of convnet-burden prints of parameters, memory and operations
    "vgg16": ("528 MB", "58 MB", "16 GFLOPS"), "vgg19": ("548 MB", "63 MB", "20 GFLOPS"),
    "resnet50": ("98 MB", "103 MB", "4 GFLOPS"), "resnet101": ("170 MB", "155 MB", "8 GFLOPS"),
    "resnet152": ("230 MB", "219 MB", "11 GFLOPS"), "resnext50_32x4d": ("96 MB", "132 MB", "4 GFLOPS"),
    "resnext101_32x4d": ("169 MB", "197 MB", "8 GFLOPS"), "resnext101_64x4d": ("319 MB", "273 MB", "16 GFLOPS"),
}


@pytest.mark.parametrize("name", BURDENS)
def test_a_whole_table_of_another_tool(name):
    found = {kind: tally(name, kind, "convnet-burden") for kind in KINDS}
    printed = (found[kind].rule.style.printed(found[kind].figure) for kind in ("params", "memory", "operations"))
    assert tuple(printed) == BURDENS[name]


OTHERWISE = {
    # why torchvision's network is another one for a tool: (network, convention, kind): how much more the tool counts
    "torchvision's VGG has an adaptive pool before the classifier, as vgg16_torchvision": {
        **{(name, tool, "memory"): 25_088 for name in ("vgg11", "vgg16_bn") for tool in ("torchsummary", "torchlens")},
        **{(name, tool, "operations"): 25_088 for name in ("vgg11", "vgg16_bn") for tool in ("fvcore", "calflops")},
        **{(name, tool, "operations"): 50_176 for name in ("vgg11", "vgg16_bn") for tool in ("thop", "ptflops-pytorch")},
        **{(name, tool, "bytes"): 100_352 for name in ("vgg11", "vgg16_bn") for tool in ("autograd", "autograd-train")},
    },
    "the global pooling is a function, which thop does not see and ptflops counts once": {
        ("densenet121", "thop", "operations"): -51_200, ("mobilenet_v2", "thop", "operations"): -64_000,
        ("mobilenet_v2", "ptflops-pytorch", "operations"): -62_720,
    },
    "the global pooling is x.mean((2, 3)), which only torchlens sees": {
        ("mnasnet_b1", "fvcore", "operations"): -62_720, ("mnasnet_b1", "thop", "operations"): -64_000,
        ("mnasnet_b1", "ptflops-pytorch", "operations"): -125_440, ("mnasnet_b1", "calflops", "operations"): -62_720,
        ("mnasnet_b1", "torchlens", "memory"): -1_280, ("shufflenet_v2_1x", "fvcore", "operations"): -50_176,
        ("shufflenet_v2_1x", "thop", "operations"): -51_200, ("shufflenet_v2_1x", "calflops", "operations"): -50_176,
        ("shufflenet_v2_1x", "ptflops-pytorch", "operations"): -100_352, ("shufflenet_v2_1x", "torchsummary", "memory"): -1_024,
    },
    "ReLU, or a pooling, is a function, which ptflops counts once and torchsummary and thop do not see": {
        ("densenet121", "ptflops-pytorch", "operations"): -100_352, ("googlenet_bn", "ptflops-pytorch", "operations"): -3_226_160,
        ("inception_v3", "ptflops-pytorch", "operations"): -11_544_640, ("inception_v3", "torchsummary", "memory"): -2_134_784,
        ("inception_v3", "thop", "operations"): -2_002_400,
    },
    "blocks without a branch are modules too, and not Sequential": {
        ("efficientnet_b0", "torchsummary", "memory"): 580_160, ("mnasnet_b1", "torchsummary", "memory"): 164_928,
        ("mobilenet_v2", "torchsummary", "memory"): 355_936, ("mobilenet_v3_large", "torchsummary", "memory"): 152_096,
        ("convnext_tiny", "torchsummary", "memory"): 6_435_840, ("swin_t", "torchsummary", "memory"): 12_043_008,
    },
    "there is a dropout before the classifier": {
        ("mobilenet_v2", "torchlens", "memory"): 1_280, ("mobilenet_v2", "autograd-train", "bytes"): 5_120,
    },
    "stochastic depth draws a number for each block, and is an operation where it does nothing": {
        ("efficientnet_b0", "torchlens", "memory"): 210_112, ("efficientnet_b0", "autograd-train", "bytes"): 36,
        ("convnext_tiny", "autograd-train", "bytes"): 68, ("swin_t", "autograd-train", "bytes"): 88,
    },
    "the first concatenation of each block is of one volume": {("densenet121", "torchlens", "memory"): 376_320},
    "parts of attention, shuffles and changes of layout are operations of their own": {
        ("shufflenet_v2_1x", "torchlens", "memory"): 2_454_464, ("convnext_tiny", "torchlens", "memory"): 8_092_416,
        ("vit_b16", "torchlens", "memory"): 11_195_904, ("swin_t", "torchlens", "memory"): 66_235_064,
    },
    "1x1 convolutions are written as Linear on channels last, and the stem's norm is a class of its own": {
        ("convnext_tiny", "torchinfo", "operations"): -4_146_611_616, ("convnext_tiny", "thop", "params"): -3_072,
        ("convnext_tiny", "thop", "operations"): -3_314_688, ("convnext_tiny", "ptflops-pytorch", "operations"): -828_672,
        ("convnext_tiny", "calflops", "operations"): -10_725_120,
    },
    "Swin's layers are Linear on channels last, and its attention calls functions": {
        ("swin_t", "torchinfo", "operations"): -2_936_267_712, ("swin_t", "calflops", "operations"): -7_150_080,
    },
    "a fresh AlexNet has biases that are not zero, which are not merged": {
        ("alexnet_owt", "onnx-tool", "params"): 4_352, ("alexnet_owt", "onnx-tool", "memory"): 4_352,
    },
}
DIFFERENCES = {place: more for places in OTHERWISE.values() for place, more in places.items()}
SPOKEN = [(name, tool, kind) for name in NETWORKS for tool, said in RECORDED[name].items() if tool != "input"
          for kind in ("params", "memory", "bytes", "operations") if kind in said
          and conventions.rule("memory" if kind == "bytes" else kind, tool) is not None]


@together(("name", "tool", "kind"), SPOKEN)
def test_every_tool_on_every_network_that_it_was_run_on(name, tool, kind):
    found = tally(name, "memory" if kind == "bytes" else kind, tool)
    named = DIFFERENCES.get((name, tool, kind), 0)
    if kind == "bytes" and "memory" in RECORDED[name][tool]:
        named = DIFFERENCES.get((name, tool, "memory"), 0) * (found.size // found.value)
    assert (found.size if kind == "bytes" else found.value) + named == RECORDED[name][tool][kind]


def test_every_named_difference_is_one():
    assert set(DIFFERENCES) <= set(SPOKEN)


@pytest.mark.parametrize(("name", "tool"), [(name, tool) for name in (VGG16_T, RESNET50, "resnet18", "alexnet_owt")
                                            for tool in ("torchinfo", "torchsummary", "torch-summary")])
def test_the_sizes_under_a_summary(name, tool):
    said = RECORDED[name][tool]["printed"]
    found = {"memory": tally(name, "memory", tool), "params": tally(name, "params", tool),
             "total": tally(name, "memory", f"{tool}-total")}
    assert {key: each.rule.style.printed(each.figure) for key, each in found.items()} == {
        key: f"{said[key]} MB" for key in found}


@pytest.mark.parametrize("operator", RECORDED["operators"])
def test_what_is_saved_of_one_operator(operator, tmp_path):
    said = RECORDED["operators"][operator]
    file = tmp_path / "chain.yaml"
    file.write_text(f"input: [3, 6, 6]\nlayers:\n  - conv: {{filters: 8, kernel: 1}}\n  - {said['step']}\n"
                    "  - conv: {filters: 8, kernel: 1}\n")
    assert conventions.load("memory", "autograd").total(build(load(str(file))), 4)[1] == sum(said["parts"].values())


@pytest.mark.parametrize("name", RECORDED["keras"])
def test_keras_counts_running_statistics(name):
    gammas = {"inception_v3": 17_216, "inception_resnet_v2": 30_272}  # which its batch norms leave out
    image = {"efficientnet_b0": 7}  # a layer that normalises the image
    graph = network(name)
    assert tally(name, "params", "keras").value - gammas.get(name, 0) + image.get(name, 0) == RECORDED["keras"][name]["params"]
    assert sum(MEASURES["buffers"].of(graph)) + image.get(name, 0) == RECORDED["keras"][name]["fixed"]


@pytest.mark.quick(cases=10)
@pytest.mark.parametrize("name", SOME)
@pytest.mark.parametrize("kind", KINDS)
def test_rows_add_up_to_the_total_under_every_convention_at_every_depth(name, kind):
    key = {"memory": "activations", "params": "params", "operations": "macs"}[kind]
    for convention in conventions.NAMES:
        rule = conventions.rule(kind, convention)
        if rule is None:
            continue
        counted, size = rule.total(network(name), 4)
        table = archcalc.analyze(network(name), convention=[f"{kind}={convention}"]).table("layers")
        assert table.totals[key] == counted == sum(rule.counts(network(name)))
        assert all(sum(fold(table, depth).column(key)) == counted for depth in (1, 2))
        assert kind != "memory" or table.totals["activation_bytes"] == size == sum(rule.sizes(network(name), 4))


NAMED = st.sampled_from(conventions.NAMES.names)


@given(st.sampled_from(SOME), NAMED, NAMED, st.sampled_from([2, 4]))
def test_a_difference_is_a_sum_of_its_terms(name, first, second, value_bytes):
    graph = network(name)
    shared = [kind for kind in KINDS if conventions.rule(kind, first) and conventions.rule(kind, second)]
    if not shared:
        with pytest.raises(ArchcalcError, match="count nothing of the same kind"):
            difference(graph, (first, second), value_bytes)
        return
    for kind, table in zip(shared, difference(graph, (first, second), value_bytes).tables, strict=True):
        counted = [conventions.load(kind, each).total(graph, value_bytes)[kind == "memory"] for each in (first, second)]
        assert [sum(table.column("first")), sum(table.column("second"))] == counted
        assert sum(table.column("difference")) == counted[0] - counted[1]


def test_a_difference_names_its_terms():
    terms = difference(network(RESNET50), ("torchinfo", "thop"), 4, ["operations"]).table("terms")
    assert dict(zip(terms.column("term"), terms.column("difference"), strict=True)) == {
        "batch norm values": 53_120 - 4 * 11_113_984,
        "global avg pool inputs": -100_352,
        "global avg pool outputs": -2_048,
        "linear biases": 1_000,
        "what both count alike": 0,
    }


@pytest.mark.parametrize(("name", "said"), [
    ("vit_b16", "torchinfo, operations: attention is left out (torchinfo issue 226)"),
    ("vit_b16", "thop, operations: attention is left out"),
    (VGG16, "ptflops-pytorch, operations: ReLU and pooling count twice"),
    (VGG16, "lecture-total, memory: no principle gives 24M or 93MB"),
    ("resnext50_32x4d", "torch-backward, operations: the gradient of a grouped convolution's weights"),
    (VGG16, "archcalc conventions vgg16_torchvision"),
])
def test_what_is_known_to_be_wrong_is_said_where_it_shows(name, said):
    assert said in "\n".join(all_conventions(network(name), 4).notes)


def test_and_not_where_it_does_not_show():
    assert "attention" not in "\n".join(all_conventions(network(VGG16), 4).notes)
    assert "grouped" not in "\n".join(all_conventions(network(VGG16), 4).notes)


@together("convention", conventions.NAMES.names)
def test_every_convention_has_a_sentence_a_source_and_a_measure(convention):
    rules = [rule for kind in KINDS if (rule := conventions.rule(kind, convention)) is not None]
    assert rules
    for rule in rules:
        assert 10 < len(rule.rule) <= 150
        assert not rule.rule.endswith(".")
        assert 5 < len(rule.source) <= 80
        assert {term.measure for term in rule.terms} <= set(MEASURES)
