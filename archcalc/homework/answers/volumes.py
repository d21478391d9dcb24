"""Volumes as people write them: 224x224x64, (64, 224, 224), [55,55,96], 96@55x55, 55*55*96."""

from __future__ import annotations

import re

from archcalc.base.named_tuples import NamedTuple

MOST_AXES = 6

_AXIS = r"[0-9]{1,10}(?:\.0)?\s*(?:h|w|c|d|px|pixels|high|wide|deep|channels|filters|maps|neurons|units|values)?"
_SEPARATOR = r"\s*(?:x|\*|,|;|by)\s*"
_VOLUME = re.compile(rf"(?:(?:n|none|batch|b|-1|\?){_SEPARATOR})?{_AXIS}(?:{_SEPARATOR}{_AXIS}){{0,{MOST_AXES - 1}}},?",
                     re.IGNORECASE)
_SPACED = re.compile(r"[\[(]\s*[0-9]{1,10}(?:\s+[0-9]{1,10})+\s*[\])]")
_PLANES = r"(?:(?:feature|activation|output)\s+)?(?:channels?|filters?|kernels?|maps?)"
_MAPS_FIRST = re.compile(rf"([0-9]{{1,10}})\s*(?:@|{_PLANES}\s*(?:of|,|each|with|at)?\s*(?:size\s+)?)\s*"
                         r"([0-9]{1,10}(?:\^2|\s*(?:x|by)\s*[0-9]{1,10}))", re.IGNORECASE)
_DEPTH = re.compile(rf"(?:,|;|and|with)?\s*(?:a\s+)?(?:depth|{_PLANES})(?:\s+of)?\s*[=:]?\s*(?=[0-9])", re.IGNORECASE)
_WITH = re.compile(rf"(?:\s*(?:,|;|\band\b|\bwith\b)\s*|(?<=[0-9])\s+)(?=[0-9]+\s*{_PLANES}$)", re.IGNORECASE)
_SQUARE = re.compile(r"(?<![0-9])([0-9]{1,10})\^2(?=\s*(?:x|\*|,|by|$))")
_WRAPPED = re.compile(r"(?:torch\.size|tensorshape|tuple)?\s*\(?\s*[\[({]([^\[\](){}]*)[\])}]\s*\)?", re.IGNORECASE)
_DIGITS = re.compile("[0-9]+")


class WrittenVolume(NamedTuple):
    """The axes as written; `channels_first` where the notation itself says so."""

    axes: tuple[int, ...] = ()
    channels_first: bool = False


def shape(text: str) -> WrittenVolume:
    """The axes of a volume, or none where the text is no volume.

    >>> shape("224x224x64").axes, shape("[55,55,96]").axes, shape("(None, 64, 224, 224)").axes, shape("1,792").axes
    ((224, 224, 64), (55, 55, 96), (64, 224, 224), ())
    """
    if "^" in text and not text.endswith("^2"):
        text = _SQUARE.sub(r"\1x\1", text)
    maps = _MAPS_FIRST.fullmatch(text)
    if maps:
        return WrittenVolume((int(maps[1]), *_numbers(maps[2])), channels_first=True)
    text = _WITH.sub("x", _DEPTH.sub("x", text))
    if _SPACED.fullmatch(text):
        return WrittenVolume(_numbers(text))
    wrapped = _WRAPPED.fullmatch(text)
    inner = wrapped[1].strip() if wrapped else text
    if not _VOLUME.fullmatch(inner) or (not wrapped and _is_number(inner)):
        return WrittenVolume()
    return WrittenVolume(_numbers(inner.removeprefix("-1").replace(".0", "")))


def _is_number(text: str) -> bool:
    """True where commas stand as in a number: 1,792 is a number, 55,55,96 a volume."""
    first, *groups = text.split(",")
    return bool(groups) and first.strip().isdigit() and all(len(group) == 3 and group.isdigit() for group in groups)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, _DIGITS.findall(text)))
