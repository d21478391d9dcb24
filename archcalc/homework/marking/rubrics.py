"""Rubrics: points, tolerance, accepted conventions, partial credit, follow-through; read from YAML.

title: Homework 3
network: vgg16                       # of questions that name none
points: 2                            # for each question that has none of its own
tolerance: 1%                        # 0 where it is left out: right to the digits written
dtype: float32
conventions: {params: exact}         # or a list: the first is expected, the others are accepted
accept: [mb-for-mib]                 # misconceptions that get full credit
partial: {biases-forgotten: 0.5}     # and those that get some of it
follow_through: 0.5                  # right arithmetic on a wrong earlier answer
variants: false                      # papers of a roster: everybody has the networks' own sizes
questions:                           # which are asked; without it, those that a sheet answers
conv1_1.params:
total.memory: {points: 3, unit: bytes}
transfer.few_alike.choice: {asks: ..., right: ..., wrong: {from-scratch: ...}}   # choice_rubrics says more
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import did_you_mean
from archcalc.base.units import VALUE_BYTES
from archcalc.counting import conventions
from archcalc.counting.convention import KINDS
from archcalc.homework.marking import choice_rubrics
from archcalc.homework.misconceptions import catalogue
from archcalc.homework.questions.choices import ChoiceQuestion, is_choice
from archcalc.homework.questions.right_answers import AnswerSettings
from archcalc.language.diagnostics import Notes
from archcalc.language.text.document import Document, Value

FOLLOW_THROUGH = "follow-through"
MOST_QUESTIONS = 2000
_LONGEST = 20
"""So many characters a share in percent has at most."""
BEGINNING = "write at least one key of a rubric, such as points: 1"
"""A hint for a file that holds nothing."""


class Terms(NamedTuple):
    """Rules by which answers to a question are marked. Credits are shares of the points."""

    points: Fraction = Fraction(1)
    tolerance: Fraction = Fraction(0)
    settings: AnswerSettings = AnswerSettings()
    accept: frozenset[str] = frozenset()
    partial: Mapping[str, Fraction] = {}
    follow_through: Fraction = Fraction(0)
    choice: ChoiceQuestion | None = None
    """The question itself, where its answer is to be chosen: no network knows it."""

    def credit(self, misconception: str) -> Fraction:
        """The share of the points that a wrong answer gets for its reason."""
        if misconception == FOLLOW_THROUGH:
            return self.follow_through
        return Fraction(1) if misconception in self.accept else self.partial.get(misconception, Fraction(0))


class Rubric(NamedTuple):
    """Questions and the rules by which they are marked; `questions` is empty where a sheet's own are marked."""

    title: str = "Homework"
    network: str = ""
    terms: Terms = Terms()
    questions: Mapping[str, Terms] = {}
    variants: bool = True
    """Whether a student's paper has networks of other sizes than the next one's."""


_TERMS = ("points", "tolerance", "dtype", "conventions", "unit", "accept", "partial", "follow_through")
_REPLACED = ("points", "tolerance", "dtype", "unit", "accept", "follow_through")
"""Terms that a question's own take the place of; conventions are joined kind by kind, credits name by name."""
_OF_CHOICE = (*choice_rubrics.KEYS, "points", "accept", "partial")
"""Keys of a question of choice: it has nothing that is counted."""


def read(document: Document) -> Rubric:
    """A rubric. Raises ArchcalcError with every mistake in it, each at its place."""
    notes = Notes()
    rubric = _Reader(notes).rubric(document.root)
    if notes.mistakes:
        raise ArchcalcError(notes.mistakes)
    return rubric


