"""An answer in plain signs -> the same without its labels, and without the remarks beside it."""

from __future__ import annotations

import re

from archcalc.homework.answers import remarks
from archcalc.homework.answers.numbers import unit_of
from archcalc.homework.answers.within_text import names_another
from archcalc.homework.answers.workings import conclusion, restated, result

_EACH = re.compile(r"\s*(?:/|per)\s*(?:image|img|picture|sample)\s*$", re.IGNORECASE)
REMARK = re.compile(r"(?<=[^\s(\[{A-Za-z])\s*\((?=[^()]*[A-Za-z])([^()]*)\)$")
_WORDS_ALONE = re.compile(r"^([^()]*[0-9][^()]*?)\s*\(([^()0-9]*[^\W\d_][^()0-9]*)\)$")
"""A remark without a number, behind whatever it is."""
_PLANES = re.compile(r"(?<=[0-9])\s*\(\s*([0-9]+\s*(?:channels?|filters?|kernels?|(?:feature\s+)?maps?|deep)"
                     r"|depth\s*[=:]?\s*[0-9]+)\s*\)$", re.IGNORECASE)
"""A depth in brackets: 224x224 (64 filters)."""
_HEADED = re.compile(r"^(?:answer|ans|result|params|parameters|total|output|réponse|antwort|respuesta|resultado)\s+-\s+"
                     r"(?=[0-9(])", re.IGNORECASE)
_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9])|(?<=[0-9])(?=[\u4e00-\u9fff])")
_ARROW = re.compile(r"^(?:=\s*)+(?=[0-9(\[~])")
_SHAPE_OF = re.compile(r"^([A-Za-z_][\w .]{0,30}(?:\(\))?(?:[:=]+|\b(?:shape|size)\s)\s*)(?=[(\[]|torch)")
_PAIRED = re.compile(r"^\(([0-9]+)\s*[x,]\s*([0-9]+)\)\s*(?:x|,?\s*(?:with\s+)?(?:a\s+)?depth\s*[=:]?)\s*([0-9]+)$")
_TIMES_PAIR = re.compile(r"^([0-9]+)\s*x\s*\(([0-9]+)\s*x\s*([0-9]+)\)$")
"""A size in brackets and a depth beside it: (32x32)x16, 16 x (32x32)."""
_COMMENT = re.compile(r"(?<=[0-9])\s+//.*$")
_DEPTH_FIRST = re.compile(r"^(?:depth|profondeur|tiefe|profundidad)\s*[=:]?\s*([0-9]+)\s*[,;]\s*"
                          r"([0-9]+\s*x\s*[0-9]+)$", re.IGNORECASE)
_TICK = re.compile(r"^¿\s*|(?:\(\?+\)|(?<![:;])[:;]-?[)D](?!\S)|[\s✓✔☑✅👍🙂😀😊?？\ufe0f])+$")
"""A tick, a smile, and the mark of whoever is not sure."""
_ALONE = re.compile(r"^[\[{]\s*([0-9]+)\s*[\]}]$")
"""One number in the brackets of a list: [1216]."""
_FINAL = re.compile(r"\s*<-+\s*(?:final|answer|this(?:\s+one)?)?\s*(?:answer)?$", re.IGNORECASE)
_BULLET = re.compile(r"^[0-9]{1,2}\)\s+(?=[0-9])")
"""The number of a question before its answer: 1) 1,216."""
_MARK = re.compile(r"^(?:[-*]\s+(?=[\[(]?[0-9]+\s*[x,*]\s*[0-9]+\s*[x,*]\s*[0-9])|•\s*)"
                   r"|\s*[,;+]?\s*(?:and\s+)?\b0\s+non-?trainable(?:\s+param(?:eter)?s)?$", re.IGNORECASE)
"""The mark of a list before a volume, and what is not trainable, which is nothing."""
_BOTH = re.compile(r"([0-9][0-9,. ]*)\s*\(?w(?:eights?)?\)?\s*(?:and|&|\+|plus)\s*"
                   r"([0-9][0-9,. ]*)\s*\(?(?:b|bias(?:es)?)\)?"
                   r"|w(?:eights?)?\s*[:=]?\s*([0-9][0-9,. ]*?)\s*[,;+]?\s*(?:and\s+)?"
                   r"b(?:ias(?:es)?)?\s*[:=]?\s*([0-9][0-9,. ]*)", re.IGNORECASE)
"""Weights and biases apart, which together are the parameters."""
_IN_UNIT = re.compile(r"\s*[(\[]\s*([A-Za-z]+)\s*[)\]]$")
_SHOWN = re.compile(r"(=[^=]*?)-+>")
"""A working with its result: (32 - 5)/1 + 1 = 28 -> 28x28x16."""
_LABEL = re.compile(r"(?<![*+/^-])(?<![*+/^-] )\b(?:(?:[hwcdtn]|channels|depth)\s*[=:]|(?:height|width)\s*[=:]?)\s*"
                    r"(?=[0-9])", re.IGNORECASE)


def unlabelled(text: str) -> str:
    """An answer without its labels, and remarks after it."""
    text = _WORDS_ALONE.sub(_without_remark_behind, text)
    text = _PLANES.sub(r", \1", _IN_UNIT.sub(_unit_behind, _in_one_form(text)))
    return REMARK.sub(_without_remark, _EACH.sub("", _LABEL.sub("", text))).rstrip(";").strip()


def _in_one_form(text: str) -> str:
    """An answer without a heading and a tick, with a sum for weights and biases, and without a working that agrees."""
    for beside in (_FINAL, _MARK, _TICK, _COMMENT, _ARROW, _BULLET, _HEADED):
        text = beside.sub("", text)
    text = _CHINESE.sub(" ", _SHOWN.sub(r"\1=", text))
    both = _BOTH.fullmatch(text)
    if both:
        return f"{both[1] or both[3]} + {both[2] or both[4]}"
    return result(restated(_DEPTH_FIRST.sub(r"\2x\1", _ALONE.sub(r"\1", conclusion(_in_brackets(text))))))


def _in_brackets(text: str) -> str:
    """A volume without its name, and without the brackets around two of its sides."""
    return _TIMES_PAIR.sub(r"\1@\2x\3", _PAIRED.sub(r"\1x\2x\3", _SHAPE_OF.sub(_without_name, text)))


def _without_name(match: re.Match[str]) -> str:
    """Nothing for a volume's name; one that says that another is meant stays."""
    return match[0] if names_another(match[1]) else ""


def _without_remark(match: re.Match[str]) -> str:
    """Nothing for a remark; one that changes what the number means stays, so that it is not read without it."""
    return match[0] if remarks.takes_away(match[1]) or unit_of(match[1].strip()) == "scale" else ""


def _without_remark_behind(match: re.Match[str]) -> str:
    return match[0] if remarks.takes_away(match[2]) or unit_of(match[2].strip()) else match[1]


def _unit_behind(match: re.Match[str]) -> str:
    """A unit in brackets as one without: 12.85 (MB)."""
    return f" {match[1]}" if unit_of(match[1]) is not None else match[0]
