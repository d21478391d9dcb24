"""A quiz as the rubric by which `check` marks it, for whoever marks elsewhere: nothing of it is said twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.units import VALUE_BYTES
from archcalc.homework.handouts.quiz import Item, Quiz
from archcalc.homework.marking.rubrics import Terms
from archcalc.homework.questions.choices import ChoiceQuestion
from archcalc.homework.questions.right_answers import AnswerSettings


def network_file(quiz: Quiz) -> str:
    """The name under which a network of one's own lies beside its questions; nothing for a bundled one.

    Raises ArchcalcError where it can lie nowhere.
    """
    if quiz.specification is None:
        raise ArchcalcError.of("usage", f"{quoted(quiz.network)} cannot be laid beside its questions",
                               hint="write it as a YAML file of its own, without a variant, or take a bundled network")
    return f"{quiz.network.partition('(')[0]}.yaml" if quiz.specification else ""


def rubric_text(quiz: Quiz) -> str:
    """A rubric's file with all questions, each with its own terms."""
    beside = network_file(quiz)
    about = [f"network: {json.dumps(beside)}"] if beside else []
    head = [f"title: {json.dumps(quiz.title, ensure_ascii=False)}", *about, "variants: false", "questions:"]
    asked = (f"  {json.dumps(item.key)}: {json.dumps(terms(item.terms))}" for item in quiz.items)
    return "\n".join([*head, *asked]) + "\n"


def terms(said: Terms) -> dict[str, object]:
    """The keys of a rubric for a question, but for those that say what is usual."""
    usual = Terms()
    found = {"points": _number(said.points), "tolerance": _number(said.tolerance), "accept": sorted(said.accept),
             "partial": {name: _number(share) for name, share in sorted(said.partial.items())},
             "follow_through": _number(said.follow_through)}
    like = {"points": _number(usual.points), "tolerance": _number(usual.tolerance), "accept": sorted(usual.accept),
            "partial": dict(usual.partial), "follow_through": _number(usual.follow_through)}
    own = {key: value for key, value in found.items() if value != like[key]}
    if said.choice is not None:
        return {**_choice(said.choice), **{key: own[key] for key in ("points", "accept", "partial") if key in own}}
    return {**own, **_settings(said.settings)}


def marked_by(item: Item) -> dict[str, object]:
    """A rubric for one question alone; of choices it has to say which there are."""
    return {"questions": {item.key: terms(item.terms)}} if item.terms.choice is not None else terms(item.terms)


def _choice(asked: ChoiceQuestion) -> dict[str, object]:
    return {"asks": asked.asks, "right": asked.right, "wrong": dict(asked.wrong),
            **{key: text for key, text in (("why", asked.why), ("hint", asked.hint)) if text}}


def _settings(said: AnswerSettings) -> dict[str, object]:
    usual = AnswerSettings()
    pairs = {kind: (getattr(said, kind), getattr(usual, kind)) for kind in ("memory", "params", "operations")}
    conventions = {kind: list(own) for kind, (own, other) in pairs.items() if own != other}
    dtype = next(name for name, size in VALUE_BYTES.items() if size == said.value_bytes)
    found: Mapping[str, tuple[object, bool]] = {
        "conventions": (conventions, bool(conventions)), "unit": (said.unit, said.unit != usual.unit),
        "dtype": (dtype, said.value_bytes != usual.value_bytes)}
    return {key: value for key, (value, differs) in found.items() if differs}


def _number(share: Fraction) -> float:
    return int(share) if share.denominator == 1 else float(share)