class _Reader:
    """One reading of a rubric; what is wrong is noted."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.known = (*(row.name for row in catalogue()), "channels-first", FOLLOW_THROUGH)
        self.names = self.known[:-1]

    def rubric(self, root: Value) -> Rubric:
        if not isinstance(root.data, dict):
            self.notes.wrong_type(root, "a rubric: points, partial, questions ...")
            return Rubric()
        self.names = (*self.names, *choice_rubrics.named(root))
        self.notes.check_keys(root, ("title", "network", "questions", "variants", *_TERMS), "a rubric")
        terms = self.terms(root, Terms())
        texts = {key: self.text(root.data[key]) for key in ("title", "network") if key in root.data}
        questions = self.questions(root.data["questions"], terms) if "questions" in root.data else {}
        self.check_used(root)
        variants = self.truth(root.data["variants"]) if "variants" in root.data else True
        return Rubric(terms=terms, questions=questions, variants=variants, **texts)

    def truth(self, value: Value) -> bool:
        if not isinstance(value.data, bool):
            self.notes.wrong_type(value, "true or false")
        return value.data is not False

    def check_used(self, root: Value) -> None:
        """Refuse a term for every question beside questions each of which has its own."""
        value = root.data.get("questions")
        asked = list(value.data.values()) if value is not None and isinstance(value.data, dict) else []
        said = [each.data if isinstance(each.data, dict) else () if each.data is None else ("points",)
                for each in asked]
        for key in _REPLACED:
            if key in root.data and said and all(key in own for own in said):
                self.notes.refuse(root.keys[key], "unused", f"every question has its own {key}: this is that of none",
                                  "leave it out, here or at a question")

    def questions(self, value: Value, terms: Terms) -> dict[str, Terms]:
        if isinstance(value.data, list):
            return {self.text(item): terms for item in value.data if not self.is_untold(self.text(item), item)}
        if not isinstance(value.data, dict) or len(value.data) > MOST_QUESTIONS:
            self.notes.wrong_type(value, f"questions with their points, at most {MOST_QUESTIONS:,}")
            return {}
        return {key: self.question(key, item, terms) for key, item in value.data.items()}

    def is_untold(self, key: str, value: Value) -> bool:
        """True for a question of choice in a list, where there is no room for its choices: it is noted."""
        return is_choice(key) and choice_rubrics.read(key, value, self.notes, self.known) is None

    def text(self, value: Value) -> str:
        if isinstance(value.data, (list, dict)) or not value.text:
            self.notes.wrong_type(value, "text")
        return value.text

    def question(self, key: str, value: Value, terms: Terms) -> Terms:
        if is_choice(key):
            if isinstance(value.data, dict):
                self.notes.check_keys(value, _OF_CHOICE, "a question of choice")
            asked = choice_rubrics.read(key, value, self.notes, self.known)
            return self.terms(value, terms)._replace(choice=asked) if asked is not None else terms
        choice_rubrics.refuse_without(key, value, self.notes)
        if isinstance(value.data, dict):
            self.notes.check_keys(value, _TERMS, "a question")
            return self.terms(value, terms)
        return terms if value.data is None else terms._replace(points=self.number(value, 0, 1000))

    def terms(self, value: Value, base: Terms) -> Terms:
        """The terms that a mapping sets, on top of others."""
        found = {key: read(self, value.data[key], base) for key, read in _KEYS.items() if key in value.data}
        settings = base.settings._replace(**{
            name: setting for key, read in _SETTINGS.items() if key in value.data
            for name, setting in read(self, value.data[key]).items()})
        return base._replace(settings=settings, **found)

    def number(self, value: Value, least: float, most: float) -> Fraction:
        number = value.data
        if isinstance(number, bool) or not isinstance(number, (int, float)) or not least <= number <= most:
            self.notes.wrong_type(value, f"a number from {least} to {most}")
            return Fraction(0)
        return Fraction(str(number))

    def tolerance(self, value: Value, base: Terms) -> Fraction:
        text = value.text.strip()
        if text.endswith("%") and len(text) <= _LONGEST and text[:-1].strip().replace(".", "", 1).isdecimal():
            share = Fraction(text[:-1].strip()) / 100
        else:
            share = self.number(value, 0, 1)
        if share > 1:
            self.notes.wrong_type(value, "a tolerance up to 100 %")
        return share

    def misconception(self, value: Value) -> str:
        if value.text not in self.names:
            self.notes.refuse(value, "unknown-misconception", f"there is no misconception {value.found}",
                              did_you_mean(value.text, self.names))
        return value.text

    def accept(self, value: Value, base: Terms) -> frozenset[str]:
        if not isinstance(value.data, list):
            self.notes.wrong_type(value, "a list of misconceptions")
            return frozenset()
        return frozenset(map(self.misconception, value.data))

    def partial(self, value: Value, base: Terms) -> dict[str, Fraction]:
        if not isinstance(value.data, dict):
            self.notes.wrong_type(value, "misconceptions with their share of the points")
            return {}
        return {**base.partial, **{self.misconception(value.keys[key]): self.number(share, 0, 1)
                                   for key, share in value.data.items()}}

    def conventions(self, value: Value) -> dict[str, Any]:
        if not isinstance(value.data, dict):
            self.notes.wrong_type(value, "memory, params or operations, each with one convention or a list of them")
            return {}
        self.notes.check_keys(value, KINDS, "conventions")
        lists = {kind: each.data if isinstance(each.data, list) else [each] for kind, each in value.data.items()}
        return {kind: tuple(self.convention(kind, item) for item in items)
                for kind, items in lists.items() if kind in KINDS}

    def convention(self, kind: str, value: Value) -> str:
        try:
            conventions.load(kind, value.text)
        except ArchcalcError as error:
            self.notes.mistakes.append(error.mistakes[0]._replace(place=value.place))
        return value.text

    def choice(self, value: Value, allowed: tuple[str, ...]) -> str:
        if value.text not in allowed:
            self.notes.wrong_type(value, f"one of: {', '.join(allowed)}")
            return allowed[0]
        return value.text


_KEYS: dict[str, Callable[[_Reader, Value, Terms], Any]] = {
    "points": lambda reader, value, base: reader.number(value, 0, 1000),
    "tolerance": _Reader.tolerance, "accept": _Reader.accept, "partial": _Reader.partial,
    "follow_through": lambda reader, value, base: reader.number(value, 0, 1),
}
_SETTINGS: dict[str, Callable[[_Reader, Value], dict[str, Any]]] = {
    "conventions": _Reader.conventions,
    "dtype": lambda reader, value: {"value_bytes": VALUE_BYTES[reader.choice(value, tuple(VALUE_BYTES))]},
    "unit": lambda reader, value: {"unit": reader.choice(value, ("values", "bytes"))},
}
