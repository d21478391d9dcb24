"""Mistakes in a specification: what is wrong, where, and what helps. One row a mistake: text, place, code, words."""

import textwrap
from math import prod

import pytest
from together import together

from archcalc.base.errors import MOST_MISTAKES, ArchcalcError
from archcalc.language.about import About
from archcalc.language.flat_layers import Layer
from archcalc.language.spec import read
from archcalc.language.text.characters import decode
from archcalc.language.text.document import parse
from archcalc.network.builder import assemble, build


def refused(text: str) -> ArchcalcError:
    with pytest.raises(ArchcalcError) as caught:
        build(read(parse(text, "x.yaml"), "x"))
    return caught.value


def network(*steps: str, head: str = "input: [3, 32, 32]") -> str:
    return f"{head}\nlayers:\n" + "".join(f"  - {step}\n" for step in steps)


CONV = "conv: {filters: 8, kernel: 3}"
YAML = {
    "lines that end with CR alone": ("input: [3, 8, 8]\rlayers:\r  - relu: [", "3:11", "syntax", "3 |   - relu: ["),
    "a bracket never closed": ("input: [3, 8", "1:8", "syntax", "never closed"),
    "a tab": ("input: [3, 8, 8]\nlayers:\n\t- relu", "3:1", "syntax", "spaces, not tabs"),
    "a repeated key": ("input: [3, 8, 8]\ninput: [3, 9, 9]\nlayers: []", "2:1", "repeated-key", "first at 1:1"),
    "a merge key": ("<<: {a: 1}\nlayers: []", "1:1", "merge-key", "use extends"),
    "a tag": ("input: !!python/tuple [3, 8, 8]\nlayers: []", "1:8", "tag", "plain YAML"),
    "a directive": ("%YAML 1.1\n---\nlayers: []", "1:1", "directive", "%"),
    "two documents": ("layers: []\n---\nlayers: []", "2:1", "documents", "one file holds one"),
    "an empty file": ("", "1:1", "empty", "empty"),
    "a cycle of aliases": ("layers: &a [*a]", "1:13", "cycle", "own anchor"),
    "an alias without anchor": ("layers: [*a]", "1:10", "alias", "no anchor"),
    "a number of 19 digits": ("input: [3, 1234567890123456789, 8]\nlayers: []", "1:12", "number", "18 digits"),
    "an escape sequence": ('title: "\\e[31mred"\nlayers: []', "1:8", "character", "U+001B"),
    "a bidirectional mark": ('title: "\\u202e"\nlayers: []', "1:8", "character", "U+202E"),
    "a hidden space": ("title: a\u200bb\nlayers: []", "1:9", "character", "U+200B"),
    "a list as a key": ("? [a]\n: 1", "1:3", "key", "a key must be text"),
    "65 levels": ("[" * 65, "1:65", "too-deep", "64 levels"),
    "900 brackets": ("[" * 900, "1:65", "too-deep", "64 levels"),
    "100,000 braces": ("{a: " * 100_000, "1:257", "too-deep", "64 levels"),
    "100,000 brackets on the second line": ("\n" + "[" * 100_000, "2:65", "too-deep", "64 levels"),
    "a hidden space on the second line": ("input: [3, 8, 8]\ntitle: a\u200bb\nlayers: []", "2:9", "character", "U+200B"),
    "a comma forgotten": ("layers: [relu: {a: 1} b]", "1:23", "syntax", "in the list that begins at 1:9"),
    "only a text": ("vgg16", "1:1", "wrong-type", "expected a mapping"),
}
KEYS = {
    "an unknown key": ("inputt: [3, 8, 8]\nlayers: [relu]", "1:1", "unknown-key", "did you mean 'input'?"),
    "no input": ("layers: [relu]", "1:1", "missing-key", "the key input is missing"),
    "inputs that name none": ("inputs: {}\nlayers: [relu]", "1:9", "missing-key", "inputs names no input"),
    "one input beside several": ("inputs: {a: [3, 8, 8]}\ninput: [3, 9, 9]\nlayers: [relu]", "2:8", "key", "leave one out"),
    "no layers": ("input: [3, 8, 8]", "1:1", "missing-key", "write layers: and a list of steps"),
    "change without extends": (network("relu") + "change: {a: {b: 1}}", "4:1", "key", "change needs extends"),
    "a variant of an option that does not exist": (
        network("relu", head="input: [3, 8, 8]\noptions: {a: 1}\nvariants: {x: {b: 2}}"), "3:16", "unknown-option", "one of: a"),
    "an option of another type": (
        network("relu", head="input: [3, 8, 8]\noptions: {a: 1}\nvariants: {x: {a: yes}}"), "3:19", "wrong-type", "write true"),
    "an option called like the incoming volume": (
        network("relu", head="input: [3, 8, 8]\noptions: {c_in: 1}"), "2:11", "reserved", "cannot be an option"),
    "an option past all sizes": (
        network("relu", head="input: [3, 8, 8]\noptions: {a: 1}\nvariants: {x: {a: 3000000000}}"), "3:19", "wrong-type", "a number up to 2,147,483,647"),
    "published figures that are none": (network("relu") + "published: 138M", "4:12", "wrong-type", "a list of published figures, found '138M'"),
    "a published figure in words": (network("relu") + "published: [138M]", "4:13", "wrong-type", "figure, printed and where in braces"),
    "a published figure that does not exist": (
        network("relu") + "published: [{figure: parms, printed: 138M, where: x}]", "4:22", "unknown-figure", "did you mean 'params'?"),
    "a published figure from nowhere": (
        network("relu") + "published: [{figure: params, printed: 138M}]", "4:13", "missing-key", "a published figure wants where"),
}
STEPS = {
    "an operator of 300 letters": (network("n" * 300), "3:5", "unknown-operator", "archcalc explain conv"),
    "an operator by another library's name": (network("Dense: {units: 3}"), "3:5", "unknown-operator", "did you mean 'linear'?"),
    "an unknown operator": (network("convv: {filters: 8, kernel: 3}"), "3:5", "unknown-operator", "did you mean 'conv'?"),
    "a name for a title": ("name: net\ninput: [3, 8, 8]\nlayers: [relu]", "1:1", "unknown-key", "did you mean 'title'?"),
    "steps for layers": ("input: [3, 8, 8]\nsteps: [relu]", "2:1", "unknown-key", "steps is layers here"),
    "an unknown attribute": (network("conv: {filters: 8, kernal: 3}"), "3:24", "unknown-key", "did you mean 'kernel'?"),
    "an attribute missing": (network("conv: {filters: 8}"), "3:5", "missing-attribute", "conv wants kernel"),
    "two keys": (network("{relu: , tanh: }"), "3:14", "two-keys", "one step"),
    "a flag for a number": (network("conv: {filters: 8, kernel: yes}"), "3:32", "wrong-type", "nothing is called yes here"),
    "a fraction": (network("conv: {filters: 8, kernel: 3, stride: 1.5}"), "3:43", "wrong-type", "found '1.5'"),
    "a fraction that an expression gives": (network("conv: {filters: sqrt(10), kernel: 3}"), "3:21", "wrong-type", "3 or 4?"),
    "a text among an expression's numbers": (network("""conv: {filters: 8, kernel: "[3, '5']"}"""), "3:32", "wrong-type", "make a text: 5 without them"),
    "a text beside a number": (network("""conv: {filters: "8 * '2'", kernel: 3}"""), "3:21", "expression", "a number has no quotes: 2"),
    "a root of less than nothing": (network("conv: {filters: sqrt(-4), kernel: 3}"), "3:21", "expression", "a number from 0 on"),
    "dropout inside attention": (network("attention: {heads: 2, dropout: 0.1}", head="input: [16, 64]"), "3:27", "unknown-key", "in training alone"),
    "a mask by PyTorch's name": (network("attention: {heads: 2, attn_mask: causal}", head="input: [16, 64]"), "3:27", "unknown-key", "did you mean 'mask'?"),
    "another framework's constraint": (network("gru: {units: 8, recurrent_constraint: 3}", head="input: [16, 64]"), "3:21", "unknown-key", "no figure depends"),
    "octal or not": (network("conv: {filters: 017, kernel: 3}"), "3:21", "wrong-type", "leading zero"),
    "an underscore": (network("conv: {filters: 1_000, kernel: 3}"), "3:21", "wrong-type", "without _"),
    "base sixty": (network("conv: {filters: 3:20, kernel: 3}"), "3:21", "wrong-type", "base sixty"),
    "zero": (network("conv: {filters: 0, kernel: 3}"), "3:21", "wrong-type", "a positive integer, found '0'"),
    "below zero": (network("conv: {filters: -8, kernel: 3}"), "3:21", "wrong-type", "found '-8'"),
    "true": (network("conv: {filters: true, kernel: 3}"), "3:21", "wrong-type", "found 'true'"),
    "gigantic": (network("conv: {filters: 3000000000, kernel: 3}"), "3:21", "wrong-type", "positive integer"),
    "padding of three": (network("conv: {filters: 8, kernel: 3, padding: [1, 1, 1]}"), "3:5", "axes", "conv's padding is told for 3 axes, and the input has 2"),
    "a join of no branches": (network("concat: []"), "3:13", "branches", "there are none"),
    "a number beside a second operand": (network("arithmetic: {function: add, number: 3, from: [input, input]}"), "3:5", "inputs", "takes two operands, and 3 are given"),
    "nothing to divide by": (network("arithmetic: {function: divide}"), "3:5", "inputs", "divide takes two operands, and one is given"),
    "nothing to add": (network("arithmetic: {function: add}"), "3:5", "inputs", "add takes two operands, and one is given"),
    "a division by 0": (network("arithmetic: {function: divide, number: 0}"), "3:5", "inputs", "divide: 0 is said to divide by"),
    "more parts than channels": (network("split: {name: s, parts: 6}", head="input: [10, 8, 8]"), "3:5", "wrong-type", "where an axis is cut into parts, fewer of them"),
    "a kernel to transpose": (network("conv: {name: a, filters: 3, kernel: 1}", "conv: {name: b, filters: 3, kernel: 1, share: {of: a, transposed: true}}"),
                              "4:56", "share", "a matrix alone can be transposed, and conv's weight has 4 axes"),
    "an input by another name": (network("conv: {filters: 4, kernel: 3, from: image}"), "3:41", "unknown-layer", "here is input"),
    "an odd width to turn": (network("rotary", head="input: [16, 63]"), "3:5", "shape", "a multiple of 2 features"),
    "branches where none are joined": (network("relu: [[], []]"), "3:11", "branches", "joins no branches"),
    "a loop without layers": (network("repeat: {times: 3}"), "3:5", "missing-key", "repeat wants layers"),
    "a billion rounds": (network("repeat: {times: 1000000000, layers: [relu]}"), "3:21", "wrong-type", "200,000 times"),
    "loops around nothing": (network(*["repeat: {times: 1000, layers: [repeat: {times: 1000, layers: [repeat: {times: 1, layers: []}]}]}"]),
                             "3:5", "too-large", "1,000,000 steps"),
    "rounds of nothing": (network("repeat: {times: 200000, layers: [repeat: {times: 200000, layers: []}]}"), "3:5", "too-large", "1,000,000 steps"),
    "a million layers": (network("repeat: {times: 1000, layers: [repeat: {times: 1000, layers: [relu]}]}"), "3:5", "too-large", "200,000 layers"),
    "a million layers by modules": (
        "input: [3, 8, 8]\nmodules:\n" + "".join(f"  m{i}: {{layers: [{', '.join([f'm{i + 1}'] * 10)}]}}\n" for i in range(6))
        + "  m6: {layers: [relu]}\nlayers: [m0]", "10:10", "too-large", "200,000 layers"),
    "a million rounds, one by one": (
        network("repeat: {times: '${a}', layers: [repeat: {times: '${a}', layers: [relu, relu, relu]}]}", head="input: [3, 8, 8]\noptions: {a: 100000}"),
        "4:38", "too-large", "200,000 layers"),
    "a row too short": (network("each: {as: [a, b], of: [[1, 2], [3]], layers: [conv: {filters: '${a}', kernel: '${b}'}]}"),
                        "3:28", "row", "row 2 has 1"),
}
MODULES = "input: [3, 32, 32]\nmodules:\n  m:\n    parameters: {f: }\n    layers: [conv: {filters: '${f}', kernel: 1}]\n"
NAMES = {
    "a name in an expression that does not exist": (
        network("conv: {filters: '${n}', kernel: 3}", head="input: [3, 8, 8]\noptions: {m: 1}"), "4:21", "unknown-name", "one of:"),
    "a layer that does not exist": (network("relu", "add: {from: [relu1, rleu1]}"), "4:25", "unknown-layer", "did you mean 'relu1'?"),
    "a list of no layers": (network("relu", "add: {from: []}"), "4:17", "inputs", "from names no layer"),
    "a list of no layers, worked out": (network("relu", "concat: {from: '${[]}'}"), "4:20", "inputs", "from names no layer"),
    "a layer used before it exists": (network("from: relu1", "relu"), "3:11", "unknown-layer", "before this"),
    "a name given twice": (network("relu: {name: a}", "tanh: {name: a}"), "4:5", "repeated-name", "first at 3:5"),
    "a parameter missing": (MODULES + "layers: [m]", "6:10", "missing-attribute", "m wants f"),
    "a parameter unknown": (MODULES + "layers: [m: {f: 1, g: 2}]", "6:20", "unknown-key", "one of: f"),
    "a module inside itself": (
        "input: [3, 8, 8]\nmodules: {m: {layers: [m]}}\nlayers: [m]", "2:24", "cycle", "contains itself"),
    "a variable of the caller": (
        MODULES.replace("${f}", "${i}") + "layers: [repeat: {times: 2, index: i, layers: [m: {f: 1}]}]", "5:30", "unknown-name", "'i'"),
}
EXPRESSIONS = {
    "an input of its own incoming volume": ("input: ['${c_in}', 8, 8]\nlayers: [relu]", "1:9", "expression", "nothing comes into an input"),
    "an input of a name that does not exist": (
        "input: ['${sise}', 8, 8]\noptions: {size: 3}\nlayers: [relu]", "1:9", "unknown-name", "did you mean 'size'"),
    "never closed": (network("conv: {filters: '${1 + 2', kernel: 3}"), "3:21", "expression", "closing }"),
    "a tower of powers": (network("conv: {filters: '${9**9**9}', kernel: 3}"), "3:21", "expression", "exponent"),
    "a division by zero": (network("conv: {filters: '${1 // (c_in - 3)}', kernel: 3}"), "3:21", "expression", "division by zero"),
    "an import": (network("conv: {filters: '${__import__(1)}', kernel: 3}"), "3:21", "expression", "there is no function '__import__'"),
    "an attribute": (network("conv: {filters: '${c_in.real}', kernel: 3}"), "3:21", "expression", "'.'"),
    "a text for a size": (network("conv: {filters: '${1}x', kernel: 3}"), "3:21", "wrong-type", "found '1x'"),
    "a condition that is a number": (network("relu: {if: '${c_in}'}"), "3:16", "wrong-type", "true or false"),
}
SHAPES = {
    "a window larger than its input": (network("conv: {filters: 8, kernel: 33}"), "3:5", "window", "32 - 33 = -1"),
    "groups that do not divide": (network("conv: {filters: 8, kernel: 3, groups: 2}"), "3:5", "groups", "3 input channels"),
    "a volume into a fully connected layer": (network("linear: {units: 10}"), "3:5", "shape", "put flatten before it"),
    "branches that do not agree": (network("concat: [[], [max_pool: {kernel: 2}]]"), "3:5", "shape", "32x32x3 and 16x16x3"),
    "a sum of unlike volumes": (network("residual: [conv: {filters: 8, kernel: 1}]"), "3:5", "shape", "32x32x8 and 32x32x3"),
    "an input among the layers": (network("input: {shape: [3, 8, 8]}"), "3:5", "inputs", "under input"),
    "too few inputs": (network("add"), "3:5", "inputs", "2 or more inputs, found 1"),
    "a reshape that loses values": (network("reshape: {shape: [10]}"), "3:5", "shape", "3,072 values"),
    "padding as wide as the window": (network("max_pool: {kernel: 2, padding: 2}"), "3:5", "window", "nothing but padding"),
    "a slice past the end": (network("slice: {channels: [0, 4]}"), "3:5", "shape", "the input has 3"),
    "an image of no height": (network("upsample: {size: [0, 35]}"), "3:22", "wrong-type", "a positive size of every axis, or of none"),
    "more than 2^63 values": (network("upsample: {scale: 2000000000}"), "3:5", "too-large", "2^63"),
}
KINDS = {
    "steps that are no list": ("input: [3, 8, 8]\nlayers: relu", "2:9", "wrong-type", "a list of steps in layers, found 'relu'"),
    "a step that is a number": (network("3"), "3:5", "wrong-type", "expected a step"),
    "attributes that are a number": (network("conv: 3"), "3:11", "wrong-type", "attributes of conv in braces"),
    "a shortcut around a number": (network("residual: 3"), "3:15", "wrong-type", "residual with layers"),
    "a branch that is no list": (network("add: [relu, [tanh]]"), "3:11", "wrong-type", "a list of steps in a branch"),
    "a loop that is a number": (network("repeat: 3"), "3:13", "wrong-type", "repeat with times, layers"),
    "a loop's index that is no name": (network("repeat: {times: 2, index: 3x, layers: [relu]}"), "3:31", "wrong-type", "a name of letters"),
    "a loop's index called like the incoming volume": (network("repeat: {times: 2, index: c_in, layers: [relu]}"), "3:31", "reserved", "choose another name"),
    "rows that are no list": (network("each: {as: a, of: '${c_in}', layers: [relu]}"), "3:23", "wrong-type", "each takes a list of rows, found '3'"),
    "modules that are a number": (network("relu", head="input: [3, 8, 8]\nmodules: 3"), "2:10", "wrong-type", "a mapping under modules"),
    "a module that is a number": (network("relu", head="input: [3, 8, 8]\nmodules: {m: 3}"), "2:14", "wrong-type", "a module: parameters, inputs, layers"),
    "inputs of a module that are no names": (
        network("m", head="input: [3, 8, 8]\nmodules: {m: {inputs: last, layers: [relu]}}"), "2:23", "wrong-type", "a list of names, found 'last'"),
    "a parameter called like the incoming volume": (
        network("relu", head="input: [3, 8, 8]\nmodules: {m: {parameters: {c_in: 1}, layers: [relu]}}"), "2:28", "reserved", "cannot be redefined"),
    "a module with too few inputs": (
        network("m", head="input: [3, 8, 8]\nmodules: {m: {inputs: [a, b], layers: [add: {from: [a, b]}]}}"), "4:5", "inputs", "m takes 2 inputs (a, b), found 1"),
    "the height of a vector": (network("linear: {units: '${h_in}'}", head="input: [8]"), "3:21", "expression", "a vector has c_in alone"),
    "a name that nobody gave": (network("relu: {if: '${n}'}"), "3:16", "unknown-name", "one of: c_in, d_in, h_in, l_in, w_in"),
    "branches that are none": (network("concat: {branches: {a: 1}}"), "3:24", "wrong-type", "a list of branches, each a list of steps, found a mapping"),
    "a list among the steps": (network("[relu]"), "3:5", "wrong-type", "found a list"),
    "modules 70 deep": (network("m0", head="input: [3, 8, 8]\nmodules:\n" + "".join(
        f"  m{i}: {{layers: [m{i + 1}]}}\n" for i in range(70)) + "  m70: {layers: [relu]}"), "66:18", "cycle", "nested more than 64 deep"),
    "a list of 1,001": (network("relu: {if: '${[" + "0, " * 60 + "0] + rows}'}", head=f"input: [3, 8, 8]\noptions: {{rows: {[0] * 950}}}"), "4:16", "expression", "more than 1,000 items"),
    "a whole number with a point": (network("relu: {if: '${true + 2.0}'}"), "3:16", "expression", "+ cannot take true and 2 in"),
    "a number past all": (network("elu: {slope: 1e999}"), "3:18", "number", "is not a finite number"),
    "a list for a number": (network("conv: {filters: '${[1, 2]}', kernel: 1}"), "3:21", "wrong-type", "a positive integer, found '[1, 2]'"),
    "parentheses too deep": (network("conv: {filters: '${" + "(" * 40 + "1" + ")" * 40 + "}', kernel: 1}"), "3:21", "expression", "more than 32 levels"),
    "forty times not": (network("relu: {if: '${" + "not " * 40 + "true}'}"), "3:16", "expression", "more than 32 levels"),
    "a list for a name": (network("each: {as: a, of: [[[1, 2]]], layers: [relu: {name: '${a}'}]}"), "3:57", "wrong-type", "expected a name"),
    "an image and a vector joined": (network("concat: [[], [flatten]]"), "3:5", "shape", "concat cannot join 32x32x3 and 3072"),
}
ALL = YAML | KEYS | STEPS | NAMES | EXPRESSIONS | SHAPES | KINDS


