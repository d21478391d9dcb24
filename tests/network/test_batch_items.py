"""What is counted of a network is said of what its batch is made of."""

from together import together

from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.batch_items import an_item, items
from archcalc.network.builder import build
from archcalc.reports.network_table import analyze

WORDS = {
    "image": "input: [3, 8, 8]\nlayers: [relu]", "signal": "input: [4, 32]\nlayers: [conv: {filters: 4, kernel: 3}]",
    "volume": "input: [3, 4, 8, 8]\nlayers: [relu]", "sequence": "input: [20, 16]\nlayers: [lstm: {units: 8}]",
}


@together("word", WORDS)
def test_one_of_a_batch_is_called_what_it_is(word):
    assert items(build(read(parse(WORDS[word], "x.yaml"), "x")), 2) == f"2 {word}s"


def test_a_language_model_is_told_by_the_sequence():
    text = "input: [20]\nlayers: [embedding: {entries: 100, features: 8}, linear: {units: 100}]"
    graph = build(read(parse(text, "x.yaml"), "x"))
    assert an_item(graph) == "a sequence"
    notes = " ".join(analyze(graph).notes)
    assert "a sequence (macs" in notes
    assert "an image" not in notes
