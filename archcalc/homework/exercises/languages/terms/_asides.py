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
    r"\b(?:is |are )?(?:split|divided|separated|partitioned) (?:in|into|up into)(?= [0-9a-z]+ groups)|"
    r"\b(?:along|on) (?:one|each|a single|every) (?:side|edge|axis)(?: of the (?:output|feature map))?(?=\s*[?.,])|"
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
_WIDTH = re.compile(
    r"(?<!\w)(?P<before>(?:nombres? |números? |valeurs? |valores? )?(?:flottants?|flotantes?|entiers?|enteros?|"
    r"gleitkommazahl(?:en)?|"
    r"fließkommazahl(?:en)?|ganzzahl(?:en)?|floats?|coma flotante|punto flotante|أعداد(?: صحيحة| حقيقية| عشرية)?)"
    r"(?: (?:de|sur|à|en|con|mit|von|zu je|codés sur))? )?(?P<bits>8|16|32|64)[ -]?(?:bits?|بتا?|位)"
    r"(?:[ -](?P<behind>gleitkomma\w*|fließkomma\w*|ganzzahl\w*|float(?:ing)?[ -]?(?:point)?(?: numbers?|"
    r" values?)?|integers?|"
    r"zahl(?:en)?|precision|浮点数?|整数))?(?![\w])", re.IGNORECASE)
_WHOLE = re.compile("enti|enter|ganz|integer|整|صحيحة", re.IGNORECASE)
"""Numbers of so many bits, and those of them that are whole."""
_SEPARABLE = re.compile(
    r"\(\s*(?:(?:a|un|una|une|ein|eine|an) )?(?:depthwise|tiefenweise|en profundidad|"
    r"en profondeur)[^()0-9]{0,14}(?P<size>[0-9]+x[0-9]+)"
    r"[^()0-9]{1,40}1x1[^()0-9]{0,16}\)", re.IGNORECASE)
"""The two halves of a separable convolution."""
_ALL_OF_THEM = re.compile(r"(?<![\w.])sum\(\s*\[?\s*(?P<p>\w+)\.numel\(\)\s+for\s+(?P=p)\s+in\s+(?P<of>.{1,800}?)"
                          r"\.parameters\(\)(?:\s+if\s+(?P=p)\.requires_grad)?\s*\]?\s*\)", re.DOTALL)
"""The parameters of a model, as PyTorch's users count them."""
_COUNTED = re.compile(r"(?<=\))\.(?P<what>weight|bias)(?:\.data)?\.(?:numel|nelement)\(\)")
_COUNTS = {"weight": " weights", "bias": " biases"}
_IS_SEPARABLE = re.compile(r"s[eé]parab", re.IGNORECASE)
_TORCH = re.compile(r"\bnn\.|torch", re.IGNORECASE)
_BOTH_BIASES = re.compile(r"[(,]?\s*(?:(?:remember|note|mind|recall|do not forget|don't forget|including|incl|"
                          r"with|there are|it has|"
                          r"uses|both)\s+)*b_?\{?ih\}?(?:_l0)?\s*(?:and|&|\+)\s*b_?\{?hh\}?(?:_l0)?\s*\)?",
                          re.IGNORECASE)
"""The two biases of each gate, which PyTorch has in any case."""


def without(text: str) -> str:
    """A text as long as the given one, with blanks for its asides.

    >>> without("24 KB (1 KB = 1024 B)?"), without("the size (height x width x channels)")
    ('24 KB                ?', 'the size                            ')
    """
    for pattern in _ASIDES:
        text = pattern.sub(_blank, text)
    if ".n" in text:
        text = _ALL_OF_THEM.sub(lambda match: f"parameters of {match['of']}".ljust(len(match[0])), text)
        text = _COUNTED.sub(lambda match: _COUNTS[match["what"]].ljust(len(match[0])), text)
    text = _WIDTH.sub(_typed, text)
    if _IS_SEPARABLE.search(text):
        text = _SEPARABLE.sub(lambda match: f" {match['size']}".ljust(len(match[0])), text)
    if _FIELD.search(text):
        text = _OF_A_NEURON.sub(_blank, text)
    return _BOTH_BIASES.sub(_blank, text) if _TORCH.search(text) else text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _typed(match: re.Match[str]) -> str:
    """A type of numbers by its name, where that takes no more room."""
    whole = _WHOLE.search(f"{match['before'] or ''} {match['behind'] or ''}")
    name = f"int{match['bits']}" if whole or match["bits"] == "8" else f"float{match['bits']}"
    named = (match["before"] or match["behind"]) and len(name) <= len(match[0])
    return name.ljust(len(match[0])) if named else match[0]
