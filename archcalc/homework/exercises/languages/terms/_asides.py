"""Asides of an exercise, as blanks: units that are told in any case, the order of axes, which neuron has a field."""

from __future__ import annotations

import re

_AXIS = (r"(?:frames?|time|depth|height|width|channels?|h|w|c|d|t|profundidad|alto|ancho|altura|anchura|canales|"
         r"profondeur|"
         r"hauteur|largeur|canaux|tiefe|höhe|breite|kanäle|زمن|ارتفاع|عرض|قنوات|高度?|宽度?|通道数?|深度|时间)")
_UNIT = r"(?:bytes?|b|octets?|byte|字节|بايت)"
_SIZE = r"(?:10\s*\^\s*[0-9]+|2\s*\^\s*[0-9]+|1[.,_ ]?024|1[.,_ ]?000(?:[.,_ ]?000)*|1[.,_ ]?048[.,_ ]?576)"
_ASIDES = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    rf"\(\s*{_AXIS}(?:\s*[x*,/]\s*{_AXIS}){{1,3}}\s*\)",
    rf"\(?\s*(?<![\w.])(?:1|one|un|ein)\s*[kmg]i?[bo]\s*(?:=|is|equals|est|ist)\s*{_SIZE}\s*{_UNIT}(?!\w)\s*\)?",
    r"\((?:partie entière|arrondi(?:e|r)? (?:à|vers)[^()]*bas|rounded? down|floor|integer part|abgerundet|abrunden|"
    r"ganzzahliger teil|parte entera|redondeando hacia abajo|向下取整|下取整|取整)\)",
    r"\(on the input(?: image)?\)|\bin both (?:directions|dimensions|axes)\b|\bin beide richtungen\b|"
    r"\b(?:dans|en) les deux (?:directions|dimensions)\b|\ben ambas (?:direcciones|dimensiones)\b",
    r"\b(?:stacked |placed |put |directly |one )*(?:on top of (?:each other|one another)|"
    r"one on top of the other)\b|\baufeinander gestapelt\w*|\büber ?einander gestapelt\w*|"
    r"\bl'une? (?:sur|après) l'autre\b|\buna? (?:sobre|encima de|tras) otr[ao]\b|\beine nach der anderen\b|"
    r"فوق بعضها(?: البعض)?|الواحدة تلو الأخرى|واحدة تلو الأخرى",
    r"(?<=[+,( ])\s*(?:the )?(?:running (?:mean|average)s? (?:and|\+|&) (?:running )?(?:variance|var)s?)\b",
))
"""Stretches that tell nothing that a reader has not in any case, wherever it stands."""
_FIELD = re.compile(r"recepti\w* field|champ réceptif|rezeptive\w* feld|campo receptivo|感受野|استقبال", re.IGNORECASE)
_NEURON = r"(?:output |single |given |central )*(?:neurons?|units?|pixels?|cells?|activations?|positions?)"
_OF_A_NEURON = re.compile(
    rf"\b(?:of|for|by|does|to)? ?(?:an?|one|each|any|the|every|single) {_NEURON}(?: (?:of|in|at|on|"
    rf"from)(?= (?:the|this|that|its|layer)))?|"
    r"\beines (?:einzelnen |ausgabe-?)?(?:neurons|pixels|ausgabepixels|ausgangsneurons)\b|"
    r"\bd'une? (?:seule? )?(?:neurone|pixel|unité)s?\b|\bde una? (?:neurona|píxel|unidad|pixel)\b|"
    r"(?:一个|单个|每个)(?:输出)?(?:神经元|像素|单元)的?|لعصبون(?: واحد)?|لكل عصبون", re.IGNORECASE)
"""A neuron has the field that its layer has."""
_TORCH = re.compile(r"\bnn\.|torch", re.IGNORECASE)
_BOTH_BIASES = re.compile(r"[(,]?\s*(?:(?:remember|note|mind|recall|do not forget|don't forget|including|incl|"
                          r"with|there are|it has|"
                          r"uses|both)\s+)*b_?\{?ih\}?(?:_l0)?\s*(?:and|&|\+)\s*b_?\{?hh\}?(?:_l0)?\s*\)?",
                          re.IGNORECASE)
"""The two biases of each gate, which PyTorch has in any case."""


def without(text: str) -> str:
    """A text as long as the given one, with blanks for its asides.

    >>> without("24 KB (1 KB = 1024 B)?"), without("the size (height x width x channels)")
    ('24 KB                ?', 'the size                           ')
    """
    for pattern in _ASIDES:
        text = pattern.sub(_blank, text)
    if _FIELD.search(text):
        text = _OF_A_NEURON.sub(_blank, text)
    return _BOTH_BIASES.sub(_blank, text) if _TORCH.search(text) else text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
