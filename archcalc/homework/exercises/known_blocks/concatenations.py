"""Volumes that are put together along their channels: what goes into the layer behind them."""

from __future__ import annotations

import re

from archcalc.base.errors import quoted
from archcalc.base.report import Column, Report, Table
from archcalc.homework.exercises import said
from archcalc.homework.exercises.answers_asked import SCHEMA
from archcalc.homework.exercises.said import Said
from archcalc.homework.exercises.sentence_words import SentenceWord, blanked, folded, refuse

_SIZE = r"[0-9]{1,5} ?x ?[0-9]{1,5} ?x ?[0-9]{1,6}(?!\w|\.[0-9])"
_WORDS = (
    "a|an|the|and|with|to|of|its|two|three|four|are|is|have|has|having|at|each|u-?net|decoder|encoder|block|inception|"
    "module|branch|branches|outputs?|features?|maps?|volumes?|tensors?|activations?|skip|connections?|upsampled|sizes?|"
    "shapes?|resolution|along|channels?|channel|axis|dimension|depth|depthwise|first|then|concatenat(?:es?|ed|ing|ion)|"
    "respectively|get|gets|receive|receives|input|image|an|produces?|gives?|yields?|outputs?|five|all|its|paths?|"
    "towers?|on|block|blocks|filters|same|kept|padding|preserve|preserves|are then|then|layer|in|which|that|"
    "parallel|copied|cropped|same|spatial|size|by|concatenating|consider")
_NUMBERS = r"[0-9]{1,6}(?: ?x ?[0-9]{1,6})?(?!\w|\.[0-9])"
_RUN = re.compile(rf"(?<![\w.])(?:(?:{_WORDS})(?!\w)|{_SIZE}|{_NUMBERS}|[\s,])+", re.IGNORECASE)
_JOINS = re.compile(r"\bconcatenat(?:es?|ed|ing|ion)\b", re.IGNORECASE)
_RESULT = re.compile(r"\b(?:the )?concatenated (?:volume|output|feature map|map|result|tensor|features?)\b|"
                     r"\b(?:the )?concatenation\b", re.IGNORECASE)
_WIDTHS = re.compile(r"(?<![\w.x])([0-9]+(?: ?, ?[0-9]+)*(?: ?,? ?and [0-9]+)) channels\b.{0,20}?([0-9]+) ?x ?([0-9]+)"
                     r"(?!\w|\.[0-9])", re.IGNORECASE)
_BRANCHES = re.compile(r"(?<![\w.x])([0-9]+(?: ?, ?[0-9]+)*(?: ?,? ?and [0-9]+)) (?:output )?(?:channels|feature "
                       r"maps|filters|maps)\b",
                       re.IGNORECASE)
_ALIKE = re.compile(r"\bsame (?:spatial )?(?:size|padding|resolution|height and width)|\b[0-9]+ ?x ?[0-9]+ feature "
                    r"maps",
                    re.IGNORECASE)
"""What says that every branch keeps the height and the width of what goes in."""
_ANY_SIZE = re.compile(r"(?<![\w.x])([0-9]+) ?x ?([0-9]+)(?: ?x ?[0-9]+)?(?!\w|\.[0-9])")
_NUMBER = re.compile("[0-9]+")


def joins(text: str) -> bool:
    """True where something is said to be concatenated."""
    return bool(_JOINS.search(folded(text)))


def found(text: str, rest: str) -> tuple[str, list[Said]]:
    """The rest of a text without volumes that are concatenated, and what they are together. Raises ArchcalcError."""
    plain = folded(rest)
    if not _JOINS.search(plain):
        return rest, []
    listed = _WIDTHS.search(plain)
    branches = None if listed or not _ALIKE.search(plain) else _BRANCHES.search(plain)
    for run in _RUN.finditer(plain):
        sizes = [tuple(map(int, _NUMBER.findall(size))) for size in re.findall(_SIZE, run[0])]
        joined = _JOINS.search(run[0]) or (len(sizes) > 1 and _JOINS.search(plain, run.end()))
        if listed and run.start() <= listed.start() < run.end():
            widths = [int(number) for number in _NUMBER.findall(listed[1])]
            sizes = [(int(listed[2]), int(listed[3]), width) for width in widths]
            joined = _JOINS.search(plain)
        sides = _ANY_SIZE.findall(run[0])
        if branches and run.start() <= branches.start() < run.end() and len({*sides}) == 1:
            sizes = [(*map(int, sides[0]), int(number)) for number in _NUMBER.findall(branches[1])]
            joined = _JOINS.search(plain)
        if joined and len(sizes) > 1:
            return _together(text, rest, run, sizes)
    return rest, []


def _together(text: str, rest: str, run: re.Match[str], sizes: list[tuple[int, ...]]) -> tuple[str, list[Said]]:
    """The volume that several are, and the text without them."""
    end = run.end() - (len(run[0]) - len(run[0].rstrip()))
    token = SentenceWord("z", text[run.start():end], run.start(), end)
    if len({size[:2] for size in sizes}) > 1:
        refuse(text, token, "volumes of other sizes cannot be put together along their channels",
               "their heights and widths have to be the same")
    left = blanked(rest, run.start(), end)
    for result in _RESULT.finditer(folded(left)):
        left = left[:result.start()] + "output".ljust(len(result[0])) + left[result.end():]
    volume = (*sizes[0][:2], sum(size[2] for size in sizes))
    return left, [Said(said.INPUT, quoted(token.text), volume, token), Said(said.SEPARATOR, "sentence", None, token)]


def report(text: str, volume: tuple[int, ...]) -> Report:
    """The volume by itself, where no layer reads it."""
    high, wide, channels = volume
    rows = (("volume", f"{high}x{wide}x{channels}: the channels are added up"), ("channels", f"{channels:,}"))
    columns = (Column("figure", "figure", rank=0), Column("answer", "answer", "prose", rank=0))
    head = {"answers": {"output": f"{high}x{wide}x{channels}", "channels": channels}}
    return Report(SCHEMA, (Table("answers", columns, rows),), (), head, title=text.strip())
