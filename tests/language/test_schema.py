"""The JSON Schema describes the language as it is: what archcalc takes it takes, and it names nothing that is not there."""

import json
from functools import lru_cache
from random import Random

import jsonschema
import pytest
from fuzz import grammar
from pages import blocks
from test_contract import FORMS as CONTRACT
from test_contract import parts
from together import together

from archcalc.base.errors import ArchcalcError
from archcalc.language.building_blocks import block_names
from archcalc.language.file_keys import KEYS
from archcalc.language.grammar import FORMS, JOIN_KEYS, STEP_KEYS
from archcalc.language.json_schema import schema
from archcalc.language.spec import read, variants
from archcalc.language.step_reader import CONTROLS
from archcalc.language.text.document import parse
from archcalc.network.builder import build
from archcalc.operators import find, kinds

IN = "input: [3, 32, 32]\noptions: {c: 8, on: true, rows: [[8, 1], [16, 2]], size: 32}\n"
TAKEN = {
    "an input as one number": "input: 784\nlayers: [linear: {units: 10}]",
    "an input as it is printed": "input: 3x32x32\nlayers: [relu]",
    "an input of an option": "input: [3, size, size]\noptions: {size: 8}\nlayers: [relu]",
    "several inputs": "inputs: {a: [3, 8, 8], b: 12}\nlayers: [relu]",
    "bare expressions": IN + "layers: [conv: {filters: 2 * c, kernel: [c // 4 + 1, 3], padding: same, bias: on, if: c > 4 and on}]",
    "an expression in quotes": IN + "layers: [conv: {filters: \"max(16, c_in)\", kernel: '3', name: \"a_${c}\"}]".replace("'3'", "3"),
    "shared weights": IN + "layers: [conv: {name: a, filters: 3, kernel: 1}, conv: {filters: 3, kernel: 1, share: a}]",
    "a shared matrix, turned": "input: [4, 8]\nlayers: [linear: {name: a, units: 16}, linear: {units: 8, share: {of: a, transposed: true}}]",
    "rounds that share": IN + "layers: [repeat: {times: c, share: true, layers: [conv: {filters: 3, kernel: 1}]}]",
    "required parameters as a list": IN + "modules: {m: {parameters: [f], layers: [conv: {filters: f, kernel: 1}]}}\nlayers: [m: {f: c}]",
    "a table of rows": IN + "layers: [each: {as: [f, s], of: rows, layers: [conv: {filters: f, kernel: 1, stride: s}]}]",
    "branches": IN + "layers: [add: {branches: [[relu], []]}, concat: [[], [tanh]], residual: [relu], residual: {skip: c > 2, layers: [relu]}]",
    "a pattern": IN + "layers: [relu: {name: a1}, relu: {name: a2}, concat: {from: a*}, from: a1]",
    "the lecture's notation": IN + "layers: ['2x (CONV3-${c} -> RELU) -> BN', POOL2 ceil, 'CONV3-${c} stride 2': {padding: 1}, FC-10: {name: a}]",
    "a volume": IN + "layers: [conv: {name: a, filters: 3, kernel: 3}, crop: {from: input, size: \"volume()[1:]\"}]",
}
REFUSED = {
    "a key with a slip": IN + "layer: [relu]", "an attribute with a slip": IN + "layers: [conv: {filters: 8, kernal: 3}]",
    "a form's key with a slip": IN + "layers: [repeat: {times: 2, layer: [relu]}]", "a key that a form has not": IN + "layers: [group: {name: a, share: b, layers: [relu]}]",
    "two keys in a step": IN + "layers: [{relu: , tanh: }]", "a leading zero": IN + "layers: [conv: {filters: 017, kernel: 3}]",
    "digits in groups": IN + "layers: [conv: {filters: 1_000, kernel: 3}]", "base sixty": IN + "layers: [conv: {filters: 3:20, kernel: 3}]",
    "a number below 1": IN + "layers: [conv: {filters: 0, kernel: 3}]", "rounds below 0": IN + "layers: [repeat: {times: -1, layers: [relu]}]",
    "branches of what joins none": IN + "layers: [relu: {branches: [[], []]}]", "a number for a flag": IN + "layers: [relu: {if: 1}]",
    "an attribute that is missing": IN + "layers: [conv: {filters: 8}]", "a figure that there is not": IN + "layers: [relu]\npublished: [{figure: parms, printed: 3, where: x}]",
    "inputs without names": "inputs: [3, 8, 8]\nlayers: [relu]", "inputs of nothing": "inputs:\nlayers: [relu]",
    "an input and inputs": IN + "inputs: {a: [3, 8, 8]}\nlayers: [relu]", "a variant that is a number": IN + "variants: {a: 3}\nlayers: [relu]",
    "a key that shared weights have not": IN + "layers: [relu: {name: a}, conv: {filters: 3, kernel: 1, share: {of: a, turned: true}}]",
    "shared weights of nothing": IN + "layers: [conv: {filters: 3, kernel: 1, share: {transposed: true}}]",
    "a key that a module has not": IN + "modules: {m: {layer: [relu]}}\nlayers: [m]", "no layers": IN,
}


