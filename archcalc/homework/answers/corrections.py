"""Corrections: ~~54x54x96~~ 55x55x96; 1200, no wait, 1216; not 1200 but 1216."""

from __future__ import annotations

import re
from itertools import pairwise

_STRUCK = re.compile(r"~~[^~]+~~|<(?P<tag>s|del|strike)\b[^<>]*>.*?</(?P=tag)\s*>|(?:[^\u0336]\u0336)+"
                     r"|\\(?:sout|cancel|xcancel|bcancel|st)\s*\{[^{}]*\}", re.IGNORECASE | re.DOTALL)
"""Crossed out: in Markdown, HTML, LaTeX, and sign by sign."""
_MARKS = r"""
    (?:oh[\s,]*)?no[\s,.]*wait | wait[\s,.]*no | (?:oh[\s,]+)?wait | sorry | oops | my\s+bad | my\s+mistake
    scratch\s+that | correction | corrected(?:\s+to)? | edit(?:ed)? | i\s+mean(?:t)? | actually | or\s+rather
    rather(?!\s+than) | should(?:\s+have)?\s+be(?:en)? | (?:no|nope|non|nein)(?=[,.:!]) | attends | plutôt | pardon
    je\s+corrige | désolée? | je\s+veux\s+dire | nein[\s,]*warte | moment | quatsch | korrektur | korrigiert
    besser\s+gesagt | entschuldigung | ich\s+meine | espera | no[\s,]*espera | perdón | corrección | corrijo
    mejor\s+dicho | quiero\s+decir | digo
    عفوا | عفوًا | تصحيح | أقصد | آسف | بل | 更正 | 改为 | 改成 | 应为 | 应该是 | 抱歉 | 不对
"""
_MARK = "|".join(mark for line in _MARKS.strip().splitlines() for mark in line.strip().split(" | "))
_FRONT = r"(?:^|[\s,;.:!?()\[\]\"'—–…-]|(?<=[0-9)\]])(?=[\u4e00-\u9fff]))"
_IT_IS = r"(?:(?:it\s+(?:is|should\s+be)|it's|c'est|es\s+ist|es)\s+)?"
_FORGOT = (r"(?:i\s+)?(?:forgot|missed|left\s+out)|(?:habe\s+)?vergessen|(?:j'ai\s+|j'avais\s+)?oublié"
           r"|(?:me\s+)?faltaban?|olvidé|نسيت|忘了|忘记了?")
_LEFT_OUT = """
    the a an to add added adding with and need needs we count counted counting plus also include including bias biases
    weight weights padding stride depth channels one i still les le des il faut avec plus ajouter compter biais
    der die das den noch dazu mit bias los las el con hay que sumar sesgos sesgo الانحياز الانحيازات مع إضافة
"""
_WHAT = rf"(?:\b(?:{'|'.join(_LEFT_OUT.split())})\b|加上|加|偏置|是)[\s,]*"
"""What was forgotten. Of no other words it is known that they leave the number behind them as it is."""
_NUMBER = rf"{_IT_IS}(?=[\[({{~$≈=]*\s*[0-9])"
_END = (r"(?:[,;:=，：]\s*|(?<=是)|\b(?:bias(?:es)?|weights?|padding|channels|biais|sesgos?)\s+"
        r"|(?:الانحياز|الانحيازات)\s+)")
"""What an explanation ends in: of *plus* before a number, that is still to be added."""
_EXPLAINED = rf"(?:(?:{_FORGOT})?\s*(?:{_WHAT}){{0,8}}?{_END})?"
_TAKEN_BACK = re.compile(rf"{_FRONT}(?:(?:{_MARK})\s*[,;:.!，：]*\s*{_EXPLAINED}"
                         rf"|(?:{_WHAT}){{0,3}}(?:{_FORGOT})\s*(?:{_WHAT}){{0,5}}[,;:=，：]+\s*){_NUMBER}",
                         re.IGNORECASE)
