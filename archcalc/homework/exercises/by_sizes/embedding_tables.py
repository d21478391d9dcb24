"""Tables of embeddings of a language model: tokens, positions, segments; and one that is used twice."""

from __future__ import annotations

import re

from archcalc.base.report import Report
from archcalc.homework.exercises.by_sizes.consumed_text import ConsumedText
from archcalc.homework.exercises.by_sizes.size_reader import AnsweredSize, report
from archcalc.homework.exercises.known_blocks.family_names import NAMED

_N = r"([0-9][0-9,]*)"
_ENTRIES = re.compile(
    rf"(?:\b(?:an?|the|its|has|with|of) )*\bvocabulary(?: size)?(?: (?:has|of|is|contains|with|"
    rf"size))*(?: ?=)? ?{_N}(?: (?:word ?pieces|tokens|words|"
    rf"sub-?words|entries))?|{_N} (?:tokens|word ?pieces|words)(?: in (?:the|its) vocabulary)?", re.IGNORECASE)
_WIDTH = re.compile(
    rf"\b(?:(?:the|an?|and|has|with|is|of) )*(?:embedding|hidden|model) (?:dimension|size|width|dim)(?: (?:is|"
    rf"of))*(?: ?=)? ?{_N}|\bd(?:_model)? ?= ?{_N}|"
    rf"{_N}-dimensional(?: embeddings| vectors)?", re.IGNORECASE)
_POSITIONS = re.compile(rf"{_N} (?:learned |learnable |trainable )?position(?:al|s)?(?: embeddings?| encodings?|"
                        rf" vectors?)?",
    re.IGNORECASE)
_SEGMENTS = re.compile(rf"{_N} (?:learned )?(?:segment|token[- ]type|sentence)(?: embeddings?| types?| ids?)?",
    re.IGNORECASE)
_COUNT = re.compile(
    r"\bhow many (?:learnable |trainable )?(?:parameters|weights) (?:do|does|are|have|has)?(?: (?:the|all|there|"
    r"in|it|these))*(?: (?:two|three|2|3))?"
    r"(?: embedding)?(?: (?:tables|matrices|layers?|embeddings?))?(?: (?:have|contain|hold))?(?: (?:together|"
    r"altogether|in total))?",
    re.IGNORECASE)
_SAVED = re.compile(
    r"\bhow many (?:parameters|weights) (?:are|does|do|is|will be|would be)(?: one| it| we| you)? ?(?:saved|"
    r"save) (?:by|when|if|with|through) (?:tying|sharing|weight tying|"
    r"the (?:two )?(?:matrices )?are (?:tied|shared))(?: (?:the (?:two|input and output)|these(?: two)?|them|"
    r"both|the))?(?: (?:matrices|weights|"
    r"embeddings?|embedding matrices))?", re.IGNORECASE)
_PROJECTION = re.compile(r"\b(?:and )?(?:(?:an?|the|has|with|its) )*(?:bias-free |linear |"
                         r"untied )*output (?:projection|layer|matrix|embedding)"
                         r"(?: without bias(?:es)?)?(?: (?:back )?(?:to|onto|over) the vocabulary)?", re.IGNORECASE)
_AROUND = re.compile(
    r"\b(?:an? |the )?(?:language |transformer )?model\b|\b(?:an? |the |has |with )*(?:input|token|"
    r"word) embeddings?(?: table| matrix| layer)?\b|"
    r"\bthere are(?: also)?\b|\bof the same (?:dimension|size|width)\b|\b(?:and|also|with|has|has an|uses?|plus|"
    r"both|no bias)\b",
    re.IGNORECASE)


def report_of(text: str) -> Report | None:
    """The parameters of some tables; None where an exercise is of something else, or says a word more."""
    facts = ConsumedText(text)
    saved = facts.has(_SAVED)
    tied = bool(facts.has(_PROJECTION)) if saved else False
    asked = facts.has(_COUNT) if not saved else True
    more = [facts.whole(pattern) for pattern in (_POSITIONS, _SEGMENTS) if pattern.search(facts.rest)]
    width, entries = facts.whole(_WIDTH), facts.whole(_ENTRIES)
    for pattern in (NAMED, _AROUND):
        facts.every(pattern)
    if not asked or not width or not entries or not all(more) or saved != tied or not (saved or more):
        return None
    if (saved and more) or not facts.is_used_up():
        return None
    rows = entries + sum(more)
    written = " + ".join(map(str, (entries, *more)))
    line = f"({written})*{width} = {rows * width:,}" if more else f"{entries}*{width} = {rows * width:,}"
    what = "one matrix in the place of two" if saved else f"{1 + len(more)} tables"
    return report(text, [AnsweredSize("params", rows * width, line)], (f"read as: {what}",))
