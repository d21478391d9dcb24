"""Layers that one stands for: than a standard one, a depthwise separable one."""

from __future__ import annotations

import re

from archcalc.homework.exercises.sentence_words import SentenceWord

_STANDARD = re.compile(r"\b(?:standard|normal|regular|ordinary|usual|full|plain|conventional)\s+one\b", re.IGNORECASE)
_SET_AGAINST = re.compile(
    r"(?P<ratio>[QH]*[5WM][^.|]*?)(?P<kind>q*)(?P<window>z)(?P<name>L)(?P<told>(?:[w&,^]|nI|n[DOCF]+|nA|An|N?B)+)"
    r"(?P<other>q+z?)(?P<one>n)(?=[.?]|$)")
"""A figure of a layer that is told in full, then one of another kind, which has all its numbers."""


_REPLACED = re.compile(
    r"(?P<kind>q*)(?P<window>z)(?P<name>L)(?P<told>(?:[w&,^]|nI|n[DOCF]+|nA|An|N?B)+)[&,w]*(?P<other>q+z?)(?P<one>n)(?=[.,?]|$)")
_REPLACES = re.compile(r"\b(?:replac|swap|substitut|exchang)\w*\b[^.]*\b(?:by|with|for)\s+a", re.IGNORECASE)


def with_elided(text: str, found: list[SentenceWord]) -> list[SentenceWord]:
    """The tokens with the layer that one is, where it is compared with another of its kind."""
    letters = "".join(token.code or " " for token in found)
    against = _SET_AGAINST.search(letters) or (_REPLACED.search(letters) if _REPLACES.search(text) else None)
    if against and found[against.start("one")].text.lower() == "one" and "|" not in letters:
        return _against(found, against)
    begun = re.search("(?<=[|oG])z(?=tq*zq*L)", letters)
    if begun:
        named = next(token for token in found[begun.end():] if token.code == "L")
        return with_elided(text, [*found[:begun.end()], named, *found[begun.end():]])
    match = re.search(r"(?<=\|)n(?=[.,:ifdNw&]|$)", letters)
    layer = re.search("q*z?q*L", letters)
    if not match or not layer or layer.start() > match.start():
        return found
    one = found[match.start()]
    if not _STANDARD.search(text[found[match.start() - 1].end:one.end]):
        return found
    plain = [token for token in found[slice(*layer.span())] if token.code in "zL"]
    return [*found[:match.start()], *plain, *found[match.end():]]


def _against(found: list[SentenceWord], match: re.Match[str]) -> list[SentenceWord]:
    """Both layers in full, with or between them."""
    one = found[match.start("one")]
    other = found[slice(*match.span("other"))]
    windows = [] if any(token.code == "z" for token in other) else found[slice(*match.span("window"))]
    second = [*other, *windows, *found[slice(*match.span("name"))], *found[slice(*match.span("told"))]]
    return [*found[:match.end("told")], one._replace(code="|"), *second, *found[match.end("one"):]]
