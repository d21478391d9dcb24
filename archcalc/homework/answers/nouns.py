"""The noun that an answer has for its number: 1216 neurons, biases: 16. A noun tells which figures it may be."""

from __future__ import annotations

import re
from functools import lru_cache

from archcalc.base.named_tuples import NamedTuple

_VOLUMES = "output height width length slices channels neurons"
_NOUNS = {
    "params weights affine buffers biases":
        "params? parameters? paramètres? parametern parámetros? learnables? weights? poids gewichte? pesos? "
        "معاملات معامل معلمات معلمة أوزان وزن 参数 权重",
    "biases": "bias(?:es)? biais sesgos? offsets? انحيازات انحياز 偏置",
    f"{_VOLUMES} memory bytes receptive_field effective_stride":
        "neurons? neurones? neuronen neuronas? units? unités? einheiten unidades pixels? px píxeles activations? "
        "aktivierungen activaciones عصبونات عصبون 神经元 像素",
    "memory bytes": "memory mem mémoire speicher(?:bedarf)? memoria الذاكرة 内存",
}
"""The figures that a noun may mean, and the noun in several languages, as patterns."""
_HEADINGS = {
    _VOLUMES: "output height width length channels depth sortie hauteur largeur profondeur ausgabe höhe breite tiefe "
              "salida altura ancho profundidad الخرج الارتفاع العرض العمق 输出 高度 宽度",
    "kernel": "kernel filter noyau núcleo النواة 卷积核",
    "stride": "strides? schrittweite paso zancada الخطوة 步长",
    "padding": "padding remplissage relleno الحشو 填充",
}
"""The same of nouns that name a number only where they stand before it; those of a layer's attributes stand alone."""
_NUMBER = re.compile(r"[\[(]?[0-9](?:[0-9.,'x*^ ]*[0-9])?")
_REMARK = re.compile(r"(?<=[^\s(])\s*\([^()]*\)$")


class _Noun(NamedTuple):
    """A noun anywhere in a text, in front of a number, and, where it may stand there, behind one."""

    figures: frozenset[str]
    anywhere: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str] | None


def called(text: str) -> frozenset[str] | None:
    """The figures that the noun beside a text's last number may mean, with those of its other nouns; None without one.

    >>> "params" in called("1216 neurons per image"), *called("biases: 16"), *called("kernel 5x5x3")
    (False, 'biases', 'kernel')
    >>> called("1216"), called("each of 16 neurons: 1216"), "params" in called("1200 weights and 16 biases")
    (None, None, True)
    """
    plain = _REMARK.sub("", text)
    last = next(reversed(list(_NUMBER.finditer(plain))), None)
    before, behind = (plain[:last.start()], plain[last.end():]) if last else ("", plain)
    if not any(noun.before.search(before) or (noun.behind and noun.behind.match(behind)) for noun in _nouns()):
        return None
    apart = f"{before} {behind}"
    return frozenset().union(*(noun.figures for noun in _nouns() if noun.anywhere.search(apart)))


@lru_cache
def _nouns() -> tuple[_Noun, ...]:
    return (*(_noun(figures, words, goes_behind=True) for figures, words in _NOUNS.items()),
            *(_noun(figures, words, goes_behind=False) for figures, words in _HEADINGS.items()))


def _noun(figures: str, words: str, *, goes_behind: bool) -> _Noun:
    """A row of a table; words of Chinese have no space around them, and those of Arabic may have an article."""
    noun = "|".join(word if word[0] >= "\u4e00" else rf"(?<![^\W_])(?:ال)?{word}(?![^\W_])" for word in words.split())
    label = rf"(?:^|[,;.]\s*)[^0-9,;.]*(?:{noun})[^0-9,;.]{{0,12}}[:=]\s*$"
    alone = "" if figures == _VOLUMES or goes_behind else rf"|^\s*(?:the\s+)?(?:{noun})\s+(?:is\s+)?$"
    return _Noun(frozenset(figures.split()), re.compile(noun, re.IGNORECASE), re.compile(label + alone, re.IGNORECASE),
                 re.compile(rf"\s*(?:[^\W\d_]+\s+){{0,2}}?(?:{noun})", re.IGNORECASE) if goes_behind else None)
