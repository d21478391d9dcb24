"""A word, a number or a short list is read as libyaml reads it, without libyaml."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcalc.base.errors import ArchcalcError, Source
from archcalc.language.text import scalars, yaml_events
from archcalc.language.text.scalars import short
from archcalc.loading import given_words, library

WORDS = ("7", "-1", "0.5", "1e3", "1e999", "017", "yes", "true", "Null", "same", "0x10", "1_000", "-x", "resnet50", "[3, 224, 224]", "[a, true, 1.5]",
         '"conv1"', '"stage1/conv1"', "9" * 18, "9" * 19, "0." + "1" * 19, "1." + "0" * 30, "a.b", "_", "-_", "1.", "1.e5", "12e03")


def told(value):
    """All that a value knows."""
    data = [told(each) for each in value.data] if isinstance(value.data, list) else value.data
    return data, type(value.data), value.source, value.line, value.column, value.width, value.text, value.in_quotes, dict(value.keys)


def same(text):
    source = Source("--set", text)
    found = short(source)
    try:
        expected = yaml_events.read(source)
    except ArchcalcError:
        expected = None
    return (found and told(found)) == (expected and told(expected))


@pytest.mark.parametrize("text", WORDS)
def test_a_word_is_what_yaml_makes_of_it(text):
    assert same(text)


@given(st.from_regex(scalars._SHORT, fullmatch=True))
def test_so_is_every_short_text(text):
    assert same(text)


@pytest.mark.parametrize("text", ["", "-", "---", "...", "~", "a: 1", "a b", "'a'", "[a,b]", "[a, [b]]", "[]", "*a", "&a b", "!x", "a #", "{a: 1}", "é", "x\n", "\ufeffa"])
def test_a_text_with_signs_of_yaml_is_left_to_it(text):
    assert short(Source("--set", text)) is None


@pytest.mark.parametrize(("options", "size", "changes"), [({"classes": "10"}, None, {}), ({}, "3x256x256", {}), ({}, None, {"conv1_1.stride": "2"})])
def test_words_at_the_terminal_are_read_without_yaml(options, size, changes, monkeypatch):
    read = yaml_events.read
    names = []
    monkeypatch.setattr(yaml_events, "read", lambda source, *rest: names.append(source.name) or read(source, *rest))
    given_words.value_of.cache_clear()
    spec = library.adapted(library.load("vgg16"), options, size, changes)
    assert spec != library.load("vgg16")
    assert not [name for name in names if name.startswith("--")]
