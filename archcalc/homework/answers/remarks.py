"""What an answer says beside its number: that biases are counted, or not; the attributes of its layer."""

from __future__ import annotations

import re

from archcalc.homework.answers.axes_order import without_order
from archcalc.homework.answers.layer_attributes import is_of_attributes, without_attributes
from archcalc.homework.answers.words import changes, is_doubtful

_BIAS = (r"(?:[^\W\d_]+\s+){0,2}?(?:[0-9]+\s+)?"
         r"(?:bias(?:es)?(?:\s+(?:of|for)\s+(?:each|every)\s+(?:filter|neuron|kernel))?|biais|sesgos?|offsets?|الانحيازات|انحيازات|انحياز|الانحياز|偏置|偏差)")
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


def counts_biases(text: str) -> bool | None:
    """True where a text says that biases are counted, False where it says that they are not, None where it does not.

    >>> counts_biases("1216 (incl. bias)"), counts_biases("1200 without the biases"), counts_biases("1216")
    (True, False, None)
    """
    if _LESS.search(text):
        return True
    if _WITHOUT.search(text):
        return False
    return True if _WITH.search(text) else None


def says_both(text: str) -> bool:
    """True of a text that has one number with the biases and another without.

    >>> says_both("without biases 1200, with biases 1216"), says_both("1216 with biases")
    (True, False)
    """
    rest = _WITHOUT.sub("", text)
    return rest != text and bool(_WITH.search(rest)) and len(set(_NUMBER.findall(_WITH.sub("", rest)))) > 1


def takes_away(text: str) -> bool:
    """True of a remark after which a number is not meant, or another one is; the attributes of a layer are none.

    >>> takes_away("per filter"), takes_away("kernel 11x11, stride 4, no padding"), takes_away("no stride 4 but 2")
    (True, False, True)
    """
    return (changes(text) or is_doubtful(text)) and not is_of_attributes(text)


_NUMBER = re.compile(r"[0-9]+(?:[.,' ][0-9]{3})*")
_LESS = re.compile(rf"(?<=[0-9a-zA-Z])\s*[(\[]\s*[0-9][0-9.,' ]*(?:params|parameters)?\s*"
                   rf"(?:{_WITHOUT.pattern})\s*[)\]]$", re.IGNORECASE)
"""What it would be without the biases, beside what it is: 1216 (1200 without biases)."""
_SIZE_OF_ONE = re.compile(
    r"[(\[]\s*[0-9]+\s*(?:bytes?|octets?|bits?|b)\s*(?:per|pro|par|por|je|/|each)\s*[^\W\d_]*\s*[)\]]", re.IGNORECASE)
_EMPTY = re.compile(r"[(\[]\s*[)\]]|[,;]\s*$")


def number_alone(text: str) -> str:
    """A text without what is said beside its number; the text as it stands where that leaves no digit.

    >>> number_alone("1200 (no biases)"), number_alone("(C, H, W) = (16, 32, 32)")
    ('1200', '(16, 32, 32)')
    """
    text = without_attributes(_LESS.sub("", text))
    rest = _SIZE_OF_ONE.sub("", without_order(_WITH.sub("", _WITHOUT.sub("", text))))
    rest = _EMPTY.sub("", rest).strip()
    return rest if any(map(str.isdigit, rest)) else text
