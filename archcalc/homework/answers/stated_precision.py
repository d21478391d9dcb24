"""How far an answer says that it is rounded: 138.36M (rounded to 2 decimals), 35,000 to 2 significant figures."""

from __future__ import annotations

import re
from collections.abc import Callable

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.numbers import Reading

_COUNTS = {word: number for number, words in enumerate("""
    one une un eine einer einem uno una 一
    two deux zwei dos 两 二 منزلتين رقمين
    three trois drei tres 三 ثلاث ثلاثة
    four quatre vier cuatro 四 أربع أربعة
    """.strip().splitlines(), start=1) for word in words.split()}
_ROUNDED = (r"(?:(?:rounded|round|correct|accurate|exact|gerundet|arrondie?|redondead[oa]|四舍五入|مقربا?|تقريبا)"
            r"\s*,?\s*"
            r"(?:off\s+)?)?(?:(?:to|up\s+to|at|with|auf|à|a|con|mit|保留到?|إلى|لأقرب)\s*)?(?:the\s+)?(?:nearest\s+)?")
_COUNT = rf"(?P<count>[1-9]|{'|'.join(_COUNTS)})\s*[- ]?\s*(?:位|个)?"
_SIGNIFICANT = (r"(?:significant\s+(?:figures?|digits?)|sig\.?\s*(?:figs?|digits?)\.?|s\.?\s?f\.?(?![^\W\d_])"
                r"|signifikante[nr]?\s+(?:stellen?|ziffern?)|chiffres?\s+significatifs?|cifras?\s+significativas?"
                r"|有效数字|أرقام\s+معنوية|رقم\s+معنوي)")
_DECIMALS = (r"(?:decimals?(?:\s+(?:places?|digits?))?|d\.?\s?p\.?(?![^\W\d_])"
             r"|digits?\s+after\s+the\s+(?:decimal\s+)?point"
             r"|dezimalstellen?|nachkommastellen?|stellen?\s+nach\s+dem\s+komma|décimales?|decimales?|小数"
             r"|(?:منازل|منزلة)\s*عشرية?|عشريتين|منزلتين\s+عشريتين)")
_BEHIND = r"(?:\s*(?:gerundet|genau|rounded|arrondi|redondeado))?"
_STATED = re.compile(rf"\s*[,;]?\s*[(\[]?\s*{_ROUNDED}{_COUNT}"
                     rf"(?:(?P<significant>{_SIGNIFICANT})|(?P<decimals>{_DECIMALS})){_BEHIND}\s*[)\]]?\s*\.?$",
                     re.IGNORECASE)
_PLACES = {"ten": 10, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_NEAREST = re.compile(rf"\s*[,;]?\s*[(\[]?\s*(?:rounded\s+)?to\s+(?:the\s+)?nearest\s+(?P<place>{'|'.join(_PLACES)})"
                      r"\s*[)\]]?\s*\.?$", re.IGNORECASE)


class StatedPrecision(NamedTuple):
    """The text without what it says of its precision, and the place to which a reading is rounded by that."""

    text: str
    place: Callable[[Reading], int]

    def applied(self, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """The readings that are rounded as is said; one with digits beyond the last place is none of them."""
        return tuple(_rounded(each, self.place(each)) for each in readings if each.value % self.place(each) == 0)


def precision(text: str) -> StatedPrecision | None:
    """What a text says of its precision; None where it says nothing.

    >>> said = precision("35,000 to 2 significant figures")
    >>> said.text, [(each.low, each.high) for each in said.applied((Reading(35000, 35000, "", 35000),))]
    ('35,000', [(34500, 35500)])
    >>> precision("35,000"), precision("2 decimals")
    (None, None)
    """
    found = _STATED.search(text)
    if found and any(map(str.isdigit, text[:found.start()])):
        count = _COUNTS.get(found["count"].lower()) or int(found["count"])
        place = _significant(count) if found["significant"] else _decimals(count)
        return StatedPrecision(text[:found.start()].rstrip(), place)
    nearest = _NEAREST.search(text)
    if nearest and any(map(str.isdigit, text[:nearest.start()])):
        width = _PLACES[nearest["place"].lower()]
        return StatedPrecision(text[:nearest.start()].rstrip(), lambda _: width)
    return None


def _significant(count: int) -> Callable[[Reading], int]:
    """The place of a number's last significant digit."""
    return lambda reading: 10 ** max(0, len(str(reading.value)) - count)


def _decimals(count: int) -> Callable[[Reading], int]:
    """The place of the last decimal of a number in its unit, 138.36 million."""
    return lambda reading: max(1, reading.factor // 10**count)


def _rounded(reading: Reading, place: int) -> Reading:
    """A reading of which only the digits up to a place are written."""
    if place == 1:
        return reading
    value = reading.value
    return reading._replace(low=value - place // 2, high=value + place // 2, digits=value // place, factor=place,
                            below=1)
