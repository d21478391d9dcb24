"""The YAML reader: plain values, their places, and nothing but a value or a message for any text."""

from types import SimpleNamespace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from together import together

from archcalc.base.errors import ArchcalcError, Source
from archcalc.language.text.characters import trap
from archcalc.language.text.document import parse
from archcalc.language.text.packed import packed, unpacked
from archcalc.loading.library import folder


@pytest.mark.parametrize(("text", "value"), [
    ("a: 1", {"a": 1}), ("a: -5", {"a": -5}), ("a: 1.5", {"a": 1.5}), ("a: 1e3", {"a": 1000.0}), ("a: true", {"a": True}),
    ("a: ~", {"a": None}), ("a:", {"a": None}), ("a: 'x: y'", {"a": "x: y"}), ("a: [1, [2]]", {"a": [1, [2]]}),
    ("a: yes", {"a": "yes"}), ("a: 017", {"a": "017"}), ("a: 1_000", {"a": "1_000"}), ("a: 3:20", {"a": "3:20"}),
    ("a: 2001-02-30", {"a": "2001-02-30"}), ("a: '3'", {"a": "3"}), ("a: 224x224", {"a": "224x224"}), ("a: .inf", {"a": ".inf"}),
    ("a: &x [1]\nb: *x", {"a": [1], "b": [1]}), ("\ufeffa: 1", {"a": 1}), ("a: |\n  x\n  y\n", {"a": "x\ny\n"}),
])
def test_scalars_are_those_of_yaml_1_2(text, value):
    assert parse(text, "x.yaml").root.plain() == value


@pytest.mark.parametrize(("text", "words"), [
    ("yes", "write true"), ("off", "write false"), ("017", "leading zero"), ("1_000", "without _"), ("3:20", "base sixty"),
    ("0x1F", "decimal number"), ("1,792", "without commas"), ("conv", ""), ("3", "")])
def test_the_traps_of_yaml_1_1_are_told(text, words):
    assert words in trap(text)


def test_every_value_knows_its_place():
    root = parse("a:\n  - b\n  - {c: [1, 22]}\n", "x.yaml").root
    numbers = root.data["a"].data[1].data["c"].data
    assert [(each.place.line, each.place.column, each.place.width) for each in numbers] == [(3, 10, 1), (3, 13, 2)]
    assert str(root.keys["a"].place) == "x.yaml:1:1"


PLAIN = st.recursive(
    st.integers(-10**9, 10**9) | st.booleans() | st.none() | st.text(alphabet="abcxyz_0", min_size=1, max_size=8).map(lambda t: f"w{t}"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(alphabet="abc", min_size=1, max_size=4), inner, max_size=4),
    max_leaves=15)


def flow(value) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return {True: "true", False: "false", None: "~"}.get(value, str(value)) if value is None or isinstance(value, bool) else str(value)


@given(PLAIN)
def test_what_is_printed_is_read_again(value):
    assert parse(f"a: {flow(value)}", "x.yaml").root.plain() == {"a": value}


@given(st.text(max_size=300) | st.text(alphabet="[]{}:,-&*!|>'\"%@# \n\tab1?", max_size=200))
@settings(max_examples=5 * settings.default.max_examples)
def test_any_text_is_read_or_refused(text):
    mistakes = ()
    try:
        parse(text, "x.yaml")
    except ArchcalcError as error:
        mistakes = error.mistakes
    assert all(mistake.place is not None for mistake in mistakes)
    assert all(line.isprintable() for mistake in mistakes for line in str(mistake).split("\n"))


@together("path", sorted(folder().glob("*.yaml")))
def test_a_packed_document_is_the_same(path):
    document = parse(path.read_text("utf-8"), path.name)
    again = unpacked(packed(document), document.source)
    assert told(again.root) == told(document.root)
    assert unpacked(packed(document), Source("x", document.source.text + " ")) is None


def told(value):
    """A value with everything that it knows."""
    inside = value.data
    if isinstance(inside, dict):
        inside = {key: (told(value.keys[key]), told(item)) for key, item in inside.items()}
    elif isinstance(inside, list):
        inside = [told(item) for item in inside]
    return inside, value.text, value.place


def test_words_and_numbers_in_quotes_are_text_even_where_they_stood_without():
    text = 'a: [5, "5", 5, true, True, TRUE, "True", false, False, FALSE, null, Null, NULL, ~, "~"]'
    assert parse(text, "x.yaml").root.plain() == {
        "a": [5, "5", 5, True, True, True, "True", False, False, False, None, None, None, None, "~"]}


def test_whatever_the_library_complains_of_has_a_place(monkeypatch):
    """Even where it tells none itself."""
    def stopped() -> None:
        raise yaml.YAMLError("something odd")

    monkeypatch.setattr(yaml, "CLoader", lambda text: SimpleNamespace(get_event=stopped))
    with pytest.raises(ArchcalcError, match=r"x\.yaml:1:1: error\[syntax\]: this is not YAML"):
        parse("a: 1", "x.yaml")
