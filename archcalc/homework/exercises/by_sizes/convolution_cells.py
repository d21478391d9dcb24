"""Cells of convolutions by their widths: fire modules, inverted residuals, convolutions in a row with arrows."""

from __future__ import annotations

import re
from itertools import pairwise

from archcalc.base.report import Report
from archcalc.homework.exercises.by_sizes.size_reader import AnsweredSize, SizedForm, ToldSizes, report, told
from archcalc.homework.exercises.sentence_words import blanked, folded
from archcalc.homework.questions.right_answers import held
from archcalc.operators.convolution.conv import Conv

_FIGURES = frozenset({"params", "weights", "biases"})
_OF_VOLUMES = _FIGURES | {"output", "channels"}
_FIRE = SizedForm(
    re.compile(r"(?<![a-z])(?:an? |one |the |un |ein |squeezenet(?:'s)? )*(?:fire[- ]?modules?|modules? fire|"
               r"módulos? fire|fire-?moduls?|"
               r"fire(?:模块|单元))(?![a-z])", re.IGNORECASE),
    ("squeeze", "narrow expand", "wide expand", "features in"), _FIGURES, {},
    re.compile(r"(?:of |in |from )squeezenet|squeezenet:?", re.IGNORECASE))
_OF_A_PART = re.compile(r"squeeze(?!net)|expand|(?<![a-z])[se]_?[13]x[13]", re.IGNORECASE)
"""Names of the three convolutions of a fire module; a fourth asks of one of them."""
_KERNEL = re.compile(r"(?<![\w.])(?P<side>[357]) ?x ?(?P=side) (?:depth-?wise|dw)(?: conv(?:olution)?s?)?",
                     re.IGNORECASE)
_INVERTED = SizedForm(
    re.compile(r"(?<![a-z])(?:an? |one |the |un |mobilenet-?v2(?:'s)? )*(?:inverted (?:residual|"
               r"bottleneck)(?: (?:block|module|bottleneck))?|mbconv(?: block)?)"
               r"(?![a-z])", re.IGNORECASE),
    ("expansion", "features in", "features out"), _FIGURES, {},
    re.compile(r"(?:of |in |from )?mobilenet-?v2:?|(?:and |with )?(?:ignoring|without|no|"
               r"excluding) (?:batch ?-?norms?|batch normali[sz]ation|bn)"
               r"(?: layers| parameters)?", re.IGNORECASE))
_ARROW = re.compile(
    r"(?:(?:an?|then|followed by|and|one|first|second|"
    r"third) )*(?P<side>[1-9][0-9]?) ?x ?(?P=side) (?:conv(?:olution)?s?|conv2d|faltung|convolución)"
    r" ?\(?(?:(?:from|de|von) )?(?P<in>[0-9]{1,5}) ?(?:->|→|to|a|à|"
    r"auf) ?(?P<out>[0-9]{1,5})(?: channels)?\)?(?![\w.]*[0-9])", re.IGNORECASE)
_LISTED = SizedForm(
    re.compile(r"(?:an? |the |our |resnet(?:-?[0-9]+)?(?:'s)? |residual |standard )*(?:bottleneck(?: residual)?|"
               r"residual)(?:[ -](?:block|unit|module))?s?:?|^(?=)",
               re.IGNORECASE),
    (), _FIGURES, {},
    re.compile(r"(?:and |with )?(?:ignoring|without|no|excluding|not counting) (?:the )?(?:batch ?-?norms?|"
               r"batch normali[sz]ation|bn)(?: layers| parameters)?"
               r"|consists of|has|in total", re.IGNORECASE))
_VOLUME = re.compile(r"(?:(?:an? |the )?(?:input|volume|feature map|entrée|eingabe|entrada)s? (?:of |is |de |"
                     r"has )?)?(?:size )?(?<![\w.])([0-9]{1,4}) ?x ?[0-9]{1,4} ?x ?"
                     r"(?P<channels>[0-9]{1,5})(?![\w.]*[0-9])", re.IGNORECASE)


def report_of(text: str) -> Report | None:
    """The parameters of a cell; None where an exercise is of something else, or says a word more."""
    return _of_fire(text) or _of_inverted(text) or _of_listed(text)


def _of_fire(text: str) -> Report | None:
    plain = folded(text)
    volumes = list(_VOLUME.finditer(plain))
    for match in volumes:
        plain = blanked(plain, *match.span())
    found = told(text, _FIRE, plain)
    if found is None or len(volumes) > 1:
        return None
    sizes = found.sizes
    widths = {sizes.get("features in"), *(int(match["channels"]) for match in volumes)} - {None}
    named = len(_OF_A_PART.findall(plain)) == len(_FIRE.sizes) - 1
    if len(widths) != 1 or not named or not {"squeeze", "narrow expand", "wide expand"} <= sizes.keys():
        return None
    wide = next(each for each in widths if each)
    narrow = sizes["squeeze"]
    convolutions = [(wide, narrow, 1, 1), (narrow, sizes["narrow expand"], 1, 1), (narrow, sizes["wide expand"], 3, 1)]
    return _answers(text, found, convolutions, "squeeze 1x1, then expand 1x1 and expand 3x3 beside each other")


def _of_inverted(text: str) -> Report | None:
    plain = folded(text)
    kernels = list(_KERNEL.finditer(plain))
    for match in kernels:
        plain = blanked(plain, *match.span())
    found = told(text, _INVERTED, plain)
    if found is None or len(kernels) != 1 or len(found.sizes) < len(_INVERTED.sizes):
        return None
    if found.bias is None and "weights" not in found.asked:
        return None  # whether batch norms or biases are counted is open
    narrow, out = found.sizes["features in"], found.sizes["features out"]
    wide = narrow * found.sizes["expansion"]
    convolutions = [(narrow, wide, 1, 1), (wide, wide, int(kernels[0]["side"]), wide), (wide, out, 1, 1)]
    return _answers(text, found, convolutions, "1x1 to the expanded width, depthwise, 1x1 to the output")


def _of_listed(text: str) -> Report | None:
    plain = folded(text)
    listed = list(_ARROW.finditer(plain))
    for match in listed:
        plain = blanked(plain, *match.span())
    if not listed:
        return None
    found = told(text, _LISTED, plain)
    ends = [(int(match["in"]), int(match["out"])) for match in listed]
    joined = all(before[1] == after[0] for before, after in pairwise(ends))
    if found is None or not joined or not all(map(all, ends)):
        return None
    convolutions = [(*end, int(match["side"]), 1) for end, match in zip(ends, listed, strict=True)]
    return _answers(text, found, convolutions, "one convolution after another")


def _answers(text: str, found: ToldSizes, convolutions: list[tuple[int, int, int, int]], what: str) -> Report | None:
    """The figures of convolutions that read so many channels, with filters, a kernel and groups."""
    counts = [held(Conv(filters=out, kernel=(side, side), groups=groups), ((1, into, 64, 64),))
              for into, out, side, groups in convolutions]
    weights = [each["weight"] for each in counts]
    biases = [each["bias"] for each in counts if found.bias is not False]
    parts = {"weights": weights, "biases": biases, "params": [*weights, *biases]}
    made = [AnsweredSize(name, sum(parts[name]), _sum(parts[name])) for name in found.asked]
    biased = "without biases" if found.bias is False else "with biases"
    return report(text, made, (f"read as: {what}, {biased}, without norms",)) if made else None


def _sum(parts: list[int]) -> str:
    """A sum as it is written."""
    return f"{' + '.join(f'{each:,}' for each in parts) or '0'} = {sum(parts):,}"
