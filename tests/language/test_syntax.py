"""What is no YAML is told in words of archcalc's own, at the place where a person would look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from together import together

from archcalc.base.errors import ArchcalcError
from archcalc.language.text.characters import decode
from archcalc.language.text.document import parse


def refused(text):
    with pytest.raises(ArchcalcError) as caught:
        parse(text, "x.yaml")
    return str(caught.value)


@together(("text", "place", "words"), [
    ("options: {c: 4}\nlayers: [conv: {filters: ${c}, kernel: 3}]", "2:27", 'put it in quotes: "${c}"'), ("a: {b: ${x + 1}}", "1:9", 'put it in quotes: "${x + 1}"'),
    ("a: [x, ${y}, 3]", "1:9", 'put it in quotes: "${y}"'), ("a: [1 2, {b: 3} c]", "1:17", "in the list that begins at 1:4"), ("a: {b: [1] c: 2}", "1:12", "in the mapping that begins at 1:4"),
    ("a: [1, 2", "1:4", "its ] is missing"), ("a: {b: 2", "1:4", "its } is missing"), ("a: 'x", "1:4", "closing quotes"), ("a: b: c", "1:5", "a key cannot stand here"),
    ("a: - b", "1:4", "a list cannot begin here"), ("- a\nb: 1", "2:1", "where an item of the list does"), ("a: 1\n- b", "2:1", "where a key of the mapping does"), ("a: @b", "1:4", "'@' cannot begin a value"),
    ("a:\n\t- b", "2:1", "spaces, not tabs"), ('a: "\\q"', "1:5", "no such escape"), ("a: *", "1:4", "want a name"), ("a: | b", "1:6", "only a comment may follow"), ("a\n...\nb", "3:1", "after the end"),
    ("'a': b\n'c'", "2:1", "a colon is missing after this key"), ("[" * 100_000, "1:65", "more than 64 levels"), ("{a: " * 100_000, "1:257", "more than 64 levels"), ("- " * 9_000, "1:129", "more than 64 levels"),
    ("a: [" + "[1], " * 9 + "[" * 5_000, "1:112", "more than 64 levels"), ("a: !b!c d", "1:4", "this is not YAML"),
])
def test_what_is_no_yaml_is_told_in_our_words(text, place, words):
    said = refused(text)
    assert said.startswith(f"x.yaml:{place}: error[")
    assert words in said


@given(st.text(alphabet="[]{}:,-&*!|>'\"%@# \n\tab1?\\$`", max_size=80))
def test_libyamls_own_words_never_reach_a_user(text):
    try:
        parse(text, "x.yaml")
    except ArchcalcError as error:
        said = " ".join(mistake.message + mistake.hint for mistake in error.mistakes)
        theirs = ("did not find", "could not find", "while parsing", "while scanning", "in this context", "token")
        assert not any(words in said for words in theirs)


@pytest.mark.parametrize(("raw", "words"), [
    ("input: [1]".encode("utf-16"), "UTF-16, as Windows writes it"), ("input: [1]".encode("utf-16-be"), "UTF-16, or no text"), ("é".encode("latin-1"), "^ save the file as UTF-8")])
def test_a_file_in_another_encoding_is_told_by_its_name(raw, words):
    with pytest.raises(ArchcalcError) as caught:
        parse(decode(raw, "x.yaml"), "x.yaml")
    assert words in str(caught.value)