@together("mistake", ALL)
def test_a_mistake_is_told_at_its_place(mistake):
    text, place, code, words = ALL[mistake]
    error = refused(text)
    first = error.mistakes[0]
    assert (first.code, f"{first.place.line}:{first.place.column}") == (code, place), error.text
    assert words in error.text


def test_brackets_past_the_limit_of_libyaml_itself_are_told_as_any_others():
    assert refused("[" * 100_000).mistakes[0].code == "too-deep"


def test_messages_read_well(golden):
    shown = [f"# {mistake}\n{refused(text).text}\n" for mistake, (text, *_) in ALL.items() if len(text) < 1000]
    golden("refusals.txt", "\n".join(shown))


def test_all_the_mistakes_of_a_file_are_told_at_once():
    text = network("convv", "conv: {filters: 0, kernel: yes, strid: 2}", "linear", "relu: {slope: 1}", "max_pool")
    assert [mistake.place.line for mistake in refused(text).mistakes] == [3, 4, 4, 4, 5, 6, 7]


def test_mistakes_are_told_in_the_order_of_the_lines_and_of_like_layers_at_each():
    text = network("conv: {filters: 0, kernel: 3}", "conv: {filters: 0, kernel: 3}") + "modules: {m: {layers: [foo]}}\noptionss: 3"
    assert [mistake.place.line for mistake in refused(text).mistakes] == [3, 4, 5, 6]


