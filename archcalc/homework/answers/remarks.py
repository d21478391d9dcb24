"""What an answer says beside its number: that biases are counted, or not; in which order the sides stand."""

from __future__ import annotations

import re

from archcalc.homework.answers.layer_attributes import is_of_attributes, without_attributes
from archcalc.homework.answers.words import changes

_BIAS = (r"(?:[^\W\d_]+\s+){0,2}?(?:[0-9]+\s+)?"
         r"(?:bias(?:es)?|biais|sesgos?|offsets?|الانحيازات|انحيازات|انحياز|الانحياز|偏置|偏差)")
_SO_MANY = r"(?:are\s+)?[0-9]+\s*(?:are\s+|sind\s+|son\s+|sont\s+|个)?(?:the\s+|des\s+|de\s+)?"
_BETWEEN = r"[\s:.]*"
_WITHOUT = re.compile(
    r"(?:\b(?:without|excl(?:uding|usive|udes)?|exclud|no|ignoring|omitting|ohne|exkl|sans|hors|sin)(?![^\W\d_])|\bw/o"
    r"|بدون|من\s+دون|دون|بلا|不含|不带|不包括|不计|不加|没有|无)"
    + _BETWEEN + _BIAS + r"|\b(?:weights?\s+(?:only|alone)|only\s+(?:the\s+)?weights?|nur\s+(?:die\s+)?gewichte"
    r"|seulement\s+les\s+poids|poids\s+seuls|solo\s+(?:los\s+)?pesos)\b", re.IGNORECASE)
_WITH = re.compile(
    r"(?:\b(?:with|incl(?:uding|usive|udes)?|counting|mit|inkl(?:usive)?|einschließlich|avec|y\s+compris|con|"
    r"incluyendo|incluidos)(?![^\W\d_])|\bw/|مع|شامل|شاملة|含|带|加上|包括|包含)"
    + _BETWEEN + _BIAS + rf"|(?<=[0-9])\s*weights?\s*(?:\+|and|&|plus)\s*bias(?:es)?\b"
    rf"|[,;]?\s*\(?(?:of\s+which|davon|dont|de\s+los\s+cuales|منها|其中)\s*{_SO_MANY}{_BIAS}\)?"
    rf"|[,;]?\s*\(?[0-9]+\s+of\s+(?:which|them|those|these)\s+(?:are\s+)?(?:the\s+)?{_BIAS}\)?"
    rf"|{_BIAS}\s+(?:included|inbegriffen|inclus|incluidos)\b", re.IGNORECASE)
_ORDER = re.compile(r"(?<![A-Za-z])(?:[NB]\s*[x,* ]?\s*)?"
                    r"(?:(?P<first>[CDK])\s*[x,* ]?\s*[HW]\s*[x,* ]?\s*[HW]|[HW]\s*[x,* ]?\s*[HW]\s*[x,* ]?\s*[CDK])"
                    r"(?![A-Za-z])")
_WORDED = re.compile(r"(?:,\s*)?(?:\(\s*)?channels?[- ](?:(?P<first>first)|last)(?:\s*\))?\s*$", re.IGNORECASE)
_BRACKETED = re.compile(rf"\s*[(\[]\s*{_ORDER.pattern.replace('?P<first>', '')}\s*[)\]]\s*[=:]?\s*")
"""The order of the sides in brackets: 32x32x16 (HxWxC), (C, H, W) = (16, 32, 32)."""


def counts_biases(text: str) -> bool | None:
    """True where a text says that biases are counted, False where it says that they are not, None where it does not.

    >>> counts_biases("1216 (incl. bias)"), counts_biases("1200 without the biases"), counts_biases("1216")
    (True, False, None)
    """
    if _WITHOUT.search(text):
        return False
    return True if _WITH.search(text) else None


def channels_stand_first(text: str) -> bool | None:
    """True or False where the letters of the sides stand in a text with a volume, None where they do not.

    >>> channels_stand_first("16x32x32 (CxHxW)"), channels_stand_first("32x32x16 (HWC)")
    (True, False)
    """
    order = _ORDER.search(text) or _WORDED.search(text)
    return bool(order["first"]) if order else None


def takes_away(text: str) -> bool:
    """True of a remark after which a number is not meant, or another one is; the attributes of a layer are none.

    >>> takes_away("per filter"), takes_away("kernel 11x11, stride 4, no padding"), takes_away("no stride 4 but 2")
    (True, False, True)
    """
    return changes(text) and not is_of_attributes(text)


_SIZE_OF_ONE = re.compile(
    r"[(\[]\s*[0-9]+\s*(?:bytes?|octets?|bits?|b)\s*(?:per|pro|par|por|je|/|each)\s*[^\W\d_]*\s*[)\]]", re.IGNORECASE)
_EMPTY = re.compile(r"[(\[]\s*[)\]]|[,;]\s*$")


def number_alone(text: str) -> str:
    """A text without what is said beside its number; the text as it stands where that leaves no digit.

    >>> number_alone("1200 (no biases)"), number_alone("(C, H, W) = (16, 32, 32)")
    ('1200', '(16, 32, 32)')
    """
    text = without_attributes(text)
    rest = _SIZE_OF_ONE.sub("", _BRACKETED.sub(" ", _WORDED.sub("", _WITH.sub("", _WITHOUT.sub("", text)))))
    rest = _EMPTY.sub("", rest).strip()
    return rest if any(map(str.isdigit, rest)) else text
