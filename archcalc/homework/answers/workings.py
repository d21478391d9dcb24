"""A working beside its result: 1216 (1200 + 16), 64 KiB (65,536 bytes), 32x32x16 ((32 - 5 + 4)/1 + 1 = 32)."""

from __future__ import annotations

import re
from math import prod

from archcalc.homework.answers.numbers import Reading, number
from archcalc.homework.answers.volumes import shape
from archcalc.homework.answers.within_text import is_of_another
from archcalc.homework.answers.words import ABOUT_WORDS

_BEHIND = re.compile(r"(?P<result>[^()\[\]]*[0-9][^()\[\]=]*?)\s*(?P<working>[(\[].*[)\]])", re.DOTALL)
_WHOLE = re.compile(r"(?<![\d.,])[0-9]+(?:[,. '][0-9]{3}(?![0-9]))*(?![\d.,]*\d)")
_MARKS = re.compile("[,. ']")
_REASON = re.compile(r"\s*[,;(-]*\s*\b(?:because|since|as|for|car|parce\s+que|weil|denn|da|porque|ya\s+que)\b\s*:?\s*"
                     r"(?P<reason>.*[0-9].*)|\s*(?:لأن|因为)(?P<why>.*[0-9].*)", re.IGNORECASE | re.DOTALL)
_LAST = re.compile(r"(?P<before>.*=.*)[;:]\s*(?P<last>[^;:=]*)", re.DOTALL)
_ROUGHLY = rf"(?:=?~|=|{ABOUT_WORDS})\s*"
_EXACTLY = r"(?:exactly|precisely|genau|exakt|exactement|exactamente|exacto|بالضبط|准确地?说?)"
_IS = r"(?:i\.e\.,?\s*|that\s+is,?\s*|or\s+)?"
_OR = r"(?:or|oder|ou|o|أو|或|i\.e\.,?|,?\s*d\.h\.)"
_AGAIN = re.compile(
    rf"(?P<roughly>{_ROUGHLY})?(?P<told>[0-9][^()\[\]=]*?)\s*(?:[(\[,;]\s*(?:{_EXACTLY}\s*(?P<exact>[0-9][^()\[\]=]*)"
    rf"|(?P<just>[0-9][^()\[\]=]*?)\s*{_EXACTLY})\s*[)\]]?"
    rf"|[(\[]\s*{_IS}(?P<about>{_ROUGHLY})?(?P<again>[0-9][^()\[\]=]*)[)\]]"
    rf"|\s+{_OR}\s+(?P<around>{_ROUGHLY})?(?P<alternative>[0-9][^()\[\]=]*))", re.IGNORECASE)
"""A number said twice: 138,357,544 (about 138M), 138,357,544 or 138M."""
_TERM = re.compile(r"\([0-9][0-9+*x^ ]*[0-9]\)|[0-9][0-9,]*(?:\s*[x*^+]\s*[0-9][0-9,]*)*")
_BEHIND_OTHERS = re.compile(r"(?P<before>(?=[^=]*[^\W\d_]{2})[^=]*[0-9][^=]*?)[,;:.]?\s+(?:[^\W\d_]+\s+){0,4}"
                            r"(?P<last>[0-9][0-9,.]*(?:\s*[^\W\d_]+)?)\.?", re.DOTALL)
_ALTOGETHER = re.compile(r"\s+(?:in\s+(?:total|all)|altogether|insgesamt|zusammen|au\s+total|en\s+tout|en\s+total)"
                         r"\s*\.?$", re.IGNORECASE)
_CLOSES = {"(": ")", "[": "]"}


def result(text: str) -> str:
    """A text without the working in brackets at its end, where it leads to what stands before it; else as it stands.

    >>> result("1216 (1200 + 16)"), result("64 KiB (65,536 bytes)"), result("1216 [1200 weights, 16 biases]")
    ('1216', '64 KiB', '1216')
    >>> result("1216 (1217)"), result("(227 - 11)/(4)"), result("290,400 neurons (55x55x96)")
    ('1216 (1217)', '(227 - 11)/(4)', '55x55x96 = 290,400 neurons')
    """
    found = _BEHIND.fullmatch(text)
    if found is None or not _one_bracket(found["working"]):
        return text
    told, working = found["result"].strip(), found["working"][1:-1].strip().removeprefix("=").strip()
    if len(sides := shape(working).axes) > 2 and any(each.fits(prod(sides)) for each in number(told)):
        return f"{working} = {told}"
    return told if _leads_to(working, told) else text


