"""A fully connected layer behind global average pooling, and the same behind a flattened volume."""

from __future__ import annotations

import re

from archcalc.base.report import Report
from archcalc.homework.exercises.by_sizes.consumed_text import ConsumedText
from archcalc.homework.exercises.by_sizes.size_reader import AnsweredSize, report

_VOLUME = re.compile(r"(?<![\w.])([0-9]{1,4}) ?x ?([0-9]{1,4}) ?x ?([0-9]{1,5})(?![\w.]*[0-9])", re.IGNORECASE)
_POOLED = re.compile(r"\b(?:(?:a|the|with|after|does|uses|do|by|then|of) )*(?:global (?:average|avg|"
                     r"mean)[- ]?pool(?:ing|s)?|gap)(?: layer)?\b", re.IGNORECASE)
_TO_WHAT = re.compile(r"\b(?:takes?|turns?|maps?|reduces?)(?= .{0,40}\bto what\b)|"
                      r"\b(?:volume )?(?:in)?to what(?: (?:shape|size|volume))?\b", re.IGNORECASE)
_FLATTENED = re.compile(
    r"\b(?:(?:if|we|had|is|and|it|the|after|volume|were|instead of|with|directly|just|simply|one|first|by|"
    r"then) )*(?:flatten(?:s|ed|ing)?|unroll(?:ed|ing)?)"
    r"(?: (?:it|the (?:volume|feature maps?|map)|layer))?(?: instead| directly)?\b", re.IGNORECASE)
_DENSE = re.compile(
    r"\b(?:(?:an?|the|uses?|and|then|one|single|its|final|followed by|would|does|do) )*(?:fc|fully[- ]connected|"
    r"dense|linear|classification|softmax)"
    r"(?: (?:layer|classifier|head))*\b", re.IGNORECASE)
_CLASSES = re.compile(r"\b(?:(?:to|with|for|of|and|we|need|there are|over|on|into) )*([0-9][0-9,]*) (?:classes|"
                      r"outputs|units|neurons|categories|logits)\b", re.IGNORECASE)
_HOW_MANY = re.compile(
    r"\b(?:and )?(?:compare )?(?:how many|(?:the )?number of)(?: (?P<what>weights|parameters))?(?: (?:would|"
    r"does|do|are|has|have|for|in|is|if|each|both|needs?|"
    r"of|the two|designs?|there))*", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:and )?which (?:one |design |of (?:the two|them) )?(?:is|has) (?:the )?(?:smaller|"
                    r"fewer|cheaper|less)(?: one)?\b", re.IGNORECASE)
_AROUND = re.compile(
    r"\b(?:the|its|last|final|feature map|feature maps|volume|of|an?|network|cnn|is|are|need|needs|needed|both|"
    r"design|option|variant|version|[AB]|after|"
    r"before|instead|input|then|we|compare|or)\b:?", re.IGNORECASE)


def report_of(text: str) -> Report | None:
    """Both layers; None where an exercise is of something else, or says a word more."""
    facts = ConsumedText(text)
    pooled_first = [match.start() for pattern in (_POOLED, _FLATTENED) for match in pattern.finditer(facts.rest)]
    pooled, flattened = facts.every(_POOLED), facts.every(_FLATTENED)
    if not pooled or not flattened or not facts.every(_DENSE):
        return None
    shape, which = facts.has(_TO_WHAT), facts.has(_WHICH)
    volumes = {tuple(map(int, match.groups())) for match in facts.every(_VOLUME)}
    classes = facts.whole(_CLASSES)
    bias, asked = facts.bias(), facts.every(_HOW_MANY)
    facts.every(_AROUND)
    if len(volumes) != 1 or not classes or not asked or not pooled_first or not facts.is_used_up():
        return None
    weights = any((match["what"] or "").lower() == "weights" for match in asked) or bias is False
    (volume,) = volumes
    return _told(text, volume, classes, biased=not weights, parts=(shape, which))


def _told(text: str, volume: tuple[int, ...], classes: int, *, biased: bool, parts: tuple[bool, bool]) -> Report:
    """Both fully connected layers, and what comes out of the pooling where that is asked for."""
    shape, which = parts
    high, wide, channels = volume
    made = []
    for name, features, product in (("pooled", channels, f"{channels}"),
                                    ("flattened", high * wide * channels, f"{high}*{wide}*{channels}")):
        value = features * classes + classes * biased
        made.append(AnsweredSize(name, value, f"{product}*{classes}{f' + {classes}' * biased} = {value:,}"))
    notes = (f"{'parameters' if biased else 'weights'} of the fully connected layer behind either",)
    found = report(text, made, notes + ("fewer: behind global average pooling",) * which)
    output = {"output": f"1x1x{channels}"} if shape else {}
    return found._replace(head={"answers": {**output, **found.head["answers"]}})
