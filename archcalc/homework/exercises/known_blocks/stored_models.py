"""What the weights of a model take whose parameters are counted: 7B parameters in fp16."""

from __future__ import annotations

import re
from fractions import Fraction

from archcalc.base.errors import quoted
from archcalc.base.report import Column, Report, Table
from archcalc.base.units import VALUE_BYTES, mebibytes, megabytes
from archcalc.homework.exercises.answers_asked import SCHEMA
from archcalc.homework.exercises.known_blocks.numbers_said import left_of
from archcalc.homework.exercises.sentence_words import SentenceWord, blanked, folded, refuse
from archcalc.homework.exercises.vocabulary import meaning

COUNT = re.compile(r"(?<![^\W\u4e00-\u9fff])(?<!\.)(?P<count>[0-9][0-9,_]*(?:\.[0-9]+)?)[ -]?"
                    r"(?P<times>k|m|b|thousand|million|billion|"
                    r"trillion|e4|e8)? *-?"
                    r"(?:(?<=[ -])(?:d[e'] ?)?(?:par[aá]m(?:eter|ètre|etro)?[sn]?\b|weights\b|معامل|معلمة)"
                    r"|(?<=[0-9 ])参数)", re.IGNORECASE)
TIMES = {"k": 10**3, "thousand": 10**3, "m": 10**6, "million": 10**6, "b": 10**9, "billion": 10**9,
          "trillion": 10**12, "": 1, "e4": 10**4, "e8": 10**8}
_ASKED = re.compile(
    r"\b(?:how (?:much|many)|what is the(?: minimum)?|compute the|calculate the) (?:gpu |device |video )?"
    r"(?:memory footprint|memory requirements?|memory usage|memory|ram|vram|storage|disk space|space|bytes|megabytes|"
    r"gigabytes|[kmg]i?b|size(?= in))"
    r"(?: (?:in|of) (?:[kmg]i?b|bytes|megabytes|gigabytes))?(?: of (?:gpu )?(?:memory|ram|vram|storage|disk "
    r"space))?|\b(?:combien d(?:e |')|wie ?viele? |cuánt[oa]s? |كم )(?:mémoire|speicher(?:platz)?|memoria|espacio|"
    r"octets?|bytes?|megabytes?|[kmg]i?[bo]\b|(?:(?:ميجا|ميغا|جيجا|غيغا)?بايت)|من الذاكرة)"
    r"|多少(?:内存|显存|存储空间|字节|[kmg]i?b)",
    re.IGNORECASE)
_TYPES = re.compile(r"(?<![a-zA-Z0-9_])(?:[a-z]*float ?(?:16|32|64)|fp ?(?:16|32|64)|bf16|int ?(?:8|4)|"
                    r"(?:half|single|double|full)[ -]precision|"
                    r"(?P<bits>4|8|16|32|64)[ -]?bits?(?: (?:integers?|floats?|floating[ -]point(?: numbers?)?|"
                    r"precision|each))?)(?![a-zA-Z0-9_])",
                    re.IGNORECASE)
_UNIT_TOLD = re.compile(r"\((?:1\s*MB\s*=\s*)?10\^6\s*(?:bytes?|octets|字节|بايت)\)", re.IGNORECASE)
"""Megabytes as they are told in any case."""
_WIDTHS = re.compile(r"\b(?P<width>[1248])[ -]bytes?(?: each| floats?| values?| (?:per|for each|"
                     r"for every) (?:parameter|"
                     r"weight|value))\b", re.IGNORECASE)
