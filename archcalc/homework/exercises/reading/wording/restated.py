"""Things said of attention and of recurrent layers that are so in any case: all four projections, both norms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from archcalc.base.named_tuples import NamedTuple

_MATRIX = r"(?:W_?\{?|the\s+)?"
_AND = r"\s*(?:,\s*and|,|/|and|und|et|y|&)\s*"
_LETTERS = (rf"(?:the\s+)?{_MATRIX}Q(?:uery|ueries)?\}}?{_AND}{_MATRIX}K(?:eys?)?\}}?{_AND}{_MATRIX}V(?:alues?)?\}}?"
            rf"(?:(?P<output>{_AND}{_MATRIX}O(?:ut(?:put)?)?\}}?(?!\w)))?")
_NAMES = r"(?:\s+(?:linear|weight|projection|square)s?)*(?:\s+(?:projections?|matrices|matrix|weights?|layers?))?"
_SIZED = (r"(?:\s*(?:are|sont|sind|son)?\s*(?:each|all|carrées|square|of\s+size|\s)*\(?\s*(?P<side>[0-9]+)\s*x\s*"
          r"(?P=side)\)?(?![\w.]*[0-9]))?")
_PROJECTIONS = re.compile(rf"(?<![\w.]){_LETTERS}(?!\w){_NAMES}{_SIZED}", re.IGNORECASE)
_FOUR = re.compile(r"(?<!\w)(?:(?:all|the|its|les|die|las)\s+)*(?:four|4|vier|quatre|cuatro)\s+"
                   r"(?:(?:attention|linear|square|weight|projection|lineare)\s+)*"
                   r"(?:projections?|matrices(?:\s+de\s+projection)?|projektionen|proyecciones)(?!\w)"
                   r"(?:\s+together)?(?:\s+have\s+bias(?:es)?)?", re.IGNORECASE)
_BOTH = re.compile(r"(?<!\w)(?:(?:and|with|including|plus|the|its|in)\s+)*(?:(?:both|two|2|all)\s+)?"
                   r"(?:the\s+)?(?P<what>feed[- ]?forward layers|layer[- ]?norms?|layer normali[sz]ations?|linear maps|"
                   r"linear layers)(?:\s+with\s+scale\s+and\s+shift)?(?!\w)", re.IGNORECASE)
_TRANSFORMER = re.compile(r"transformer|encoder|\bgpt\b|\bbert\b|feed[- ]?forward", re.IGNORECASE)
_LEFT_OUT = re.compile(r"(?:\bno|without|ignor\w+|exclud\w+|neglect\w+|not counting|leaving out|biases and(?: the)?|or|"
                       r"and)\s*(?:any\s+|the\s+|its\s+)*$", re.IGNORECASE)
_OF_NORMS = re.compile(r"(?<!\w)(?:(?:with|and|both|learnable|count|counting|has|have|tiene|con)\s+)*"
                       r"(?:gain|scale|weight|gamma|γ|escala|échelle)\s*(?:and|,|\+|y|et|und)\s*"
                       r"(?:bias|shift|offset|beta|β|desplazamiento|décalage)(?!\w)(?:\s+(?:are\s+)?(?:included|counted|"
                       r"learnable|aprendibles))*", re.IGNORECASE)
_NORM = re.compile("norm", re.IGNORECASE)
"""What a norm learns."""
_HALVES = re.compile(r"(?<=[a-z] )\((?P<side>[0-9]+)\s*x\s*(?P=side)\s+depth-?wise(?:\s+conv\w*)?\s*"
                     r"(?:\+|,|and|then|followed\s+by|plus|&|\s)*(?:an?\s+)?1\s*x\s*1\s+point-?wise(?:\s+conv\w*)?\)",
                     re.IGNORECASE)
"""The halves of a separable convolution, behind its name."""
_EMPHASIS = re.compile(r"(?<=\s)\*{1,2}(?=[A-Za-z])|(?<=[A-Za-z])\*{1,2}(?=[\s.,;:?])")
"""Asterisks around a *word*."""
_STATE = re.compile(r"(?<![\w.])h\s*(?:_?\{?t\}?|\^\{?[<(\[]?t[>)\]]?\}?|\(t\))\s*=\s*"
                    r"(?:tanh|sigma|sigmoid|relu|f|g|φ|σ)\s*\((?P<inside>(?:[^()]|\([^()]*\))*)\)", re.IGNORECASE)
"""h_t = tanh(W h_{t-1} + U x_t + b): a plain recurrent layer, with the biases that stand in it."""
_A_BIAS = re.compile(r"\+\s*b(?:_\{?\w+\}?)?(?!\w)")
_GATES = re.compile(r"(?<!\w)(?:each|every)\s+of\s+(?:the|its)\s+(?P<count>four|three|4|3)\s+gates\s+has\s+its\s+own\s+"
                    r"input\s+matrix,?\s+(?:and\s+)?(?:its\s+own\s+)?recurrent\s+matrix|(?<!\w)(?:with\s+)?(?:its\s+)?"
                    r"(?P<number>3|three|4|four)\s+gates(?!\w)", re.IGNORECASE)
_STORED = re.compile(r"\(?\s*weight_ih,\s*weight_hh,?\s*(?:and\s+)?|\(?bias_ih\s*(?:,|and)\s*bias_hh\)?|"
                     r"\(b_ih\s*(?:,|and)\s*b_hh\)", re.IGNORECASE)


_AXIS = r"(?:freq(?:uency)?|time|height|width|length|depth|channels?|frames|features|[DHWCLT])"
_AXES = re.compile(rf"(?<![\w.])(?P<open>\(?)\s*{_AXIS}(?:\s*x\s*{_AXIS}){{1,3}}(?!\w)\)?", re.IGNORECASE)
"""Height x width x channels, in the order in which volumes are told."""
_COUNTED_SIDES = re.compile(r"(?<![\w.])([0-9]+)\s*(?:\([a-z]+\)|tokens|time\s?steps|steps|frames|words|samples)"
                            r"\s*x\s*([0-9]+)"
                            r"\s*(?:\([a-z]+\)|dimensions|features|channels|dims)?(?!\w)", re.IGNORECASE)
"""200 tokens x 100 dimensions, 161 (freq) x 300 (time)."""
_FORMULA = re.compile(r"(?<![\w.])[0-9]*\*?\((?=[^ ]*[a-z])[0-9a-zA-Z_+*()^/.-]*[*+][0-9a-zA-Z_+*()^/.-]*\)(?![\w(])"
                      r"|(?<![\w.])[0-9]+\*[a-z]\^[0-9](?!\w)")
"""4*((m+n)*n+n): what is worked out in any case."""


class Restated(NamedTuple):
    """A stretch of the text, and what it says besides what goes without saying."""

    sense: str
    data: Any
    text: str
    start: int
    end: int


def restated(plain: str) -> Iterator[Restated]:
    """Stretches that say what is so in any case, and three of the four projections, which is another layer.

    >>> [each.data for each in restated("the Q, K and V projections")]
    [3]
    """
    for pattern, cue, rule in _RULES:
        if cue is None or cue.search(plain):
            for match in pattern.finditer(plain):
                if (said := rule(match)) is not None:
                    yield Restated(*said, match[0], *match.span())


_Said = tuple[str, Any]
_Rule = Callable[[re.Match[str]], "_Said | None"]


def _nothing(match: re.Match[str]) -> _Said:
    return "", None


def _projections(match: re.Match[str]) -> _Said:
    """All four, perhaps with their side, or the three of queries, keys and values."""
    if not match["output"]:
        return "projections", 3
    return ("matrix side", int(match["side"])) if match["side"] else ("", None)


def _both(match: re.Match[str]) -> _Said | None:
    return None if _LEFT_OUT.search(match.string[:match.start()]) else ("", None)


def _halves(match: re.Match[str]) -> _Said:
    return "size", (int(match["side"]),) * 2


def _axes(match: re.Match[str]) -> _Said:
    """The output, where axes are all that is asked."""
    asks = not match["open"] and match.string[match.end():].lstrip()[:1] in {"?", ""}
    return ("output", None) if asks else ("", None)


def _sides(match: re.Match[str]) -> _Said:
    return "size", (int(match[1]), int(match[2]))


def _recurrence(match: re.Match[str]) -> _Said:
    return "recurrence", len(_A_BIAS.findall(match["inside"]))


_RULES: tuple[tuple[re.Pattern[str], re.Pattern[str] | None, _Rule], ...] = (
    (_PROJECTIONS, None, _projections), (_FOUR, None, _nothing), (_STORED, None, _nothing),
    (_BOTH, _TRANSFORMER, _both), (_HALVES, None, _halves), (_OF_NORMS, _NORM, _nothing), (_AXES, None, _axes),
    (_EMPHASIS, None, _nothing),
    (_COUNTED_SIDES, None, _sides), (_FORMULA, None, _nothing), (_GATES, None, _nothing), (_STATE, None, _recurrence),
)
"""What is looked for, what must be said besides, and what it means."""
