"""Two stacked 3x3 kernels against one of 5x5: they are layers, not filters of one layer."""

from __future__ import annotations

import re

from archcalc.base.errors import quoted
from archcalc.homework.exercises.said import ASKED, ATTRIBUTE, LAYER, TIMES, Said, is_word
from archcalc.homework.exercises.sentence_words import refuse

_STACKED = re.compile(
    r"\b(?:stack(?:ed|s|ing)?|successive|consecutive|in a row|in sequence|in series|one after (?:another|the other)|"
    r"gestapelte\w*|aufeinander\w*|empilé\w*|success?iv[eo]?s|consécuti\w+|apilad\w+|consecutiv\w+)\b|"
    r"堆叠|级联|串联|叠加|متتالي|متتابع|متعاقب|مكدس", re.IGNORECASE)


def counted(text: str, alternatives: list[list[Said]]) -> list[list[Said]]:
    """The alternatives with windows that are counted in words as layers. Raises ArchcalcError where it may be filters.

    Where every alternative says how many filters it has, they are filters.
    """
    several = [[each for each in group if each.kind == ATTRIBUTE and each.name == "filters"] for group in alternatives]
    stacked = bool(_STACKED.search(text))
    if not any(several) or (all(several) and not stacked):
        return alternatives
    return [_as_layers(text, group, found, stacked=stacked) for group, found in zip(alternatives, several, strict=True)]


def _as_layers(text: str, group: list[Said], filters: list[Said], *, stacked: bool) -> list[Said]:
    """An alternative whose filters, in words beside no layer's name, are as many layers."""
    if len(filters) != 1 or not is_word(filters[0].token) or any(each.kind == LAYER for each in group):
        return group
    count = filters[0]
    if not stacked:
        refuse(text, count.token, f"{quoted(count.token.text)}: so many layers, or so many filters of one?",
               "for example: two stacked 3x3 convolutions, or one of 5x5")
    layers = [Said(TIMES, "", count.value, count.token), Said(LAYER, "conv", "implied", count.token)]
    return [made for each in group for made in (layers if each is count else [each])]


def seen(text: str, found: list[Said]) -> list[Said]:
    """The statements; where a receptive field is asked for, counted windows are layers. Raises ArchcalcError."""
    filters = [each for each in found if each.kind == ATTRIBUTE and each.name == "filters"]
    asked = [each.name for each in found if each.kind == ASKED]
    counted = len(filters) == 1 and type(filters[0].value) is int and filters[0].value > 1
    if asked != ["receptive_field"] or not counted or any(each.kind == LAYER for each in found):
        return found
    stacked = bool(_STACKED.search(text))
    if not stacked and not is_word(filters[0].token):
        return found
    layers = [Said(TIMES, "", filters[0].value, filters[0].token), Said(LAYER, "conv", "implied", filters[0].token)]
    if not stacked:
        refuse(text, filters[0].token, f"{quoted(filters[0].token.text)}: so many layers, or so many filters of one?",
               "for example: three stacked 3x3 convolutions")
    return [made for each in found for made in (layers if each is filters[0] else [each])]
