"""The names of exercises, and their points: Aufgabe 3b), TD n° 4, 第三题, (5 Punkte); none of it counts."""

from __future__ import annotations

from functools import cache

from archcalc.homework.exercises.reading.wording import tongue

_CHINESE = "一二三四五六七八九十"
_NUMBER = rf"(?:[0-9]+(?:[./-][0-9]+)*\s?[a-h]?(?![a-z0-9x*])|[{_CHINESE}]+)"
_SIGN = r"(?:n[°ºo]\s*|no?\.\s*|nr\.?\s*|núm\.?\s*|\#\s*|رقم\s*)?"


@cache
def heading_pattern() -> str:
    """The regular expression of headings, of the words of all languages, for one that passes over blanks."""
    modules = [tongue.words_of(language) for language in tongue.languages()]
    called = "|".join(module.LABELS for module in modules) + r"|nr\.|n[°º]"
    worth = "|".join(module.POINTS for module in modules)
    found = (
        rf"(?<!\w)(?:ال)?(?:{called})\s*{_SIGN}(?:{_NUMBER}(?:\)|[.:](?![0-9]))?|[a-h]\))"
        rf"|第\s*{_NUMBER}\s*[小大]?[题问]"
        rf"|\A\s*[QPEس]\.?\s?[0-9]+(?:[.:)]|\s[-–])"
        rf"|(?<![^\s.:?])[أبجده]\)(?=\s)"
        rf"|[\[(]\s*[0-9]+\s*(?:{worth})\.?\s*[\])]")
    return found.replace(" ", r"[ ]")
