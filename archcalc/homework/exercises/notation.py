"""The words of an exercise: layers in the notation of courses, numbers, sizes, and what stands before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.numbers import number
from archcalc.language.notation.heads import Head, head_of
from archcalc.language.notation.tokens import NotationToken

MOST_CHARACTERS = 1000

KINDS = {
    "conv": "conv", "convolution": "conv", "conv2d": "conv", "depthwise": "depthwise", "dwconv": "depthwise",
    "pool": "max_pool", "pooling": "max_pool", "maxpool": "max_pool", "maxpooling": "max_pool", "avgpool": "avg_pool",
    "fc": "linear", "dense": "linear", "linear": "linear", "relu": "relu", "softmax": "softmax", "dropout": "dropout",
    "flatten": "flatten", "batchnorm": "batch_norm", "bn": "batch_norm", "norm": "batch_norm", "lrn": "lrn",
    "gap": "global_avg_pool",
}
"""Every word for a layer, and the operator it means."""

ROLES = {
    "stride": ("stride", "strides", "s"), "padding": ("padding", "pad", "padded", "p"),
    "dilation": ("dilation", "dilated", "rate"),
    "groups": ("groups", "group"), "kernel": ("kernel", "window", "under", "with", "using", "k", "field"),
    "filters": ("filters", "filter", "kernels", "maps", "channels", "units", "neurons"),
    "input": ("on", "from", "input", "image", "images", "volume", "size", "applied", "into", "takes"),
    "target": ("gives", "give", "giving", "yields", "yield", "produces", "makes", "output", "outputs", "get", "gets",
               "becomes", "="),
    "kept": ("keeps", "keep", "keeping", "preserves", "retains"),
    "most": ("most", "under", "below", "maximum", "max", "budget"), "least": ("least", "minimum", "over", "above"),
}
_ROLE = {word: role for role, words in ROLES.items() for word in words} | {"under": "kernel", "with": "kernel"}

FIGURES = {"parameters": "params", "parameter": "params", "params": "params", "weights": "weights", "macs": "macs",
           "mult-adds": "macs", "multiply-adds": "macs", "flops": "flops", "values": "memory", "bytes": "bytes",
           "memory": "memory"}
UNKNOWNS = {"padding": "padding", "pad": "padding", "stride": "stride", "strides": "stride", "kernel": "kernel",
            "window": "kernel", "filters": "filters", "filter": "filters", "kernels": "filters", "channels": "filters",
            "neurons": "filters", "units": "filters", "input": "input", "size": "input", "dilation": "dilation",
            "rate": "dilation"}
"""Every word for what may be asked for, and the attribute it means."""

_TOKEN = re.compile(r"""
    (?P<times>x[0-9]+\b)
  | (?P<short>[a-z]+-?[0-9]+(?:x[0-9]+)*(?:-[0-9]+)*\b)
  | (?P<size>[0-9]+(?:x[0-9]+){1,2}(?![0-9])|[0-9]+(?:\s+x\s+[0-9]+){1,2}(?![0-9]))
  | (?P<sides>[\[(]\s*[0-9]+(?:\s*,\s*[0-9]+){1,2}\s*[\])])
  | (?P<number>[0-9][0-9,._]*(?:e[0-9]+)?(?:\s?(?:k|m|g|mb|kb|mib|kib|million|billion|thousand)\b)?)
  | (?P<word>[a-z][a-z-]*[a-z](?:2d)?|[a-z])
  | (?P<moves>/\s*[0-9]+\b)
  | (?P<mark>=)
  | (?P<other>[^\s\w])
""", re.VERBOSE)
_POOLING = re.compile(r"\b(max|avg|global)[\s-]+(?:avg[\s-]+)?pool")
_COUNTS = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
           "ten": "10"}
_SAID_OTHERWISE = (
    (re.compile(r"(?<=[0-9]) by (?=[0-9])"), "x"), (re.compile(r"\b(?:filter|kernel|window) size\b"), "kernel"),
    (re.compile(r"\bfully[ -]connected\b"), "fc"), (re.compile(r"\bcolou?r\b"), "rgb"),
    (re.compile(r"\bgreyscale\b"), "grayscale"),
    *((re.compile(rf"\b{word}\b"), digits) for word, digits in _COUNTS.items()),
)
"""What the sentences of exercise sheets say in other words."""
_DIGITS = re.compile("[0-9]+")
_LETTERS = re.compile("[a-z]+")


class Word(NamedTuple):
    """A word, a number, a size (two or three sides), or a layer in short notation."""

    kind: str
    text: str
    numbers: tuple[int, ...] = ()


def words(text: str) -> Iterator[Word]:
    """The words of an exercise, signs left out. Raises ArchcalcError.

    >>> [word.numbers for word in words("CONV-9-32 on 128x128x3")]
    [(), (), (128, 128, 3)]
    """
    if len(text) > MOST_CHARACTERS:
        raise ArchcalcError.of("too-large", f"an exercise has at most {MOST_CHARACTERS:,} characters")
    plain = text.lower().replace("×", "x").replace("average", "avg").replace("maximum", "max")
    for pattern, meant in _SAID_OTHERWISE:
        plain = pattern.sub(meant, plain)
    plain = _POOLING.sub(lambda match: {"global": "gap "}.get(match[1], f"{match[1]}pool"), plain)
    position = 0
    while match := _TOKEN.search(plain, position):
        kind = match.lastgroup or ""
        if kind == "short" and compact(match[0]) is None:
            match = _LETTERS.match(plain, match.start()) or match  # a word that ends in a number: k3, stride2
            kind = "word"
        position = match.end()
        if kind != "other":
            yield _word(kind, match[0].strip())


def _word(kind: str, text: str) -> Word:
    if kind == "number":
        readings = number(text.rstrip(",._"))
        if not readings:
            raise ArchcalcError.of("exercise", f"{quoted(text)} is not a number",
                                   hint="digits, and , or _ between thousands")
        return Word(kind, text, (readings[0].value,))
    if kind in {"size", "sides", "moves"}:
        return Word("moves" if kind == "moves" else "size", text, tuple(map(int, _DIGITS.findall(text))))
    if kind == "times":
        raise ArchcalcError.of("exercise", f"{quoted(text)} is not understood",
                               hint="rounds stand before a layer: 32x32x3 -> 2x CONV3-64 -> POOL2")
    return Word(kind, text)


def compact(word: str) -> Head | None:
    """The layer that a word in the lecture's notation is, with its numbers; None for other words.

    >>> compact("conv3-64").numbers
    (('kernel', '3', 4), ('filters', '64', 6))
    """
    head = head_of([NotationToken("word", word, 0, len(word))])
    return head if head and head.numbers else None


def role(word: str) -> str:
    """The attribute that the number after a word sets, or nothing."""
    return _ROLE.get(word, "")
