"""Two stacked 3x3 kernels against one of 5x5: they are layers, not filters of one layer."""

from __future__ import annotations

import re

from archcalc.base.errors import quoted
from archcalc.homework.exercises.said import ATTRIBUTE, LAYER, TIMES, Said, is_word
from archcalc.homework.exercises.sentence_words import refuse

_STACKED = re.compile(
    r"\b(?:stack(?:ed|s|ing)?|successive|consecutive|in a row|in sequence|in series|one after (?:another|the other)|"
    r"gestapelte\w*|aufeinander\w*|empilé\w*|success?iv[eo]?s|consécuti\w+|apilad\w+|consecutiv\w+)\b", re.IGNORECASE)


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
