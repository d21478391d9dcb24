"""Numbers as people write them: separators, abbreviations, powers of ten, units, and arithmetic that is carried out."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from math import prod

from archcalc.base.errors import Refused
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.expressions import compile_text

MOST_DIGITS = 100
"""A longer number is not read: a training run's 3.14e23 operations, written out, are 24."""

_UNIT = r"[^\W\d_](?:[^\W\d_]|[ -])*"
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<mantissa>[0-9](?:[0-9,.'_ ]*[0-9])?\.?|\.[0-9]+)"
    r"(?:\s*(?:[eE]|[x*]\s*10\s*(?:\^|\*\*))\s*\(?(?P<exponent>[+-]?[0-9]{1,2})\)?(?![0-9.]))?"
    rf"\s*(?P<unit>{_UNIT})?\.?")
_ARITHMETIC = re.compile(r"(?P<sum>[0-9(][0-9+\-*/x^().,' ]*[0-9)])\s*" rf"(?P<unit>{_UNIT})?")
_PRODUCT = re.compile("[0-9]{1,12}(?:x[0-9]{1,12}){1,5}")
_CHOICE = re.compile(r"[0-9]{4,}\s*/\s*[0-9]{4,}")
"""Two large numbers, of which one is meant: 34848/34944."""
_GROUPED = re.compile(r"[0-9]{1,3}(?:[,.' _][0-9]{3})+")
_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
_INNER_COMMA = re.compile(r"(?<=[0-9])[,'](?=[0-9]{3}(?![0-9]))")

_SCALES = {"": 1, "k": 10**3, "thousand": 10**3, "m": 10**6, "mio": 10**6, "mil": 10**6, "mln": 10**6, "million": 10**6,
           "millions": 10**6, "g": 10**9, "b": 10**9, "bn": 10**9, "billion": 10**9, "billions": 10**9, "t": 10**12,
           "trillion": 10**12, "mille": 10**3, "milliers": 10**3, "tausend": 10**3, "tsd": 10**3, "lakh": 10**5,
           "lakhs": 10**5, "crore": 10**7, "crores": 10**7, "millionen": 10**6, "millones": 10**6, "millón": 10**6,
           "milliarde": 10**9, "milliarden": 10**9, "mrd": 10**9, "milliard": 10**9, "milliards": 10**9, "مليار": 10**9,
           "ألف": 10**3, "مليون": 10**6, "آلاف": 10**3, "千": 10**3, "万": 10**4, "亿": 10**8}
_NOUNS = {
    "": "",
    "values": "value values number numbers scalar scalars learnables float floats element elements activation "
              "activations param params parameter parameters weight weights bias biases neuron neurons unit units "
              "entry entries einträge entrées component components pixel pixels px píxel píxeles بكسل 像素 paramètres "
              "paramètre parâmetro parâmetros parametro parametri параметр параметра параметров poids biais gewichte "
              "neuronen werte parámetros parámetro pesos sesgos valores پارامتر معلمة معلمات معامل معاملات معاملًا "
              "معاملا وزن أوزان قيمة قيم 参数 个参数 权重 值",
    "bytes": "byte bytes octet octets o بايت بايتا بايتات 字节 байт байта байтов", "bits": "bit bits",
    "macs": "mac macs macc maccs madd madds mult-add mult-adds multadds multiply-add multiply-adds "
            "multiply-accumulate multiply-accumulates multiplyaccumulates multiplyaccumulateoperations "
            "macoperations macops multiply-accumulateoperations multiply-addoperations mac-operationen "
            "operacionesmac opérationsmac عمليةmac عملياتmac multiplications-additions multiplication-additions "
            "multiplications-accumulations multiplikations-additionen multiplicaciones-sumas "
            "multiplicaciones-acumulaciones عمليةضربوجمع عملياتضربوجمع 次乘加 次乘加运算 乘加 乘加运算 次mac mults",
    "flops": "flop flops",
    "any": "عمليةضرب عملياتضرب عملية عمليات 次乘法 次 op ops operation operations multiplication multiplications "
           "multiplikation multiplikationen multiplicación multiplicaciones opérations operaciones operationen",
}
_BYTES = {"kilobyte": 10**3, "megabyte": 10**6, "gigabyte": 10**9, "terabyte": 10**12, "kibibyte": 2**10,
          "mebibyte": 2**20, "gibibyte": 2**30, "tebibyte": 2**40}


class Reading(NamedTuple):
    """One meaning of a number as written: the integers from `low` to `high` are written like this.

    The digits written are `digits`, times `factor` and divided by `below`. `unit` is values, bytes, bits, macs, flops,
    any (of operations), or nothing where none was written; `grouped` says that a lone point was taken to separate
    thousands.
    """

    low: int
    high: int
    unit: str = ""
    digits: int = 0
    factor: int = 1
    below: int = 1
    grouped: bool = False

    @property
    def value(self) -> int:
        """The number as written, taken for exact."""
        return self.digits * self.factor // self.below

    @property
    def rounded(self) -> bool:
        """True where digits may have been left out: 1.8K, but not 1,800."""
        return self.factor != 1 or self.below != 1

    def fits(self, number: int, slack: int = 0) -> bool:
        """True where a number is written like this, at the digits written."""
        return self.low - slack <= number <= self.high + slack

    def overlaps(self, other: Reading) -> bool:
        """True where one number may be written like both."""
        return max(self.low, other.low) <= min(self.high, other.high)

    def written(self, number: int) -> int:
        """The digits that a number has, rounded to the place of the last digit written."""
        return (2 * number * self.below + self.factor) // (2 * self.factor)


def number(text: str, about: bool = False) -> tuple[Reading, ...]:
    """The meanings of a text as a number, the likeliest first; none where it is no number, or of too many digits.

    Of a number that is said to be `about` right, noughts at the end are not taken for digits.

    >>> number("1.8K")[0].fits(1792), number("(11*11*3)*96")[0].low, number("58.1 MiB")[0].unit
    (True, 34848, 'bytes')
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        return _calculated(without_nouns(text))
    if len(_only_digits(match["mantissa"])) > MOST_DIGITS:
        return ()
    found = []
    for factor, unit in _units().get(_word(match["unit"]), ()):
        scaled = factor * 10 ** max(0, int(match["exponent"] or 0))
        shift = max(0, -int(match["exponent"] or 0))
        for digits, decimals, grouped in _digits(match["mantissa"], scaled != 1):
            kept, factored = _significant(digits, scaled) if about and not decimals else (digits, scaled)
            reading = _reading(match["sign"], kept, decimals + shift, factored)
            found.append(reading._replace(unit=unit, grouped=grouped))
    return tuple(found)


def _word(unit: str | None) -> str:
    return (unit or "").lower().replace(" ", "").strip("-")


@lru_cache
def _units() -> dict[str, tuple[tuple[int, str], ...]]:
    """Every unit's word, with what it multiplies by and what it counts; a B alone is a byte or a billion."""
    words: dict[str, tuple[tuple[int, str], ...]] = {
        f"{scale}{noun}": ((factor, unit),) for scale, factor in _SCALES.items()
        for unit, nouns in _NOUNS.items() for noun in (nouns.split() or [""])}
    for name, factor in _BYTES.items():
        letter, binary = name[0], "i" if name[2:4] == "bi" else ""
        short = f"{letter}{binary}"
        octets = name.replace("byte", "octet")
        words |= dict.fromkeys((octets, f"{octets}s", f"{octets[:-5]}-octets"), ((factor, "bytes"),))
        words |= dict.fromkeys((name, f"{name}s", f"{short}b", f"{short}byte", f"{short}bytes"), ((factor, "bytes"),))
        words |= dict.fromkeys((f"{short}bit", f"{short}bits"), ((factor, "bits"),))
        # an octet is French for a byte; Mio is a mebioctet there, and a million in German
        words[f"{short}o"] = (*words.get(f"{short}o", ()), (factor, "bytes"))
    words |= {f"{name}{noun}": ((factor, "bytes"),) for noun in ("بايت", " بايت", "بايتات")
              for name, factor in (("كيلو", 10**3), ("ميجا", 10**6), ("ميغا", 10**6), ("جيجا", 10**9), ("غيغا", 10**9))}
    return words | {"b": ((1, "bytes"), (10**9, "")), "mil": ((10**3, ""), (10**6, ""))}


def unit_words() -> Collection[str]:
    """Every word that may stand behind a number."""
    return _units()


@lru_cache
def value_words() -> frozenset[str]:
    """The nouns of what is counted in values: parameters, weights, neurons."""
    return frozenset(_NOUNS["values"].split())


def unit_of(word: str) -> str | None:
    """What a word counts, or `scale` where it multiplies: KB, million; None where it is no unit.

    >>> unit_of("params"), unit_of("MB"), unit_of("apples")
    ('values', 'scale', None)
    """
    meanings = _units().get(_word(word))
    if not meanings:
        return None
    factor, unit = meanings[0]
    return unit if factor == 1 else "scale"


def _digits(mantissa: str, scaled: bool) -> list[tuple[str, int, bool]]:
    """The digits of a mantissa, how many of them are decimals, and whether a lone point was taken for a separator.

    1,792 has thousands; 3,2 a decimal comma; 1.792 is a decimal fraction, or, where no unit follows, a count.
    """
    if _INDIAN.fullmatch(mantissa):
        return [(_only_digits(mantissa), 0, False)]
    marks = [mark for mark in mantissa if not mark.isdigit()]
    last = marks[-1] if marks else ""
    if last not in {"", ",", "."} or (marks.count(last) > 1 and len(set(marks)) == 1):
        return [(_only_digits(mantissa), 0, False)] if _GROUPED.fullmatch(mantissa) else []
    whole, _, fraction = mantissa.rpartition(last) if last else (mantissa, "", "")
    if not whole.isdigit() and whole and not _GROUPED.fullmatch(whole):
        return []
    decimal = (_only_digits(mantissa), len(fraction), False)
    grouped = bool(last) and bool(_GROUPED.fullmatch(mantissa)) and not mantissa.startswith("0")
    if last == "," and grouped:
        return [(decimal[0], 0, False), *([decimal] if scaled and len(marks) == 1 else [])]
    return [decimal, (decimal[0], 0, True)] if last == "." and grouped and not scaled and len(marks) == 1 else [decimal]


def _significant(digits: str, factor: int) -> tuple[str, int]:
    """The digits without the noughts at their end, two at least, and what they are then multiplied by.

    >>> _significant("61000", 1), _significant("140", 10**6), _significant("61440", 1)
    (('61', 1000), ('14', 10000000), ('6144', 10))
    """
    kept = digits.rstrip("0").ljust(min(2, len(digits)), "0")
    return kept, factor * 10 ** (len(digits) - len(kept))


def _only_digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _reading(sign: str, digits: str, decimals: int, factor: int) -> Reading:
    """The integers that are written so: exactly one, or those that round to the digits, if these are two or more."""
    digits = digits.lstrip("0") or "0"
    if sign == "-" and digits != "0":
        return Reading(1, 0)
    count, below = int(digits), 10**decimals
    value, rest = divmod(count * factor, below)
    if factor == below == 1 or count < 10:
        return Reading(value, value if not rest else value - 1, "", count, factor, below)
    low, high = -((1 - 2 * count) * factor // (2 * below)), (2 * count + 1) * factor // (2 * below)
    if not decimals and count % 10 == 0:
        high = max(high, (count + 1) * factor - 1)  # the lecture's 150K is 150,528: it cuts off at a nought
    return Reading(low, high, "", count, factor, below)


def without_nouns(text: str) -> str:
    """Arithmetic without the nouns of its terms: 1,200 + 16 biases."""
    return _terms().sub("", text)


@lru_cache
def _terms() -> re.Pattern[str]:
    """The nouns of terms and factors but the last: 1,200 weights + 16 biases, 16,384 values x 4 bytes."""
    return re.compile(rf"(?<=[0-9)])\s*(?:{'|'.join(_NOUNS['values'].split())})\s*(?=[+x*])", re.IGNORECASE)


def _calculated(text: str) -> tuple[Reading, ...]:
    """Arithmetic on numbers, carried out exactly: (11*11*3)*96, 224x224x64, (227-11)/4+1."""
    if _CHOICE.fullmatch(text):
        return ()
    if _PRODUCT.fullmatch(text):
        product = prod(map(int, text.split("x")))
        return (Reading(product, product, "", product),)
    match = _ARITHMETIC.fullmatch(text)
    units = _units().get(_word(match["unit"]), ()) if match else ()
    if match is None or not units or units[0][0] != 1:
        return ()
    plain = _INNER_COMMA.sub("", match["sum"]).replace("x", "*").replace("^", "**")
    try:
        value = compile_text(f"${{{plain}}}").evaluate({})
    except Refused:
        return ()
    if not isinstance(value, (int, float)) or value < 0 or 0 < value < 1:  # 5-7 is a range, 34848/34944 a choice
        return ()
    whole = int(value)
    return (Reading(whole, whole if value == whole else whole - 1, units[0][1], whole),)
