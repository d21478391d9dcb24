"""A working beside its result: 1216 (1200 + 16), 64 KiB (65,536 bytes), 32x32x16 ((32 - 5 + 4)/1 + 1 = 32)."""

from __future__ import annotations

import re

from archcalc.homework.answers.numbers import Reading, number
from archcalc.homework.answers.volumes import shape

_BEHIND = re.compile(r"(?P<result>[^()\[\]]*[0-9][^()\[\]=]*?)\s*(?P<working>[(\[].*[)\]])", re.DOTALL)
_WHOLE = re.compile(r"(?<![\d.,])[0-9]+(?:,[0-9]{3})*(?![\d.,]*\d)")
_REASON = re.compile(r"\s*[,;(-]*\s*\b(?:because|since|as|for|car|parce\s+que|weil|denn|da|porque|ya\s+que)\b\s*:?\s*"
                     r"(?P<reason>.*[0-9].*)|\s*(?:لأن|因为)(?P<why>.*[0-9].*)", re.IGNORECASE | re.DOTALL)
_LAST = re.compile(r"(?P<before>.*=.*)[;:]\s*(?P<last>[^;:=]*)", re.DOTALL)
_CLOSES = {"(": ")", "[": "]"}


def result(text: str) -> str:
    """A text without the working in brackets at its end, where it leads to what stands before it; else as it stands.

    >>> result("1216 (1200 + 16)"), result("64 KiB (65,536 bytes)"), result("1216 [1200 weights, 16 biases]")
    ('1216', '64 KiB', '1216')
    >>> result("1216 (1217)"), result("(227 - 11)/(4)")
    ('1216 (1217)', '(227 - 11)/(4)')
    """
    found = _BEHIND.fullmatch(text)
    if found is None or not _one_bracket(found["working"]):
        return text
    told, working = found["result"].strip(), found["working"][1:-1].strip().removeprefix("=").strip()
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
    last = _LAST.fullmatch(text)
    return last["last"].strip() if last and _stands_alone(last["last"].strip()) else text


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
    if first and second:
        return any(_agree(a, b) for a in first for b in second)
    _, sign, last = working.rpartition("=")
    whole = [int(each.replace(",", "")) for each in _WHOLE.findall(working)]
    if sign and _WHOLE.fullmatch(last.strip()):
        return int(last.replace(",", "")) in [int(each.replace(",", "")) for each in _WHOLE.findall(told)] or (
            last.strip() in re.split(r"\D+", told))
    return bool(first) and len(whole) > 1 and not sign and first[0].low == first[0].high == sum(whole)


def _agree(one: Reading, other: Reading) -> bool:
    """True where two readings may be the same number."""
    return one.unit in {other.unit, ""} and max(one.low, other.low) <= min(one.high, other.high)