_BITS = {"4": Fraction(1, 2), "8": Fraction(1), "16": Fraction(2), "32": Fraction(4), "64": Fraction(8)}
_LEFT = (
    "a|an|the|of|in|for|with|and|has|have|uses?|using|is|are|it|its|to|as|if|do|does|need(?:ed|s)?|require[sd]?|"
    "take|takes|"
    "occupy|occupies|store|stored|stores|hold|load|loaded|loading|save|saved|weights?|parameters?|model|network|"
    "llm|language|"
    "large|neural|deep|transformer|only|just|alone|each|all|every|being|kept|keep|fit|memory|gpu|checkpoint|on|"
    "disk|we|you|"
    "would|will|must|you|precision|format|numbers?|represented|by|when|that|approximately|about|roughly|at|"
    "least|suppose|consider|"
    "un|une|le|la|les|modèle|réseau|en|occupe|occupent|t|il|elle|prend|prennent|stocké|stockés|stockée|avec|de|des|d|"
    "ein|eine|der|die|das|netz|netzwerk|modell|hat|haben|im|belegt|belegen|es|braucht|brauchen|benötigt|"
    "gespeichert|mit|"
    "una|red|modelo|tiene|ocupa|ocupan|necesita|necesitan|almacenado|almacenados|con|los|el|para|"
    "一个模型有|一个网络有|用|以|存储|需要|占用|的|نموذج|شبكة|فيه|فيها|له|لها|بنوع|يشغل|تشغل|يحتاج|تحتاج|من|"
    "first|last|fc|fully|connected|dense|layer|has|this|there|assume|inference|minimum|up|gb|mb|gib|mib|bytes|"
    "their|itself|how|much|many")
_HINT = "for example: 7B parameters in float16: how many bytes?"


def report(text: str) -> Report | None:
    """The bytes of so many parameters; None where an exercise describes layers, or asks for something else."""
    plain = folded(text)
    counts, asked = list(COUNT.finditer(plain)), _ASKED.search(plain)
    if len(counts) != 1 or asked is None or (counts[0].start() < asked.end() and counts[0].end() > asked.start()):
        return None
    rest = _UNIT_TOLD.sub(lambda told: " " * len(told[0]), blanked(blanked(plain, *asked.span()), *counts[0].span()))
    types = [*_TYPES.finditer(rest), *_WIDTHS.finditer(rest)]
    widths = {_width(match) for match in types} - {None}
    for match in types:
        rest = blanked(rest, *match.span())
    if left_of(rest, _LEFT) or len(widths) > 1:
        return None
    token = SentenceWord("", text[slice(*counts[0].span())], *counts[0].span())
    exact = Fraction(counts[0]["count"].replace(",", "").replace("_", "")) * TIMES[(counts[0]["times"] or "").lower()]
    if exact.denominator != 1:
        refuse(text, token, f"{quoted(token.text)} is no whole number of parameters", _HINT)
    return _told(text, int(exact), widths.pop() if widths else None)


def _width(match: re.Match[str]) -> Fraction | None:
    """The bytes of a value, by the name of its type."""
    found = match.groupdict()
    if found.get("width"):
        return Fraction(int(found["width"]))
    if found.get("bits"):
        return _BITS[found["bits"]]
    word = match[0].lower()
    if "int" in word:
        return _BITS[word[-1]]
    meant = meaning(word) or meaning(word.replace(" ", ""))
    return Fraction(4) if word.startswith("full") else Fraction(VALUE_BYTES[meant.data]) if meant else None


def _told(text: str, count: int, width: Fraction | None) -> Report:
    """The bytes, with the arithmetic."""
    taken = width or Fraction(4)
    size = count * taken
    exact = int(size) if size.denominator == 1 else float(size)
    scaled = f" ({megabytes(int(size))}, {mebibytes(int(size))})" if size > 1000 else ""
    rows = (("bytes", f"{count:,} * {taken} = {exact:,}{scaled}"),)
    columns = (Column("figure", "figure", rank=0), Column("answer", "answer", "prose", rank=0))
    notes = ["read as: the weights alone, without activations, gradients or an optimizer's states"]
    notes += [] if width else ["assumed: float32"]
    head = {"answers": {"bytes": exact}}
    return Report(SCHEMA, (Table("answers", columns, rows),), tuple(notes), head, title=text.strip())
