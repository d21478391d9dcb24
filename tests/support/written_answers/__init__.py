"""Answers as people write them: a notation a line, with the numbers of a layer put in.

Written before the reader was looked at. A third of the notations, chosen by a hash, is put aside.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SEED = "answers-20261130"
NETWORK = """
title: Written
input: [3, 32, 32]
layers:
  - conv: {name: a, filters: 16, kernel: 5, padding: 2}
  - max_pool: {name: pool, kernel: 3, stride: 2, ceil: true}
  - conv: {name: b, filters: 24, kernel: 3, padding: 1}
  - flatten
  - linear: {name: fc, units: 10}
"""
FIGURES = {"params": "params", "bytes": "bytes", "macs": "macs", "volume": "output", "flat": "output", "zero": "params"}


@dataclass(frozen=True)
class Convolution:
    """A layer as the notations need it."""

    name: str
    kernel: int
    channels: int
    filters: int
    side: int
    padding: int


A, B = Convolution("a", 5, 3, 16, 32, 2), Convolution("b", 3, 16, 24, 16, 1)


@dataclass(frozen=True)
class Written:
    """An answer to a question, by a notation; `right` tells whether it is one."""

    notation: str
    kind: str
    layer: str
    text: str
    right: bool

    @property
    def question(self):
        return f"{self.layer}.{FIGURES[self.kind]}"

    @property
    def aside(self):
        return hashlib.sha256(f"{SEED}:{self.kind}:{self.notation}".encode()).digest()[0] % 3 == 0


def digits(number, zero):
    """A number in the digits of a script, by its nought."""
    return "".join(chr(ord(zero) + int(digit)) if digit.isdigit() else digit for digit in str(number))


def comma(text):
    return text.replace(".", ",")


def numbers(layer, kind):
    """What stands for each word in a notation."""
    k, c, f, h = layer.kernel, layer.channels, layer.filters, layer.side
    weights, values = k * k * c * f, h * h * f
    n = {"params": weights + f, "bytes": 4 * values, "macs": h * h * weights}.get(kind, values)
    grouped = f"{n:,}"
    whole, _, rest = grouped.partition(",")
    by = {"s": " ", "thin": "\u2009", "nbsp": "\u00a0", "narrow": "\u202f", "swiss": "'", "swiss2": "’", "under": "_"}
    scripts = {"arabic": "٠", "persian": "۰", "devanagari": "०", "fullwidth": "０", "bengali": "০", "thai": "๐"}
    return {
        "n": str(n), "g": grouped, "w": whole, "r": rest.replace(",", "{,}"), "weights": str(weights), "f": str(f),
        "c": str(c), "kk": str(k), "h": str(h), "hh": str(h * h), "values": str(values), "bits": str(32 * values),
        "flops": str(2 * n), "ha": digits(h, "٠"), "fa": digits(f, "٠"),
        "hf": digits(h, "０"), "ff": digits(f, "０"), "arabicg": digits(grouped, "٠").replace(",", "٬"),
        **{name: grouped.replace(",", mark) for name, mark in by.items()},
        **{name: digits(n, zero) for name, zero in scripts.items()},
        "k": f"{n / 1000:g}", "kc": comma(f"{n / 1000:g}"), "k1": f"{n / 1000:.2f}", "e": f"{n / 1000:g}",
        "kib": f"{n / 1024:g}", "kb": f"{n / 1000:.1f}",
        "kbc": comma(f"{n / 1000:.1f}"), "kbx": f"{n / 1000:g}", "mb": f"{n / 10**6:.4f}",
        "mbc": comma(f"{n / 10**6:.4f}"), "m": f"{n / 10**6:.7g}",
        "m3": f"{n / 10**6:.2f}", "m3c": comma(f"{n / 10**6:.2f}"), "e6": f"{n / 10**6:.7g}",
        "wan": f"{n / 10**4:.7g}", "g6": grouped,
        "gm": f"{n / 10**9:.7f}", "num": f"{h} + 2*{layer.padding} - {k}",
        "sum": f"({h} + 2*{layer.padding} - {k})/1 + 1",
    }


def filled(notation, layer, kind):
    """A notation with the numbers of a layer."""
    text = notation.encode("ascii", "backslashreplace").decode("unicode_escape") if "\\u" in notation else notation
    for word, number in numbers(layer, kind).items():
        text = text.replace(f"«{word}»", number)
    assert "«" not in text, notation
    return text


def lines(name):
    return (Path(__file__).parent / name).read_text("utf-8").rstrip("\n").split("\n")


def layers_of(kind):
    """The layers that a kind of figure is asked of."""
    return {"flat": [("fc", A)], "zero": [("pool", A)]}.get(kind, [("a", A), ("b", B)])


@cache
def right_answers():
    """Every notation of every kind, with the numbers of each layer."""
    return [Written(notation, kind, name, filled(notation, layer, kind), True)
            for kind in FIGURES for notation in lines(f"{kind}.txt") for name, layer in layers_of(kind)]


@cache
def wrong_answers():
    """Traps, and every notation with the numbers of the other layer."""
    rows = [line.split(" | ", 1) for line in lines("traps.txt")]
    traps = [Written(notation, kind, name, filled(notation, layer, kind), False)
             for kind, notation in rows for name, layer in layers_of(kind)]
    other = {"a": B, "b": A}
    crossed = [Written(one.notation, one.kind, one.layer, filled(one.notation, other[one.layer], one.kind), False)
               for one in right_answers() if one.layer in other]
    return traps + crossed


@cache
def afterwards():
    """Notations, and traps, that were written when the reader had been mended by the others."""
    found = []
    for name, right in (("afterwards.txt", True), ("afterwards_traps.txt", False), ("later.txt", True), ("later_traps.txt", False)):
        rows = [line.split(" | ", 1) for line in lines(name)]
        found += [Written(notation, kind, layer, filled(notation, numbers_of, kind), right)
                  for kind, notation in rows for layer, numbers_of in layers_of(kind)]
    return found
