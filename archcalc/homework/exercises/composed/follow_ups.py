"""A question behind another that changes one thing: and with a stride of 2, what would it be for a batch of 8."""

from __future__ import annotations

import re
from collections.abc import Callable

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.report import Report
from archcalc.homework.exercises import said
from archcalc.homework.exercises.composed.questions_apart import together
from archcalc.homework.exercises.said import Said
from archcalc.homework.exercises.scanner import tokens
from archcalc.homework.exercises.sentence_rules.statements import statements
from archcalc.homework.exercises.sentence_words import SentenceWord, blanked, refuse

_ASKS = (r"(?:what (?:would|will|does|is|about)(?: (?:it|that|this|they|the (?:answer|number|result|"
         r"count))){0,1}(?: be| become)?|"
         r"how (?:many|much|large|big) (?:would (?:it|there|that) be|is (?:it|that)|are (?:there|they)|then)|"
         r"what changes|"
         r"(?:wie viele|was) wären es|combien (?:y en a-t-il|serait-ce)|¿?cuántos serían)")
_FOLLOWS = re.compile(
    rf"(?<=[?؟？])\s*(?:¿\s*)?(?:(?:and|but|und|et|y|e|或|那么?|و)[,\s]*)?(?:{_ASKS}\s+(?:with|for|if|using|"
    rf"when using|by using|mit|avec|con|without|instead)"
    r"|(?:with|for|using|without|mit|avec|con|für|pour|para|ohne|sans|sin|如果|若|若是|مع))\s+"
    r"(?P<change>[^?؟？.]{3,60}?)\s*(?:呢|instead|stattdessen|à la place|en su lugar)?\s*[?؟？]\s*$", re.IGNORECASE)
_WITHOUT = re.compile(r"(?:without|ohne|sans|sin)\s+$", re.IGNORECASE)
_GIVEN = re.compile(r"(?P<name>[a-z_]+)\s*=\s*(?P<value>[A-Za-z0-9'\"]+)$")
_CALL = re.compile(r"(?<![\w.])(?:[A-Za-z_]\w*\.)*[A-Z]\w*\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_KINDS = frozenset({said.ATTRIBUTE, said.BATCH, said.NUMBER_TYPE})
_HINT = "change one thing: And with stride 2?"


def report(text: str, solved: Callable[[str], Report]) -> Report | None:
    """The answers before and after the change; None where no question follows. Raises ArchcalcError."""
    match = _FOLLOWS.search(text)
    if match is None:
        return None
    base, change = text[:match.start()], match["change"].strip()
    negated = _WITHOUT.search(text[:match.start("change")])
    change = f"no {change}" if negated else change
    after = _changed(text, base, change, match.start("change"))
    return together(text, [(base.strip(), solved(base)), (match[0].strip(), solved(after))])


def _changed(text: str, base: str, change: str, start: int) -> str:
    """The exercise with one thing otherwise."""
    given, calls = _GIVEN.match(change), list(_CALL.finditer(base))
    if given and len(calls) == 1:
        return _in_call(base, calls[0], given)
    token = SentenceWord("", change, start, start + len(change))
    told = [each for each in statements(change, tokens(change)) if each.kind != said.SEPARATOR]
    if len(told) != 1 or told[0].kind not in _KINDS:
        refuse(text, token, f"{quoted(change)}: what does it change?", _HINT)
    return f"{_without(base, told[0])} {change}."


def _in_call(base: str, call: re.Match[str], given: re.Match[str]) -> str:
    """The call with another argument."""
    before = re.search(rf"{given['name']}\s*=\s*[^,()]+", call["inside"])
    inside = call["inside"]
    inside = (inside[:before.start()] + given[0] + inside[before.end():] if before
              else f"{inside}, {given[0]}" if inside.strip() else given[0])
    return base[:call.start("inside")] + inside + base[call.end("inside"):]


def _without(base: str, change: Said) -> str:
    """The exercise without what it says of the thing that changes. Raises ArchcalcError where that is open."""
    found = tokens(base)
    places = [i for i, token in enumerate(found) for each in _said_at(base, found, i)
              if (each.kind, each.name) == (change.kind, change.name)]
    if len(places) > 1:
        raise ArchcalcError.of("exercise", f"{change.token.text} is said of several layers", hint=_HINT)
    for i in places:
        first = found[i - 1] if i and found[i - 1].code in "ANnbBw" and found[i - 1].code != found[i].code else found[i]
        base = blanked(base, first.start, found[i].end)
    return base


def _said_at(base: str, found: list[SentenceWord], i: int) -> list[Said]:
    """The statements whose token this is."""
    return [each for each in statements(base, found) if each.token is found[i]]