def test_at_most_twenty_are_told_and_the_rest_counted():
    error = refused(network(*["nothing"] * 50))
    assert error.text.count("error[") == 20
    assert error.text.endswith("and 30 more")


def test_a_graph_is_given_up_after_so_many_mistakes_of_shape():
    assert len(refused(network(*["conv: {filters: 1, kernel: 40, from: input}"] * 60)).mistakes) == MOST_MISTAKES + 1


def test_no_more_than_five_hundred_are_looked_for():
    assert len(refused(network(*["nothing"] * 600)).mistakes) == 500


def test_a_mistake_of_shapes_tells_the_layers_that_led_to_it():
    assert "after input 32x32x3 -> conv1 30x30x8" in refused(network(CONV, "conv: {name: big, filters: 1, kernel: 40}")).text
    many = refused(network(*["relu"] * 9, "conv: {name: big, filters: 1, kernel: 40}")).text
    assert "after relu6 32x32x3 -> relu7 32x32x3 -> relu8 32x32x3 -> relu9 32x32x3" in many


@pytest.mark.parametrize(("raw", "words"), [
    ("größe".encode("latin-1"), "is not UTF-8"), ("input".encode("utf-16"), "is not UTF-8"), (b"a" * ((1 << 20) + 1), "1 MiB")])