def conclusion(text: str) -> str:
    """A text without the reason behind its result, or without the workings before it; else as it stands.

    >>> conclusion("32x32x16, since (32 - 5 + 4)/1 + 1 = 32"), conclusion("5*5*3*16 = 1200, plus 16 biases: 1216")
    ('32x32x16', '1216')
    >>> conclusion("1216 because 1217"), conclusion("w = 1200; b = 16")
    ('1216 because 1217', 'w = 1200; b = 16')
    """
    reason = _REASON.search(text)
    told = text[:reason.start()].strip() if reason else ""
    if reason and _stands_alone(told):
        return told if _leads_to((reason["reason"] or reason["why"]).rstrip(") ."), told) else text
    last = _LAST.fullmatch(text) or _counted(text)
    return last["last"].strip() if last and _stands_alone(last["last"].strip()) else text


def _counted(text: str) -> re.Match[str] | None:
    """A number behind others of which it is the product or the sum: 16 filters, each 5x5x3 + 1: 1216."""
    found = _BEHIND_OTHERS.fullmatch(_ALTOGETHER.sub("", text))
    if found is None or is_of_another(found["before"]):
        return None
    values = [reading.low for term in _TERM.findall(found["before"]) for reading in number(term)[:1]]
    told = number(found["last"])
    is_result = len(values) > 1 and bool(told) and told[0].low == told[0].high in {prod(values), sum(values)}
    return found if is_result else None


def restated(text: str) -> str:
    """A text without the number behind it in brackets, or after *or*, that is the same one rounded; else as it stands.

    >>> restated("138,357,544 (about 138M)"), restated("138M or 138,357,544"), restated("1216 or 1200")
    ('138,357,544', '138,357,544', '1216 or 1200')
    >>> restated("35k (34,944 exactly)"), restated("~35k, exactly 34944")
    ('34,944', '34944')
    """
    found = _AGAIN.fullmatch(text)
    if not found:
        return text
    told = found["told"].strip()
    again = (found["again"] or found["alternative"] or found["exact"] or found["just"]).strip()
    if len(shape(again).axes) > 2:
        return text
    first = number(told, about=bool(found["roughly"]))
    second = number(again, about=bool(found["about"] or found["around"]))
    if not first or not second or not any(_agree(a, b) or _agree(b, a) for a in first for b in second):
        return text
    return told if _width(first) <= _width(second) else again


def _width(readings: tuple[Reading, ...]) -> int:
    return min(each.high - each.low for each in readings)


def _stands_alone(text: str) -> bool:
    """True of a number or a volume with nothing beside it."""
    return bool(text and (number(text) or len(shape(text).axes) > 1))


def _one_bracket(text: str) -> bool:
    """True where the first bracket is closed by the last sign, and not before."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == text[0]) - (sign == _CLOSES[text[0]])
        if not depth:
            return place == len(text) - 1
    return False


def _leads_to(working: str, told: str) -> bool:
    """True where a working gives the number told, or a side of the volume, or has terms that add up to it."""
    first, second = number(told), number(working)
    if any(_agree(a, b) for a in first for b in second):
        return True
    _, sign, last = working.rpartition("=")
    whole = _whole_numbers(working)
    if sign and _WHOLE.fullmatch(last.strip()):
        return _whole_numbers(last) == _whole_numbers(told)[:1] or last.strip() in re.split(r"\D+", told)
    sides = shape(told).axes
    if len(sides) > 2 and whole and not sign:
        return set(whole) <= set(sides) and not is_of_another(working)
    return len(whole) > 1 and not sign and any(
        each.low == each.high and each.low in {sum(whole), prod(whole)} for each in first)


def _whole_numbers(text: str) -> list[int]:
    """The whole numbers of a text, with any mark between their thousands."""
    return [int(_MARKS.sub("", each)) for each in _WHOLE.findall(text)]


def _agree(one: Reading, other: Reading) -> bool:
    """True where two readings may be the same number; every multiply-add is two operations."""
    if (one.unit, other.unit) == ("macs", "flops"):
        return 2 * one.low <= other.high and other.low <= 2 * one.high
    return one.unit in {other.unit, ""} and one.overlaps(other)
