"""Weights that are shared: counted once, wherever they are used; what does not fit is refused with both shapes."""

import pytest

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.base.picture import Text
from archcalc.homework.handouts.worksheets import worksheet
from archcalc.homework.languages import ENGLISH
from archcalc.homework.questions.layer_facts import layer_facts
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build
from archcalc.rendering import drawings

TOWER = "modules:\n  tower: {layers: [conv: {filters: 4, kernel: 3}, relu, max_pool: {kernel: 2}, flatten, linear: {units: 10}]}\n"
HEAD = "modules:\n  head: {layers: [conv: {filters: 16, kernel: 3, padding: 1}, relu, conv: {filters: 9, kernel: 3, padding: 1}]}\n"
CONV = "conv: {filters: 4, kernel: 3, padding: 1}"


def graph(head: str, *steps: str):
    return build(read(parse(f"{head}\nlayers:\n" + "".join(f"  - {step}\n" for step in steps), "x.yaml"), "x"))


def totals(head: str, *steps: str) -> tuple[int, int]:
    found = archcalc.analyze(graph(head, *steps)).tail["totals"]
    return found["params"], found["macs"]


# parameters and MACs as torch 2.13 counts them of the module written out (sum of p.numel(), FlopCounterMode / 2)
SHARED = {
    "a siamese network": ((421, 3_322), "inputs: {a: [1, 8, 8], b: [1, 8, 8]}\n" + TOWER, "tower: {name: left, from: a}", "tower: {name: right, from: b, share: left}",
                          "arithmetic: {function: subtract, from: [left, right]}", "elementwise: {function: abs}", "linear: {units: 1}"),
    "a tied head": ((64_000, 1_024_000), "input: [16]", "embedding: {name: words, entries: 1000, features: 64}", "linear: {units: 1000, bias: false, share: words}"),
    "an unrolled loop": ((148, 46_080), "input: [4, 8, 8]", f"repeat: {{times: 5, share: true, layers: [{CONV}, relu]}}"),
    "a detector's head": ((6_393, 1_410_048), "input: [3, 32, 32]\n" + HEAD, "conv: {name: c1, filters: 16, kernel: 3, stride: 2, padding: 1}",
                          "conv: {name: c2, filters: 16, kernel: 3, stride: 2, padding: 1}", "head: {name: h1, from: c1}", "head: {name: h2, from: c2, share: h1}"),
    "one weight by its name": ((288, 512), "input: [16]", "linear: {name: a, units: 16}", "linear: {units: 16, share: {weight: a.weight}}"),
    "an autoencoder": ((152, 256), "input: [16]", "linear: {name: a, units: 8}", "linear: {units: 16, share: {of: a, transposed: true}}"),
    "a bias of its own": ((72, 128), "input: [8]", "linear: {name: a, units: 8, bias: false}", "linear: {name: b, units: 8, share: a}", "identity"),
    "a third of a second": ((144, 27_648), "input: [4, 8, 8]", CONV.replace("1}", "1, name: a, bias: false}"), CONV.replace("1}", "1, name: b, bias: false, share: a}"),
                            CONV.replace("1}", "1, bias: false, share: b}")),
    "rounds within rounds": ((148, 55_296), "input: [4, 8, 8]", f"repeat: {{times: 2, share: true, layers: [repeat: {{times: 3, share: true, layers: [{CONV}]}}]}}"),
    "a module within": ((148, 27_648), "input: [4, 8, 8]\nmodules: {one: {layers: [" + CONV + "]}, two: {layers: [one]}}", "two: {name: a}", "two: {name: b, share: a}", "two: {share: a}"),
    "a round that is not shared": ((296, 18_432), "input: [4, 8, 8]", f"repeat: {{times: 2, share: false, layers: [{CONV}]}}"),
    "statistics too": ((16, 0), "input: [8, 4, 4]", "batch_norm: {name: n}", "batch_norm: {share: n}"),
}


@pytest.mark.parametrize("case", SHARED)
def test_shared_weights_are_counted_once(case):
    expected, *text = SHARED[case]
    assert totals(*text) == expected


def test_a_row_says_whose_its_weights_are():
    rows = archcalc.analyze(graph(*SHARED["a siamese network"][1:])).table("layers").records()
    told = {row["name"]: (row["params"], row["summary"]) for row in rows}
    assert told["left/conv1"] == (40, "4 3x3 filters at stride 1, pad 0")
    assert told["right/conv1"] == (0, "4 3x3 filters at stride 1, pad 0, weights of left/conv1")
    assert told["right/fc1"] == (0, "10 neurons, weights of left/fc1")