def test_bytes_that_are_no_specification(raw, words):
    with pytest.raises(ArchcalcError, match=words):
        decode(raw, "x.yaml")


def test_a_text_of_a_whole_mebibyte_is_read():
    assert len(decode(b"a" * (1 << 20), "x.yaml")) == 1 << 20


def test_unused_parts_are_warned_of():
    text = textwrap.dedent("""\
        input: [3, 8, 8]
        modules:
          never: {layers: [relu]}
          used: {parameters: {a: 1}, layers: [relu]}
        layers: [used]
        """)
    assert [warning.message for warning in read(parse(text, "x.yaml"), "x").warnings] == [
        "module used never uses 'a'", "module 'never' is never used"]
    listed = text.replace("{a: 1}", "[a]").replace("layers: [used]", "layers: [used: {a: 1}]")
    assert [str(warning.place) for warning in read(parse(listed, "x.yaml"), "x").warnings] == ["x.yaml:4:23", "x.yaml:3:3"]


def test_modules_are_not_said_to_be_unused_where_an_option_names_them():
    text = """\
        input: [3, 8, 8]
        options: {kind: other}
        modules:
          one: {layers: [relu]}
          other: {layers: [relu]}
          third: {layers: [relu]}
        layers: [one, "${kind}"]
        """
    assert read(parse(textwrap.dedent(text), "x.yaml"), "x").warnings == ()