@lru_cache
def validator():
    return jsonschema.Draft202012Validator(schema())


def wrong(text):
    return [error.message[:200] for error in validator().iter_errors(parse(text, "x.yaml").root.plain())]


def built(text):
    document = parse(text, "x.yaml")
    return build(read(document, (variants(document) or ("x",))[0]))


@pytest.mark.parametrize("what", TAKEN)
def test_what_the_second_edition_says_is_taken_by_both(what):
    built(TAKEN[what])
    assert not wrong(TAKEN[what])


@pytest.mark.parametrize("what", REFUSED)
def test_what_archcalc_refuses_by_its_form_the_schema_refuses(what):
    with pytest.raises(ArchcalcError):
        built(REFUSED[what])
    assert wrong(REFUSED[what])


@pytest.mark.parametrize("body", [body for label, body in blocks("language", "yaml") if label != "layers"])
def test_the_files_of_the_manual_are_taken(body):
    assert not wrong(body)


@pytest.mark.parametrize("form", FORMS)
def test_the_examples_of_forms_are_taken(form):
    assert not wrong(f"input: [3, 8, 8]\nlayers:\n  - {FORMS[form].example}\n")


@together("form", [form for form, text in CONTRACT.items() if "> refused" not in text])
def test_the_forms_of_the_contract_are_taken(form):
    assert not wrong(parts(CONTRACT[form])[0])


def made(seeds):
    """Files of random choices that archcalc builds."""
    for seed in seeds:
        random = Random(seed)
        try:
            text = json.dumps(grammar.specification(iter([random.randrange(2**16) for _ in range(40)])))
            built(text)
        except (ArchcalcError, StopIteration):
            continue
        yield text


@pytest.mark.parametrize("seeds", [range(60), pytest.param(range(60, 1500), marks=pytest.mark.slow)])
def test_whatever_archcalc_builds_the_schema_takes(seeds):
    texts = list(made(seeds))
    assert len(texts) > len(seeds) / 20
    assert [(text, told) for text in texts if (told := wrong(text))] == []


def test_it_names_what_is_there_and_nothing_else():
    described = schema()
    assert described["properties"].keys() == KEYS.keys()
    steps = described["$defs"]["step"]["anyOf"][1]["properties"]
    assert steps.keys() == {*kinds(), *CONTROLS, *block_names()} - {"input"}
    for kind in set(kinds()) - {"input"}:
        op = find(kind)
        own = {*op.fields, *STEP_KEYS, *(JOIN_KEYS if op.inputs[1] is None else ())}
        assert steps[kind]["anyOf"][0]["properties"].keys() == own | {op.reads_also} - {""}
