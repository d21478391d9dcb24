"""What a file names and nothing uses is told, at its place, and computed all the same."""

import pytest

from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.loading import library
from archcalc.network.builder import build

RELU = "layers: [relu]"


@pytest.mark.parametrize(("text", "told"), [
    (f"options: {{x: 3}}\ninput: [3, 8, 8]\n{RELU}", ["1:14 option 'x' is never used"]),
    ("inputs: {a: [3, 8, 8], b: [3, 8, 8]}\nlayers: [relu: {from: a}]", ["1:27 no layer reads the input 'b'"]),
    (f"options: {{side: 8}}\ninput: [3, side, side]\n{RELU}", []),
    ("options: {filters: 4}\ninput: [3, 8, 8]\nlayers: ['CONV3-${filters}']", []),
    ("options: {block: relu}\ninput: [3, 8, 8]\nlayers: ['${block}']", []),
    ("options: {f: 3}\ninput: [3, 8, 8]\nmodules: {m: {layers: [conv: {filters: f, kernel: 1}]}}\nlayers: [m]", []),
    ("options: {f: 3}\nextends: lenet5\nchange: {conv1: {filters: f}}", []),
    ("extends: resnet50\noptions: {classes: 10}", []),
    ("input: [3, 8, 8]\nlayers: []", []),
])
def test_what_is_never_used_is_told(text, told):
    spec = read(parse(text, "x.yaml"), "x", None if "extends" not in text else library.load(text.partition("extends: ")[2].split()[0]))
    assert [f"{each.place.line}:{each.place.column} {each.message}" for each in build(spec).warnings] == told


def test_no_bundled_network_names_what_it_does_not_use():
    assert {name: spec.warnings for name in list(library.names())[::7] if (spec := library.load(name)).warnings} == {}