def test_a_bomb_of_aliases_costs_nothing():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]
    assert refused("\n".join(lines)).mistakes[0].code == "too-large"


LIMITS = {
    # where the limit stands, a text that is just at it when it is so much, and how it is told that one less is too little
    "values": ("language.text.yaml_events.MOST_NODES", 9, network("relu"), "3:5", "too-large"),
    "values, those of an alias too": ("language.text.yaml_events.MOST_NODES", 19, network("relu: &same {if: true}", "identity", "relu: *same"), "5:11", "too-large"),
    "keys": ("language.text.yaml_events.MOST_KEYS", 2, network("relu"), "2:1", "too-large"),
    "letters": ("language.text.yaml_events.MOST_SCALAR", 7, network("sigmoid"), "3:5", "too-large"),
    "digits": ("language.text.scalars.MOST_DIGITS", 3, network("flatten", "linear: {units: 100}"), "4:21", "number"),
    "layers": ("language.expansion.size_limits.MOST_LAYERS", 7, network("repeat: {times: 2, index: i, layers: [relu, tanh, relu]}"), "3:55", "too-large"),
    "steps told beforehand": ("language.expansion.size_limits.MOST_ROUNDS", 9, network("repeat: {times: 2, index: i, layers: [relu, tanh, relu]}"), "3:5", "too-large"),
    "steps counted": ("language.expansion.size_limits.MOST_ROUNDS", 9, network("repeat: {times: '${1 + 1}', index: i, layers: [relu, tanh, relu]}"), "3:5", "too-large"),
    "steps of a module that an option names": (
        "language.expansion.size_limits.MOST_ROUNDS", 4, network('"${m}"', head="input: [3, 8, 8]\noptions: {m: deep}\nmodules: {deep: {layers: [relu, tanh, relu]}}"), "3:39", "too-large"),
    "rows of an each": ("language.expansion.size_limits.MOST_ROUNDS", 9, network('each: {as: a, of: "${[1, 2]}", layers: [relu, tanh, relu]}'), "3:5", "too-large"),
    "times of a repeat": ("language.expansion.size_limits.MOST_LAYERS", 3, network('repeat: {times: "${1 + 2}", layers: [from: input]}'), "3:21", "wrong-type"),
    "values of a volume": ("network.known.MOST_VALUES", 3 * 32 * 32, network("relu"), "1:8", "too-large"),
    "items of a list": ("language.expressions.arithmetic.MOST_ITEMS", 3, network("relu: {if: '${len([1, 2] + [3]) == 3}'}"), "3:16", "expression"),
}


