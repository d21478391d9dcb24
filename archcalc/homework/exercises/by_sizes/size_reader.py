"""An exercise of sizes: its numbers by their names, what it asks for, and not a word besides that is not known."""

from __future__ import annotations

import re
from collections.abc import Mapping

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Report, Table
from archcalc.homework.exercises import said
from archcalc.homework.exercises.answers_asked import SCHEMA
from archcalc.homework.exercises.by_sizes.size_words import SIZES
from archcalc.homework.exercises.scanner import tokens
from archcalc.homework.exercises.sentence_rules.statements import statements
from archcalc.homework.exercises.sentence_words import blanked, folded

_JOINS = frozenset({said.SEPARATOR, said.LIBRARY, said.WORD, said.THIS})
_WORDS = frozenset(".,t&QHwifoITPBNJjd7vs:=1")
"""Words that are no size: a question, a figure, biases, a type of numbers, what joins them;
no each, no one."""
_MOST = 1 << 31


class SizedForm(NamedTuple):
    """A kind of exercise: the names of what it is of, its sizes, what else it may say, and which figures it has.

    `asked` are figures by patterns of their own, `figures` those of the vocabulary; an aside changes none of them.
    """

    name: re.Pattern[str]
    sizes: tuple[str, ...]
    figures: frozenset[str]
    asked: Mapping[str, re.Pattern[str]] = {}
    aside: re.Pattern[str] | None = None


class ToldSizes(NamedTuple):
    """All that an exercise tells and asks."""

    sizes: dict[str, int]
    asked: tuple[str, ...]
    bias: bool | None = None
    number_type: str = ""
    name: str = ""


class AnsweredSize(NamedTuple):
    """A figure, its number, and how it comes about."""

    name: str
    value: int | float
    told: str


def told(text: str, form: SizedForm, rest: str = "") -> ToldSizes | None:
    """The sizes of a form and what is asked; None where it is another, or says a word more. Raises nothing."""
    plain = rest or folded(text)
    name = form.name.search(plain)
    if name is None:
        return None
    plain = form.name.sub(_blank, plain)
    asked = dict.fromkeys(figure for figure, pattern in form.asked.items() if pattern.search(plain))
    for figure in asked:
        plain = form.asked[figure].sub(_blank, plain)
    plain = form.aside.sub(_blank, plain) if form.aside else plain
    sizes = dict[str, int]()
    for size in form.sizes:
        found, plain = _of_size(size, plain)
        if len(found) > 1:
            return None
        sizes |= dict.fromkeys([size] * bool(found), next(iter(found), 0))
    try:
        return _with_words(text, plain, form, ToldSizes(sizes, tuple(asked), name=name[0]))
    except ArchcalcError:
        return None


def _of_size(size: str, rest: str) -> tuple[set[int], str]:
    """The numbers of a size, and the text without them."""
    found = set[int]()
    for match in SIZES[size].pattern.finditer(rest):
        number = int(next(group for group in match.groups() if group).replace(",", "").replace("_", ""))
        found |= {number} if 0 < number < _MOST else {0, _MOST}
        rest = blanked(rest, *match.span())
    return found, rest


def _with_words(text: str, rest: str, form: SizedForm, made: ToldSizes) -> ToldSizes | None:
    """The other words: figures, biases, a type of numbers; None for anything else."""
    asked, weights = dict.fromkeys(made.asked), False
    words = tokens(rest)
    if not _WORDS.issuperset(word.code for word in words):
        return None
    for each in statements(text, words):
        if each.kind == said.ASKED and each.name in form.figures:
            asked[each.name] = None
            weights = weights or each.value == said.ALONE
        elif each.kind == said.ATTRIBUTE and each.name == "bias" and made.bias in {None, each.value}:
            made = made._replace(bias=each.value)
        elif each.kind == said.NUMBER_TYPE and made.number_type in {"", each.name}:
            made = made._replace(number_type=each.name)
        elif each.kind not in _JOINS:
            return None
    names = tuple(name for name in asked if not (weights and name == "params"))
    return made._replace(asked=names, bias=False if weights else made.bias)


def report(text: str, found: list[AnsweredSize], notes: tuple[str, ...]) -> Report:
    """The figures, each with its arithmetic."""
    columns = (Column("figure", "figure", rank=0), Column("answer", "answer", "prose", rank=0))
    rows = tuple((each.name.replace("_", " "), each.told) for each in found)
    head = {"answers": {each.name: each.value for each in found}}
    return Report(SCHEMA, (Table("answers", columns, rows),), notes, head, title=text.strip())


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
