"""Several questions about one story, each answered by itself: the output of conv2, and how many parameters it has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from archcalc.base.errors import ArchcalcError
from archcalc.base.report import Column, Report, Table
from archcalc.homework.exercises.answers_asked import SCHEMA
from archcalc.homework.exercises.composed.told_sentences import sentences
from archcalc.homework.exercises.scanner import tokens
from archcalc.homework.exercises.sentence_words import SentenceWord, blanked

_MOST = 6
"""So many questions are read of one story."""
_FIGURES = frozenset("POsUFCDI")
_WANTED = frozenset("KAk")
"""Attributes, which behind a question word are asked for."""
_ATTRIBUTES = frozenset({"kernel", "stride", "padding", "filters", "units"})
"""What may be asked for first, and be known behind it."""
_JOINT = re.compile(r"^(?:and|und|et|y|e|و|和|&)\s+", re.IGNORECASE)
_LABEL = re.compile(r"\s*\(?\b[a-h]\)\s*")


def report(text: str, solved: Callable[[str], Report]) -> Report | None:
    """The answers to all questions, where there are several; None for one. Raises ArchcalcError for what is left."""
    asked = list(_questions(text))
    if not 1 < len(asked) <= _MOST:
        return None
    found = list[tuple[str, Report]]()
    known = ""
    for each in asked:
        answered = solved(_alone(text, asked, each) + known)
        known += _solution(answered)
        found.append((_written(text, each), answered))
    return together(text, found)


def _solution(report: Report) -> str:
    """The number that was asked for, as what follows knows it; nothing where there is not one alone."""
    solutions = report.head.get("solutions") or [None]
    one = solutions[0]
    if "unknown" not in report.head or len(solutions) > 1 or one is None or one["first"] != one["last"]:
        return ""
    name, number = report.head["unknown"], one["first"]
    written = f"{number}x{number} kernel" if name == "kernel" else f"{name} {number}"
    return f" {written}." if name in _ATTRIBUTES else ""


def _questions(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of the text in which something is asked, and no number is told."""
    found = [each for sentence in sentences(text, tokens(text)) if sentence.asks
             for each in _in_sentence(text, sentence.tokens)]
    for (start, end), (after, _) in zip(found, [*found[1:], (len(text), 0)], strict=False):
        yield start, max(start, len(text[:min(end, after)].rstrip(" ,;")))


def _in_sentence(text: str, found: tuple[SentenceWord, ...]) -> Iterator[tuple[int, int]]:
    """The questions of a sentence, cut where one more figure is asked for."""
    start = _begin(text, found[0].start)
    has_figure = False
    for i, token in enumerate(found):
        after = found[i + 1].code if i + 1 < len(found) else ""
        if has_figure and token.code in "&,t" and after and after in "QHPO":
            yield start, token.start
            start, has_figure = token.start, False
        wanted = token.code in _WANTED and i > 0 and found[i - 1].code in "QHs"
        has_figure = has_figure or token.code in _FIGURES or wanted
    yield start, _end(text, found[-1].end)


def _begin(text: str, position: int) -> int:
    """The beginning of the sentence that a position is in; behind what is told, the position itself."""
    before = max(text.rfind(mark, 0, position) for mark in ".?!:;,\n") + 1
    return before if re.fullmatch(r"[^0-9]*", text[before:position]) else position


def _end(text: str, position: int) -> int:
    match = re.compile(r"[^.?!\n]*").match(text, position)
    return match.end() if match else position


def _alone(text: str, asked: list[tuple[int, int]], one: tuple[int, int]) -> str:
    """The text with one question of all; the others leave blanks."""
    for start, end in asked:
        if (start, end) != one:
            text = text[:start] + "." + " " * (end - start - 1) + text[end:]
    start, end = one
    text = text[:end] + text[end:].replace(",", " ").replace(";", " ")
    label = _LABEL.match(text, start)
    text = text if label is None else blanked(text, *label.span())
    before = text[:start].rstrip()
    cut = "" if not before or before[-1] in ".?!:;," else "."
    return before + cut + " " * (start - len(before) - len(cut)) + text[start:] if start > len(before) else text


def _written(text: str, one: tuple[int, int]) -> str:
    return _JOINT.sub("", " ".join(_LABEL.sub("", text[slice(*one)]).split()).strip(" ,;:"))


def together(text: str, found: list[tuple[str, Report]]) -> Report:
    """The answers side by side, and once what was assumed."""
    rows, parts = [], []
    for question, answered in found:
        values = answered.head.get("answers") or _inverse(answered)
        if not isinstance(values, dict) or not values:
            raise ArchcalcError.of("exercise", f"{question}: no figure answers it", hint="ask for one thing at "
                "a time")
        rows += [(name, f"{question}: {value}") for name, value in values.items()]
        parts.append([*values.values()])
    columns = (Column("figure", "figure", rank=0), Column("answer", "answer", "prose", rank=0))
    notes = tuple(dict.fromkeys(note for _, answered in found for note in answered.notes))
    head = {"parts": [each[0] if len(each) == 1 else each for each in parts]}
    return Report(SCHEMA, (Table("answers", columns, tuple(rows)),), notes, head, title=text.strip())


def _inverse(report: Report) -> dict[str, object]:
    """The number that an inverse question asks for, where there is one alone."""
    solutions = report.head.get("solutions") or [None]
    one = solutions[0] if len(solutions) == 1 else None
    if one is None or one["first"] != one["last"]:
        return {}
    return {report.head["unknown"]: one["first"]}