@pytest.mark.parametrize("limited", LIMITS)
def test_a_text_at_a_limit_is_read_and_one_beyond_is_refused(monkeypatch, limited):
    name, most, text, place, code = LIMITS[limited]
    monkeypatch.setattr(f"archcalc.{name}", most)
    build(read(parse(text, "x.yaml"), "x"))
    monkeypatch.setattr(f"archcalc.{name}", most - 1)
    first = refused(text).mistakes[0]
    assert (first.code, f"{first.place.line}:{first.place.column}") == (code, place)


def test_the_largest_volume_has_as_many_values_as_an_integer_of_64_bits_counts():
    """2^63 - 1 = 49 * 73 * 127 * 337 * 92,737 * 649,657."""
    graph = build(read(parse(f"input: [{49 * 73 * 127}, {337 * 92_737}, 649657]\nlayers: [relu]", "x.yaml"), "x"))
    assert prod(graph.nodes[1].shape) == 2**63 - 1
    assert refused(f"input: [{2**21}, {2**21}, {2**21}]\nlayers: [relu]").mistakes[0].code == "too-large"


def test_a_network_of_so_many_layers_is_built_and_one_more_is_too_many():
    spec = read(parse(network("relu", "tanh", "relu"), "x.yaml"), "x")
    assert len(build(spec, most=4).nodes) == 4
    with pytest.raises(ArchcalcError, match="more than 3 layers"):
        build(spec, most=3)


def test_layers_made_in_memory_are_refused_as_those_of_a_text_are():
    """Who makes them tells no places."""
    first = Layer("in", "input", {"shape": [3, 8, 8]}, ())
    assert [node.shape for node in assemble([first], About("net")).nodes] == [(1, 3, 8, 8)]
    for wrong, words in ((Layer("a", "convv", {}, ("in",)), "there is no operator 'convv'; did you mean 'conv'?"),
                         (Layer("a", "conv", {"filters": 3}, ("in",)), "conv wants kernel"),
                         (Layer("a", "relu", {"slope": 3}, ("in",)), "relu has no attribute 'slope'")):
        with pytest.raises(ArchcalcError) as caught:
            assemble([first, wrong, wrong._replace(name="b", inputs=("a",))], About("net"))
        assert words.partition(";")[0] in caught.value.text
        assert len(caught.value.mistakes) == 1
