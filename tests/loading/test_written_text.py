"""Networks by what is written of them: YAML, notation, a dict of the same keys."""

import pytest
from together import together

import archcalc

YAML = "input: [3, 32, 32]\nlayers:\n  - CONV3-64\n  - POOL2\n  - FC-10\n"


def figures(written, **options):
    return [row[7:] for row in archcalc.load(written, **options).analyze().table("layers").rows]


@together("written", [
    "32x32x3 -> CONV3-64 -> POOL2 -> FC-10", "32x32x3 → CONV3-64\n→ POOL2\n→ FC-10\n", "32x32x3->CONV3-64->\nPOOL2 -> FC-10",
    "{input: [3, 32, 32], layers: [CONV3-64, POOL2, FC-10]}", YAML.replace("\n", "\r\n"),
    {"input": [3, 32, 32], "layers": ["CONV3-64", {"max_pool": {"kernel": 2, "stride": 2}}, "FC-10"]},
])
def test_whatever_is_written_of_a_network_is_that_network(written):
    assert figures(written) == figures(YAML)
    assert figures(written, input_size="3x8x8") == figures(YAML, input_size="3x8x8")


@together("written,place,words", [
    ("32x32x3 -> CONW3-64", "text:1:12", "CONW3-64"),
    ("32x32x3 ->\nCONV3-64 ->\n  CONV30-64", "text:3:3", "the padding has to be said"),
    ("32x32 -> FC-10", "text:1:1", "28x28x1 is an image"),
    ("32x32x3 ->", "text:1:9", "no layer stands behind the arrow"),
    ("32x32x3 -> CONV3-8 ->\n\n -> FC-10", "text:3:2", "a layer is missing here"),
    ("an image -> FC-10", "text:1:1", "expected the size"),
    ("input: [1, 28, 28]\nlayers: [conw]\n", "text:2:10", "did you mean 'conv'"),
    ({"input": [1, 28, 28], "layers": ["conw"]}, "values:8:3", "did you mean 'conv'"),
    ({"input": [1, 28, 28]}, "values:1:1", "layers is missing"),
    ({"input": [1, 28, 28], "layers": [object()]}, "error[usage]", "its keys with their values"),
])
def test_what_is_wrong_in_it_is_told_at_its_place(written, place, words):
    with pytest.raises(archcalc.ArchcalcError) as refused:
        archcalc.load(written).build()
    assert str(refused.value).startswith(place)
    assert words in str(refused.value)


def test_a_name_and_a_file_are_no_texts(tmp_path):
    file = tmp_path / "own.yaml"
    file.write_text(YAML)
    assert figures(file) == figures(str(file)) == figures(YAML)
    assert archcalc.load("lenet5").about.name == "lenet5"
