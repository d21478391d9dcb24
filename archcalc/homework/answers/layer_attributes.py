"""Attributes of the layer, said beside its figure: 55x55x96 (kernel 11x11, stride 4, no padding)."""

from __future__ import annotations

import re

_NAMES = {"kernel": "kernel filter window noyau fenêtre kern núcleo النواة 卷积核",
          "stride": "strides stride pas schrittweite paso zancada خطوة الخطوة 步长",
          "padding": "padding pad remplissage relleno حشو الحشو 填充"}
_WORDS = {word: name for name, words in _NAMES.items() for word in words.split()}
_NAME = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_SIZE = r"[0-9]+(?:\s*x\s*[0-9]+)*"
_WHY = "because|since|as|weil|car|porque"
_FILLER = (rf"(?:{_WHY}|the|a|an|with|for|at|using|of|no|zero|without|same|valid|mit|ohne|avec|sans|con|sin|"
           r"مع|بدون|是)")
_ONE = (rf"(?:{_FILLER}\s+){{0,4}}(?:(?:{_NAME}|dilation|groups?|[fkps](?=\s*[=:]))(?![^\W_])(?:\s*size)?"
        rf"(?:\s*(?:of|is|de|von)(?![^\W_]))?(?:\s*[:=])?(?:\s*{_SIZE})?|{_SIZE}\s+(?:kernels?|filters?|windows?))")
_SEVERAL = rf"{_ONE}(?:(?:\s*[,;]\s*|\s+(?:and|und|et|y)\s+|\s+){_ONE}){{0,5}}"
"""No text is matched by these in two ways: a sheet may hold thousands that nearly are."""
_ALL = re.compile(_SEVERAL, re.IGNORECASE)
_BEHIND = re.compile(rf"(?<=[0-9)\]])\s*[,;]?\s+(?=with|for|at|using|{_WHY}|kernel|stride|pad|avec|mit|con|مع)"
                     rf"{_SEVERAL}\.?$", re.IGNORECASE)
_IN_FRONT = re.compile(rf"^{_SEVERAL}", re.IGNORECASE)
_STATED = re.compile(rf"(?<![^\W_])({_NAME})(?![^\W_])(?:\s*size)?\s*(?:of|is|de|von)?\s*[:=]?\s*"
                     r"([0-9]+)((?:\s*x\s*[0-9]+)*)(?![0-9.,]*[0-9x*])", re.IGNORECASE)


def is_of_attributes(text: str) -> bool:
    """True of a text that names attributes of a layer and nothing else.

    >>> is_of_attributes("kernel 11x11, stride 4, no padding"), is_of_attributes("per filter")
    (True, False)
    """
    return bool(_ALL.fullmatch(text.strip()))


def without_attributes(text: str) -> str:
    """A text without the attributes behind its number.

    >>> without_attributes("55x55x96 with stride 4 and no padding"), without_attributes("stride 4")
    ('55x55x96', 'stride 4')
    """
    return _BEHIND.sub("", text)


def before_digits(text: str) -> str:
    """The words in front of the first number of a text, or behind the attributes at its beginning.

    >>> before_digits("not 1200 + 16 = 1216"), before_digits("no padding: (36-5)/1 + 1 = 32")
    ('not ', ' (')
    """
    return re.split("[0-9]", _IN_FRONT.sub("", text, count=1), maxsplit=1)[0]


def stated(text: str) -> frozenset[tuple[str, int]]:
    """The attributes that a text gives a number for, one for all axes.

    >>> sorted(stated("55x55x96 (kernel 11x11, stride 4)")), sorted(stated("stride 32x32x16"))
    ([('kernel', 11), ('stride', 4)], [])
    """
    found = ((_WORDS[name.lower()], int(number), more) for name, number, more in _STATED.findall(text))
    return frozenset((name, number) for name, number, more in found
                     if {int(each) for each in re.findall("[0-9]+", more)} <= {number} and more.count("x") < 2)
