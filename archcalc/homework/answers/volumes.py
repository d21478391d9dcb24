"""Volumes as people write them: 224x224x64, (64, 224, 224), [55,55,96], 96@55x55, 55*55*96."""

from __future__ import annotations

import re

from archcalc.base.named_tuples import NamedTuple

MOST_AXES = 6

PLANES = (r"(?:(?:feature|activation|output)[\s-]+)?(?:channels?|filters?|kernels?|maps?|ch(?![a-z])|"
          r"cartes?(?:\s+(?:de\s+caractéristiques|d'activation))?|mapas?(?:\s+de\s+(?:características|activación))?|"
          r"(?:merkmals|aktivierungs)?karten|"
          r"canaux|canal|kanäle|kanälen|canales|filtern?|filtres?|filtros?|"
          r"(?:قناة|قنوات|مرشح|خرائط|خريطة)(?:\s+(?:السمات|سمات|الميزات|ميزات))?|[个张]?(?:通道|特征图|滤波器))")
OF_SIZE = (r"(?:of|each|with|at|de|der|von|à|mit|con)?\s*(?:(?:size|taille|tamaño|größe|"
           r"بحجم|بقياس|بأبعاد|大小为?)\s*)?")
"""What stands between a number of maps and their size."""
_AXIS = (rf"[0-9]{{1,10}}(?:\.0)?\s*(?:h|w|c|d|px|pixels?|píxeles|بكسل|像素|high|wide|deep|"
         rf"-?dim(?:ensional|ensions)?(?:\s+vector)?|-?vector|{PLANES}(?:\s+deep)?|neurons|units|values|numbers|scores|"
         r"classes|logits|outputs|features|nodes|neuronen|neurones|neuronas|个?神经元|维(?:的?向量)?|عصبون(?:ات|ا|ًا)?)?")
_SEPARATOR = r"\s*(?:x|\*|,|;|-?by-?|cross)\s*"
_BATCH = re.compile(r"(?:(?:n|none|batch(?:[ _]?size)?|bs|b|m|-1|\?)\s*(?:x|\*|,|;|by)|\*\s*,)\s*", re.IGNORECASE)
_VOLUME = re.compile(rf"{_AXIS}(?:{_SEPARATOR}{_AXIS}){{0,{MOST_AXES - 1}}},?", re.IGNORECASE)
_LISTED = re.compile(r"[,;].*(?:x|\*|by)", re.IGNORECASE)
"""A size and then a volume: 32, 32x32x16."""
_SPACED = re.compile(r"[\[(]\s*[0-9]{1,10}(?:\s+[0-9]{1,10})+\s*[\])]|[0-9]{1,5}(?:\s+[0-9]{1,5}){2,3}")
_MAPS_FIRST = re.compile(rf"([0-9]{{1,10}})\s*(?:@|[个张]|{PLANES}\s*,?\s*{OF_SIZE})\s*"
                         r"([0-9]{1,10}(?:\^2|\s*(?:x|\*|by)\s*[0-9]{1,10}))"
                         rf"(?:,?\s+each|\s*的{PLANES})?", re.IGNORECASE)
_MAPS_LAST = re.compile(r"([0-9]{1,10}\s*(?:x|\*|by)\s*[0-9]{1,10})\s*@\s*([0-9]{1,10})", re.IGNORECASE)
_MAPS_APART = re.compile(rf"([0-9]{{1,10}})\s+([0-9]{{1,10}}\s*(?:x|\*|by)\s*[0-9]{{1,10}})\s+{PLANES}", re.IGNORECASE)
_AND = "(?:and|with|et|avec|und|mit|y|con)"
_DEPTH = re.compile(rf"(?:,|;|{_AND})?\s*(?:a\s+)?(?:depth|{PLANES})(?:\s+of)?\s*[=:]?\s*(?=[0-9])", re.IGNORECASE)
_WITH = re.compile(rf"(?:\s*(?:,|;)?\s*\b{_AND}\b\s*|\s*[,;]\s*|(?<=[0-9])\s+)(?=[0-9]+\s*{PLANES}(?:\s+deep)?$)",
                   re.IGNORECASE)
_SQUARE = re.compile(r"(?<![0-9])([0-9]{1,10})\^2(?=\s*(?:x|\*|,|by|$))")
_WRAPPED = re.compile(r"(?:torch\.size|tensorshape|tuple)?\s*\(?\s*[\[({]([^\[\](){}]*)[\])}]\s*\)?", re.IGNORECASE)
_DASHED = re.compile("|".join(rf"[0-9]{{1,5}}(?:\s*{sign}\s*[0-9]{{1,5}}){{2}}" for sign in ("-", r"\|", "/", "_")))
"""224-224-64, 224/224/64: three sides, and no subtraction."""
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
    maps = _MAPS_FIRST.fullmatch(text) or _MAPS_APART.fullmatch(text)
    if maps:
        return WrittenVolume((int(maps[1]), *_numbers(maps[2])), channels_first=True)
    text = _MAPS_LAST.sub(r"\1x\2", _WITH.sub("x", _DEPTH.sub("x", text)))
    if _SPACED.fullmatch(text):
        return WrittenVolume(_numbers(text))
    if _DASHED.fullmatch(text):
        return WrittenVolume(_numbers(text))
    wrapped = _WRAPPED.fullmatch(text)
    inner = wrapped[1].strip() if wrapped else text
    batch = _BATCH.match(inner)
    inner = inner[batch.end():] if batch else inner
    if not _VOLUME.fullmatch(inner) or _LISTED.search(inner) or (not (wrapped or batch) and _is_number(inner)):
        return WrittenVolume()
    return WrittenVolume(_numbers(inner.replace(".0", "")))


def _is_number(text: str) -> bool:
    """True where commas stand as in a number: 1,792 neurons is a number, 55,55,96 a volume."""
    first, *groups = re.sub(r"\s*[^\W\d_]+$", "", text).split(",")
    return bool(groups) and first.strip().isdigit() and all(len(group) == 3 and group.isdigit() for group in groups)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, _DIGITS.findall(text)))