"""A word after which a number stands in the place of the one before."""
_NOT, _INSTEAD = r"(?:\b(?:not|nicht|no|pas|non)\b|ليس|不是)", r"(?:\b(?:but|sondern|sino|mais)\b|بل|而是)"
_BUT = re.compile(rf"{_NOT}\s*[\[({{]?[0-9][^;:]*?[\s,，]*{_INSTEAD}\s*(?=[\[({{]?[0-9])", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:thought|wrote|initially|originally|forgot)\b[^;:]*?\b(?:but|now)\b(?=.*[0-9])",
                     re.IGNORECASE)
_VOLUME = r"[\[(]?\d+(?:\s*[x×✕*·,]\s*\d+){1,3}[\])]?"
_ARROW = r"(?:[-=]+>|[→⇒⟶]|,?\s*(?:and\s+)?(?:then|puis|dann|luego|ثم|再|然后))"
_OUTCOME = re.compile(rf"\s*(?:{_VOLUME}\s*{_ARROW}\s*(?:[^\W\d_]\w{{0,15}}\s*{_ARROW}\s*)?"
                      rf"|(?:from|von|de|من|从)\s+{_VOLUME}\s*(?:to|auf|nach|zu|à|vers|a|إلى|到)\s+)(?P<last>{_VOLUME})\s*",
                      re.IGNORECASE)
"""What goes in and what comes out: 227x227x3 -> 55x55x96."""

_PATH = re.compile(rf"(?P<steps>[0-9]+(?:\s*{_ARROW}\s*[0-9]+)+\s*{_ARROW}\s*)(?P<last>[0-9]+)(?=\s*(?:[,;(]|$))"
                   rf"|(?:[0-9]+x[0-9]+\s*{_ARROW}\s*){{2,}}[0-9]+x[0-9]+(?=\s*(?:[,;(]|$))")
"""Numbers that grow or shrink from layer to layer: 3 -> 5 -> 7."""


def kept(text: str) -> str:
    """An answer as written without what it crosses out, and without the volume that went in.

    >>> kept("~~54x54x96~~ 55x55x96").strip(), kept("227x227x3 -> 55x55x96")
    ('55x55x96', '55x55x96')
    >>> kept("3 -> 5 -> 7"), kept("34848 -> 34944"), kept("3 -> 9 -> 7")
    ('7', '34848 -> 34944', '3 -> 9 -> 7')
    """
    left = _PATH.sub(_end_of_path, struck(text))
    outcome = _OUTCOME.fullmatch(left)
    return outcome["last"] if outcome else left


def _end_of_path(path: re.Match[str]) -> str:
    """The last of numbers that go one way; numbers that do not as they stand."""
    steps = [*map(int, re.findall("(?<![0-9x])[0-9]+", path[0]))]
    last = path["last"] or path[0].split()[-1].rpartition(">")[-1].lstrip("→⇒⟶")
    ways = {(one < other) - (one > other) for one, other in pairwise(steps)}
    return last if len(ways) == 1 else path[0]


def struck(text: str) -> str:
    r"""A text without what is crossed out in it.

    >>> struck("~~54x54x96~~ 55x55x96"), struck(r"\cancel{1200} 1216"), struck("~140 million, ~1e8")
    (' 55x55x96', ' 1216', '~140 million, ~1e8')
    """
    return _STRUCK.sub("", text)


def last_word(text: str) -> str:
    """The part of a text that stands in the place of what it takes back; the text as it stands where it takes nothing.

    >>> last_word("1200, no wait, 1216"), last_word("not 1200 but 1216"), last_word("1216, not 1200")
    ('1216', '1216', '1216, not 1200')
    """
    ends = [found.end() for pattern in (_TAKEN_BACK, _BUT, _BEFORE) for found in pattern.finditer(text)]
    return text[max(ends):].strip() if ends else text
