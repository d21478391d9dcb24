"""The phrases of exercises: what each means, from the languages' files and from what archcalc itself knows.

Operators, attributes, figures and types of numbers are those of their registries, by every name they have there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any

from archcalc.base import plugins
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.units import VALUE_BYTES
from archcalc.homework.exercises.languages import NAMES
from archcalc.homework.exercises.languages.terms._inflections import spelled
from archcalc.homework.questions.askable import FIGURES
from archcalc.operators import called_here, find, kinds
from archcalc.operators.attribute_names import ELSEWHERE
from archcalc.operators.attributes import Kind
from archcalc.operators.foreign_names import bare
from archcalc.operators.written_forms import FLAG, spaced

CODES = {
    "number": "n",
    "size": "z",
    "call": "c",
    "layer": "L",
    "notation": "h",
    "filler": "",
    "filters": "F",
    "kernel": "K",
    "pool kernel": "k",
    "channels": "C",
    "units": "U",
    "attribute": "A",
    "flag": "a",
    "word": "v",
    "bias": "B",
    "with biases": "j",
    "weights alone": "J",
    "size word": "s",
    "input": "I",
    "on": "i",
    "output": "O",
    "gives": "G",
    "keeps": "E",
    "from": "f",
    "to": "o",
    "ask": "Q",
    "many": "H",
    "figure": "P",
    "most": "m",
    "least": "l",
    "exact": "x",
    "no": "N",
    "same": "S",
    "valid": "V",
    "then": "t",
    "after": "R",
    "and": "&",
    "or": "|",
    "with": "w",
    "fewer": "W",
    "more": "M",
    "compare": "X",
    "batch": "b",
    "number type": "d",
    "each": "e",
    "layers": "y",
    "colour": "g",
    "under": "r",
    "this": "T",
    "features in": "D",
    "true": "1",
    "false": "0",
    "modifier": "q",
    "over": "/",
    "counter": "u",
    "time steps": "Z",
    "ordinal": "$",
    "widths": "p",
    "fits": "Y",
    "images": "@",
    "of one": "%",
    "between": "~",
    "per image": "<",
    "part": "9",
    "layer's place": "8",
    "unread": "!",
    "before": "4",
    "ratio": "5",
    "share": "5",
    "difference": "5",
    "the most": "M",
    "fewest": "W",
    "together": "2",
    "than or that": "`",
    "residual": "3",
    "wide": "6",
    "tall": "6",
    "keras": "7",
    "torch": "7",
    "unit stride": "#",
    "layer count": ";",
    "on a side": "-",
    "repeated": "\"",
}
"""A letter for every kind of phrase: what the patterns of a sentence are made of."""
_SPELLED = {"size": "size word", "gray": "colour"}
OF_ALL = "of all"
_STAND_FOR: dict[str, Any] = {"colour": 3, "gray": 1, "ratio": "ratio", "share": "share", "difference": "difference",
                              "wide": "width", "tall": "height", "keras": "keras", "torch": "torch",
                              "the most": OF_ALL, "fewest": OF_ALL}
"""What every phrase of a kind stands for."""
_MOST_WORDS = 8
_AXES = re.compile(r"[123]d\b")
_GAP = re.compile(r"[\s_-]+")


_BOTH_WAYS: dict[str, Any] = {"bidirectional": True}


class NamedLayer(NamedTuple):
    """An operator with what its name says besides: bilstm, Conv1d."""

    kind: str
    attributes: dict[str, Any]
    axes: int = 0


class PhraseMeaning(NamedTuple):
    """What a phrase means: its kind, as a letter of CODES, and what it stands for."""

    code: str
    data: Any = None


_OTHERWISE: dict[str, PhraseMeaning | None] = {
    "bilstm": PhraseMeaning("L", NamedLayer("lstm", _BOTH_WAYS)),
    "blstm": PhraseMeaning("L", NamedLayer("lstm", _BOTH_WAYS)),
    "bigru": PhraseMeaning("L", NamedLayer("gru", _BOTH_WAYS)),
    "birnn": PhraseMeaning("L", NamedLayer("rnn", _BOTH_WAYS)),
    "geglu": PhraseMeaning("L", NamedLayer("glu", {"activation": "gelu"})),
    "swiglu": PhraseMeaning("L", NamedLayer("glu", {"activation": "silu"})),
    **dict.fromkeys(
        ("separableconv", "separableconvolution", "patchembedding", "crossattention", "gqa", "groupedqueryattention",
         "groupqueryattention", "pixelunshuffle", "spacetodepth", "patchmerging", "neg", "hardtanh")
    ),
}
"""Names that an operator has elsewhere and that say more than it: with what they say, or to be refused."""


@plugins.remembered
def phrases() -> Mapping[str, PhraseMeaning]:
    """Every phrase of every language, in small letters with single spaces; roles go before names of the registries."""
    found: dict[str, PhraseMeaning] = {}
    for each in (*_registered(), *_of_languages()):
        found.update({spelled(phrase): meant for phrase, meant in each.items()})
    return found


@plugins.remembered
def meaning(phrase: str) -> PhraseMeaning | None:
    """What a phrase means, or None: of an operator also by what papers and other libraries call it.

    >>> meaning("number of"), meaning("max pooling").data, meaning("wobbly")
    (PhraseMeaning(code='H', data=None), 'max_pool', None)
    """
    plain = _plain(phrase)
    if plain in phrases():
        return phrases()[plain]
    first = phrases().get(plain.partition(" ")[0])
    whole = bare(plain.replace(" ", ""))
    if whole in _OTHERWISE or (first is not None and first.code in "qa" and " " in plain):
        return _OTHERWISE.get(whole)
    named = called_here(whole) if plain.isascii() else None
    if named is None and (form := spaced(plain)):
        named = form.op.kind
    axes = _AXES.search(plain)
    data = NamedLayer(named or "", {}, int(axes[0][0])) if axes else named
    return PhraseMeaning("L", data) if named else None


@plugins.remembered
def everyday() -> frozenset[str]:
    """English words that are let pass where a known figure is asked for."""
    from archcalc.homework.exercises.languages.english import AROUND

    elsewhere = [import_module(f"archcalc.homework.exercises.languages.{name}").WORDS["filler"] for name in NAMES
                 if name != "english"]
    known = {word for word, meant in phrases().items() if meant.code} | {*"|".join(elsewhere).split("|")}
    return frozenset(AROUND.split("|")) - known


def longest(words: Iterable[str]) -> tuple[PhraseMeaning, int] | None:
    """The meaning of the longest phrase that words begin with, and how many they are."""
    several = list(words)[:_MOST_WORDS]
    for count in range(len(several), 0, -1):
        found = meaning(" ".join(several[:count]))
        if found is not None:
            return found, count
    return None


@plugins.remembered
def nearest_words() -> tuple[str, ...]:
    """All phrases of one word that mean something, for a hint."""
    return tuple(each for each in sorted(phrases().keys() - everyday()) if " " not in each and len(each) > 2)


def _of_languages() -> Iterator[dict[str, PhraseMeaning]]:
    """Figures, layers, attributes and roles of each language; English roles go before all others."""
    for name in sorted(NAMES, key=lambda name: name == "english"):
        words = import_module(f"archcalc.homework.exercises.languages.{name}")
        for code, table in (
            ("P", words.FIGURES),
            ("L", words.LAYERS),
            ("A", words.ATTRIBUTES),
            ("q", words.MODIFIERS),
            ("d", words.NUMBER_TYPES),
        ):
            for meant, text in table.items():
                flagged = code == "A" and meant in _flags()
                yield dict.fromkeys(text.split("|"), PhraseMeaning("a" if flagged else code, meant))
        yield {phrase: PhraseMeaning("n", count) for phrase, count in words.COUNTS.items()}
        yield {phrase: PhraseMeaning("$", place) for phrase, place in words.ORDINALS.items()}
        for kind, text in words.WORDS.items():
            code = CODES[_SPELLED.get(kind, kind)]
            yield dict.fromkeys(text.split("|"), PhraseMeaning(code, _STAND_FOR.get(kind)))


def _registered() -> Iterator[dict[str, PhraseMeaning]]:
    """Values of attributes, attributes, figures and types of numbers, as their registries call them."""
    ops = [op for kind in kinds() if (op := find(kind)) is not None]
    fields: list[tuple[str, Kind]] = [pair for op in ops for pair in op.fields.items()]
    yield {word: PhraseMeaning("v", word) for _, kind in fields for word in kind.words or () if len(word) > 3}
    named = (*ELSEWHERE, *(name for name, _ in fields))
    yield {_plain(name): PhraseMeaning("A", name) for name in named if len(name) > 1}
    yield {_plain(name): PhraseMeaning("a", name) for name in _flags()}
    yield {
        _plain(name): PhraseMeaning("P", figure.name) for figure in FIGURES.values()
        for name in (figure.name, figure.title.lower(), *figure.aliases.split())
        if len(name) > 1 and name != "output_channels"
    }
    yield {_plain(kind): PhraseMeaning("L", kind) for kind in kinds()}
    yield {name: PhraseMeaning("d", name) for name in VALUE_BYTES}


@plugins.remembered
def _flags() -> frozenset[str]:
    """Every attribute that is true or false."""
    ops = (op for kind in kinds() if (op := find(kind)) is not None)
    return frozenset(name for op in ops for name, kind in op.fields.items() if kind.schema == FLAG) - {"bias"}


def _plain(name: str) -> str:
    return spelled(_GAP.sub(" ", name))
