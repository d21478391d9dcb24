"""The second edition of the language, form by form: what each file of contract/ promises is what is built.

A file is a section. `## ` begins a form; a specification follows, and what is expected of it:

    > params 260 macs 16_128    the totals
    > output 8x8x4              the last layer's volume, as tables show it
    > layers conv1 relu1        names, without the inputs
    > refused 4:5 some words    the place of the first mistake, and words of the whole message
    > warned some words         of a warning; `> quiet` where there is none
    > as                        another specification follows: the layers are the same

`(differs)` at the end of a form's name: the grammar was settled otherwise than its first draft; the words behind say how.
"""

from pathlib import Path

import pytest
from together import together

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.language.spec import Spec, read
from archcalc.language.text.document import parse
from archcalc.loading.library import load
from archcalc.network.builder import build
from archcalc.operators.shapes import written

CONTRACT = Path(__file__).parent / "contract"
FORMS = {f"{path.stem}: {form.splitlines()[0]}": form.partition("\n")[2]
         for path in sorted(CONTRACT.glob("*.txt")) for form in f"\n{path.read_text('utf-8')}".split("\n## ")[1:]}


def parts(form: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The specification, and of each expectation its first word, the others, and the specification below it."""
    first, *expected = f"\n{form}".split("\n> ")
    heads = [each.partition("\n") for each in expected]
    return first.strip("\n") + "\n", [(*head.partition(" ")[::2], text.strip("\n") + "\n") for head, _, text in heads]


def spec(text: str) -> Spec:
    first, _, name = text.partition("\n")[0].partition("extends: ")
    return read(parse(text, "x.yaml"), "x", load(name) if name and not first else None)


def layers(text: str) -> list[str]:
    return [f"{node.op!r} {written(node.shape)}" for node in build(spec(text)).nodes]


def totals(text: str, words: str) -> None:
    """`params 260 macs 16_128`: names of totals, each before its number."""
    found, said = archcalc.analyze(build(spec(text))).tail["totals"], words.split()
    expected = {name: int(number) for name, number in zip(said[::2], said[1::2], strict=True)}
    assert {name: found[name] for name in expected} == expected


def refused(text: str, words: str) -> None:
    place, _, message = words.partition(" ")
    with pytest.raises(ArchcalcError) as caught:
        build(spec(text))
    first = caught.value.mistakes[0].place
    assert message in caught.value.text
    assert first is not None
    assert f"{first.line}:{first.column}" == place, caught.value.text


def met(text: str, word: str, words: str, other: str) -> None:
    """One expectation of a specification is met."""
    if word in ("params", "macs"):
        totals(text, f"{word} {words}")
    elif word == "refused":
        refused(text, words)
    elif word == "as":
        assert layers(text) == layers(other)
    elif word == "output":
        assert written(build(spec(text)).nodes[-1].shape) == words
    elif word == "layers":
        assert [node.name for node in build(spec(text)).nodes if node.op.kind != "input"] == words.split()
    elif word == "quiet":
        build(found := spec(text))
        assert not found.warnings
    else:
        assert word == "warned", f"no expectation is called {word!r}"
        assert words in " ".join(f"{warning.message} {warning.hint}" for warning in spec(text).warnings)


@together("form", FORMS)
def test_a_form_is_what_the_grammar_promises(form):
    text, expected = parts(FORMS[form])
    assert expected, "nothing is expected of this form"
    for word, words, other in expected:
        met(text, word, words, other)