def test_the_running_statistics_are_shared_too():
    assert archcalc.analyze(graph("input: [8, 4, 4]", "batch_norm: {name: n}", "batch_norm: {share: n}")).tail["totals"]["buffers"] == 16


@pytest.mark.parametrize("case", SHARED)
def test_networks_with_shared_weights_run(case):
    _, *text = SHARED[case]
    assert archcalc.run(graph(*text)).mismatches == ()


def test_shared_weights_are_the_same_arrays():
    """Two layers of one input give one volume."""
    first, second = (CONV.replace("1}", f"1, name: {more}}}") for more in ("a, from: input", "b, from: input, share: a"))
    built = graph("input: [4, 8, 8]", first, second)
    made = archcalc.run(built, outputs=["a", "b"]).outputs
    assert (made["a"] == made["b"]).all()


REFUSED = {
    "another shape": (["linear: {name: a, units: 8}", "linear: {units: 9, share: a}"], "its weight of 9x8 cannot be a's weight of 8x16"),
    "a later layer": (["linear: {name: a, units: 16, share: b}", "linear: {name: b, units: 16}"], "there is no layer 'b' before this"),
    "itself": (["linear: {name: a, units: 16, share: a}"], "there is no layer 'a' before this"),
    "a layer left out": (["linear: {name: a, units: 16, if: false}", "linear: {units: 16, share: a}"], "there is no layer 'a' before this"),
    "a layer without weights": (["relu: {name: a}", "linear: {units: 16, share: a}"], "has no weights that a could lend"),
    "nothing to take": (["linear: {name: a, units: 16}", "relu: {share: a}"], "relu has no weights that a could lend"),
    "a slip": (["linear: {name: word, units: 16}", "linear: {units: 16, share: wrod}"], "did you mean 'word'?"),
    "no name": (["linear: {name: a, units: 16}", "linear: {units: 16, share: {transposed: true}}"], "share wants of"),
    "one by one, unknown": (["linear: {name: a, units: 16}", "linear: {units: 16, share: {weight: b.weight}}"], "there is no weight 'b.weight' before"),
    "one by one, not there": (["linear: {name: a, units: 16}", "linear: {units: 16, share: {weight: a.wieght}}"], "a has no weight 'wieght'"),
    "one by one, not here": (["linear: {name: a, units: 16}", "linear: {units: 16, share: {wieght: a.weight}}"], "linear has no weight 'wieght'"),
    "one by one, another shape": (["linear: {name: a, units: 8}", "linear: {units: 16, share: {weight: a.weight}}"], "cannot be a's weight of 8x16"),
    "rounds that differ": (["repeat: {times: 2, index: i, share: true, layers: [linear: {units: 16}, relu: {if: '${i == 0}'}]}"], "round 2 has no more layers where round 1 has relu"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_shared_is_refused(case):
    steps, message = REFUSED[case]
    with pytest.raises(ArchcalcError) as refused:
        graph("input: [16]", *steps)
    assert message in str(refused.value)


def test_a_module_and_a_layer_do_not_share():
    for call, message in (("one: {share: a}", "is no module"), ("linear: {units: 4, share: b}", "is a module")):
        with pytest.raises(ArchcalcError, match=message):
            graph("input: [4]\nmodules: {one: {layers: [linear: {units: 4}]}}", "linear: {name: a, units: 4}", "one: {name: b}", call)


def test_a_parameter_called_share_is_the_modules_own():
    head = "input: [4]\nmodules: {one: {parameters: {share: }, layers: [linear: {units: '${share}'}]}}"
    assert totals(head, "one: {share: 8}") == (40, 32)


def test_whose_weights_a_layer_takes_is_said_wherever_it_is_shown():
    siamese = archcalc.build("siamese")
    assert "weights of tower_left/conv1, which are counted there" in archcalc.explain("siamese", "tower_right/conv1").notes
    row = next(row for row in worksheet(siamese, "siamese", "params").table("worksheet").records() if row["siamese"] == "tower_right/conv1")
    assert row["what it does"].endswith("weights of tower_left/conv1")
    asked = layer_facts(siamese.node("tower_right/conv1"))
    assert ENGLISH.text(asked).endswith("weights of tower_left/conv1")
    texts = [shape.text for shape in drawings.draw(siamese).shapes if isinstance(shape, Text)]
    assert texts.count("relu, shared") == 4
    assert texts.count("relu") == 4


@pytest.mark.parametrize(("question", "number"), [("tower_right/conv1", 6_400), ("tower_right/conv1", 6_464), ("total", 2 * 38_947_072 - 4_096)])
def test_weights_that_are_counted_again_are_called_so(question, number):
    told = archcalc.check({f"siamese.{question}.params": number}).tables[0]
    assert told.column("misconception") == ["shared-weights-counted-again"]
