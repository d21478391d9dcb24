"""The reader by terms: what a text's terms mean, which noun takes which number, and what is not read.

The twin of the matching tries every way to set rows against columns.
"""

from importlib import import_module
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archcalc.base.errors import ArchcalcError
from archcalc.base.registry import modules_below
from archcalc.homework.exercises import solve
from archcalc.homework.exercises.reading.scenes.facts import facts
from archcalc.homework.exercises.reading.scenes.least_cost import matched
from archcalc.homework.exercises.reading.wording import neutral, senses, tongue
from archcalc.homework.exercises.reading.wording.terms import terms

SENSES = {
    "a 3x3 conv layer with 16 filters": "article, size, layer, with, number, filters",
    "What is the output of 8 filters of 5x5?": "ask, output, number, filters, size, question",
    "stride 2 and padding 1 on 32x32x3": "attribute, number, and, attribute, number, on, size",
    "120, 84 and 10 units": "numbers, units",
    "p = 2, 6 filters": "letter, is, number, comma, number, filters",
    "two max pooling layers, then softmax": "count, layer, comma, then, layer",
    "how many parameters in total?": "many, figure, total, question",
    "步长为2，卷积核8个": "attribute, number, comma, filters, number",
    "stored with 4 bytes per value": "with, number type",
    "conv 8 3x3 on a happy 9x9x3": "layer, number, size, on, article, size",
}


@pytest.mark.parametrize(("text", "told"), SENSES.items())
def test_what_the_terms_of_a_text_mean(text, told):
    assert ", ".join(each.sense for each in terms(text)) == told


FACTS = {
    "A 3x3 conv layer with 16 filters, stride 2 and padding 1 on 32x32x3":
        {"kernel": (3, 3), "filters": 16, "stride": 2, "padding": 1, "input": (32, 32, 3)},
    "p = 2, 6 filters of 5x5": {"padding": 2, "filters": 6, "kernel": (5, 5)},
    "120, 84 and 10 units": {"units": [120, 84, 10]},
    "8 filters of 5x5 with a stride of 2": {"filters": 8, "kernel": (5, 5), "stride": 2},
    "MLP with one hidden layer of 100 neurons": {"units": 100},
    "步长为2，填充1的卷积层，8个卷积核": {"stride": 2, "padding": 1, "filters": 8},
    "3x3-Faltung mit 8 Filtern, Schrittweite 2": {"kernel": (3, 3), "filters": 8, "stride": 2},
    "convolution avec 8 filtres 3x3, pas 2": {"filters": 8, "kernel": (3, 3), "stride": 2},
    "una capa densa de 10 neuronas": {"units": 10},
    "طبقة كثيفة من 10 عصبونات": {"units": 10},
    "3 channels": {"channels": 3},
    "a batch of 16 images": {"batch": 16},
}


@pytest.mark.parametrize(("text", "told"), FACTS.items())
def test_every_number_finds_its_noun(text, told):
    found = list(terms(text))
    assert {fact.role: fact.value for fact in facts(found, 0, len(found))} == told


@settings(max_examples=60)
@given(st.data())
def test_rows_and_columns_are_matched_at_the_least_cost(data):
    rows = data.draw(st.integers(1, 4))
    columns = data.draw(st.integers(rows, 5))
    costs = data.draw(st.lists(st.lists(st.integers(0, 9), min_size=columns, max_size=columns), min_size=rows, max_size=rows))
    found = matched(costs)
    assert len({*found}) == rows
    least = min(sum(costs[i][j] for i, j in enumerate(each)) for each in permutations(range(columns), rows))
    assert sum(costs[i][j] for i, j in enumerate(found)) == least


TAKES_NUMBERS = {"layer", "filters", "kernel", "channels", "units", "attribute", "features", "count", "batch", "steps", "letter"}
NAMED_TWICE = {"beta", "layernorm", "embedded", "reduction", "desplazamiento", "两个", "类"}
"""Words that a list of neutral words has, too; what the catalogues say of them goes before it."""


@pytest.mark.parametrize("name", sorted(modules_below(neutral.__path__[0])))
def test_no_neutral_word_is_a_noun_of_numbers(name):
    language = name.removeprefix("neutral_")
    told = language if language in tongue.languages() else tongue.ENGLISH
    words = sorted({*import_module(f"{neutral.__name__}.{name}").NEUTRAL.split()})
    meant = {word: found.sense for word in words if (found := senses.exactly(word, told))}
    assert {word for word, sense in meant.items() if sense in TAKES_NUMBERS} <= NAMED_TWICE


@pytest.mark.parametrize(("text", "column", "told"), [
    ("conv 8 3x3 wobblish on 8x8x3", 12, "wobblish"), ("conv 8 3x3 on 8x8x3: how many gizmoes?", 31, "gizmoes"),
    ("Eine quarkige 3x3-Faltung mit 8 Filtern auf 8x8x3", 6, "quarkige"), ("8 filtres 3x3 zorglubés sur 8x8x3", 15, "zorglubés"),
])
def test_a_word_in_no_list_has_a_caret_under_it(text, column, told):
    with pytest.raises(ArchcalcError) as caught:
        solve(text)
    first, shown, caret, *_ = caught.value.text.split("\n")
    assert f":1:{column}: " in first
    assert f"I do not know '{told}'" in first
    assert caret.index("^") == shown.index(told)


def test_a_sentence_that_says_nothing_is_left_out_and_named():
    report = solve("conv 8 3x3 on 8x8x3. Flumpish. Parameters?")
    assert report.head["answers"] == {"params": 8 * 28}
    assert "not read: 'Flumpish.'" in report.notes
