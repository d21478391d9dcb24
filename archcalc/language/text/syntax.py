"""libyaml's complaints in words for people who write networks and not parsers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from archcalc.base.errors import Mistake, Place, Refused, Source, quoted

_WORDS = {
    "did not find expected ',' or ']'": ("a comma, or the closing ], is missing before this", ""),
    "did not find expected ',' or '}'": ("a comma, or the closing }, is missing before this", ""),
    "did not find expected node content": ("a value is missing here", ""),
    "did not find expected key": ("this does not stand where a key of the mapping does",
                                  "keys of one mapping are indented alike, and each has its colon"),
    "did not find expected '-' indicator": ("this does not stand where an item of the list does",
                                            "items of one list are indented alike, and each has its -"),
    "could not find expected ':'": ("a colon is missing after this key", "key: value, with a space after the colon"),
    "mapping values are not allowed in this context": ("a key cannot stand here", "a text with a colon stands in "
                                                       "quotes; a mapping begins on a line of its own"),
    "mapping keys are not allowed in this context": ("a key cannot stand here", "a text with a ? stands in quotes"),
    "block sequence entries are not allowed in this context": ("a list cannot begin here",
                                                               "the first - stands on a line of its own"),
    "found unknown escape character": ("there is no such escape", "in single quotes a backslash is a backslash"),
    "did not find expected hexdecimal number": ("an escape wants hexadecimal digits",
                                                "in single quotes a backslash is a backslash"),
    "found invalid Unicode character escape code": ("no character has this number", ""),
    "did not find expected whitespace or line break": (
        "a text cannot begin with ! here", "in an expression it is not a; a text that begins with ! stands in quotes"),
    "found unexpected document indicator": ("a document begins or ends inside quotes", "the quotes were not closed"),
    "found an indentation indicator equal to 0": ("a text is indented by 1 to 9", ""),
    "did not find expected comment or line break": ("only a comment may follow on this line", ""),
    "did not find expected alphabetic or numeric character": ("& and * want a name",
                                                              "a text that begins with * or & stands in quotes"),
    "did not find expected <document start>": ("text follows after the end of the document",
                                               "one file holds one document"),
}
"""By libyaml's words: ours, and a way out."""
_TABS = "YAML is indented with spaces, not tabs"
_COMMENT, _MOST_STARTS = " #", 20
_BEGIN = re.compile(r"(?<=: )|(?<=, )|(?<=[\[{])|(?<=- )")
_UNKNOWN = "archcalc source lenet5 shows how it is done"


def mistake(error: Any, source: Source, around: Sequence[Any]) -> Mistake:
    """The complaint of libyaml; for a bracket or quote never closed, at its opening.

    `around` are the beginnings of the collections that have not ended.
    """
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or ""
    at_end = mark is not None and mark.index >= len(source.text.rstrip())
    if at_end and around and around[-1].flow_style:
        opening = place_of(source, around[-1].start_mark)
        comment = _COMMENT in source.line(opening.line)[opening.column:]
        return Mistake("syntax", "this is never closed", opening, f"its {_closing(source, around[-1])} is missing"
                       + ("; what stands behind # is a comment" if comment else ""))
    if at_end and context is not None and "quoted" in (getattr(error, "context", None) or ""):
        return Mistake("syntax", "this is never closed", place_of(source, context), "its closing quotes are missing")
    if mark is None:
        return Mistake("syntax", "this is not YAML", Place(source, 1, 1), _UNKNOWN)
    place = place_of(source, context if at_end and context is not None else mark)
    message, hint = _told(problem, source.line(place.line)[place.column - 1: place.column])
    return Mistake("syntax", message, place,
                   _in_braces(source, place) or _whole(source, place) or hint or _begun(source, around))


def place_of(source: Source, mark: Any) -> Place:
    """The place of a mark of libyaml's."""
    return Place(source, mark.line + 1, mark.column + 1)


def _told(problem: str, letter: str) -> tuple[str, str]:
    """The fault, and a way out; `letter` is the one at which libyaml stopped."""
    if letter == "\t":
        return "a tab cannot stand here", _TABS
    if problem == "found character that cannot start any token":
        return f"{quoted(letter)} cannot begin a value", "a text that begins with it stands in quotes"
    return _WORDS.get(problem, ("this is not YAML", "" if problem else _UNKNOWN))


def _closing(source: Source, event: Any) -> str:
    """The bracket that closes a collection."""
    line, column, *_ = place_of(source, event.start_mark)[1:]
    return "}" if source.line(line)[column - 1: column] == "{" else "]"


def _begun(source: Source, around: Sequence[Any]) -> str:
    """In what a place lies: the collection in brackets that began last."""
    if not around or not around[-1].flow_style:
        return ""
    noun = "mapping" if _closing(source, around[-1]) == "}" else "list"
    place = place_of(source, around[-1].start_mark)
    return f"in the {noun} that begins at {place.line}:{place.column}"


def _in_braces(source: Source, place: Place) -> str:
    """A hint at the quotes that ${...} wants inside brackets, where one stands before the place."""
    line = source.line(place.line)
    before = line[: place.column].rstrip()
    found = re.match(r"\$\{[^{}]*\}?", line[before.rfind("$"):]) if "$" in before else None
    if found is None or place.column - 1 > before.rfind("$") + found.end():
        return ""
    begun = re.search(r"(?:[\[{,]|: |- )\s*((?:\$\{[^{}]*\}|[^\[\]{},\"'])*)$", before[:before.rfind("$")])
    whole = re.match(r"(?:\$\{[^{}]*\}?|[^\[\]{},\"'])*", line[begun.start(1) if begun else before.rfind("$"):])
    text = re.sub(r"^\w+:\s", "", whole[0] if whole else "").strip()
    return f'put it in quotes: "{quoted(text, "")}"'


def uncut(text: str, place: Place) -> str:
    """The quotes that keep a text whole which YAML has cut at a comma; nothing where its brackets are closed.

    Inside braces `filters: max(16, c_in)` is two keys, of which the first is max(16.
    """
    if text.count("(") <= text.count(")"):
        return ""
    line = place.source.line(place.line)
    before, rest = line[: place.column - 1], line[place.column - 1:]
    whole = _expression(rest) or rest[: _closed(rest)]
    key = re.search(r"\w+: $", before)
    marks = [mark for mark in "\"'" if mark not in whole] if len(whole) > len(text) else []
    return f"put it in quotes: {key[0] if key else ''}{marks[0]}{quoted(whole, '')}{marks[0]}" if marks else ""


def _closed(rest: str) -> int:
    """The position after the bracket that closes the first one; 0 where none does."""
    depth = 0
    for position, letter in enumerate(rest):
        depth += (letter == "(") - (letter == ")")
        if letter == ")" and depth == 0:
            return position + 1
    return 0


def _whole(source: Source, place: Place) -> str:
    """A hint at the quotes that an expression wants which YAML reads in part: w[0] inside braces, 'a' == b."""
    line, at = source.line(place.line), place.column - 1
    starts = [found.start() for found in _BEGIN.finditer(line) if found.start() <= at]
    for start in starts[:-_MOST_STARTS:-1]:
        text = _expression(line[start:])
        if start + len(text) > at and (marks := [mark for mark in "\"'" if mark not in text]):
            return f"put it in quotes: {marks[0]}{quoted(text, '')}{marks[0]}"
    return ""


def _expression(rest: str) -> str:
    """The expression with which a line's rest begins, up to a comma or bracket that is not its own; or nothing."""
    from archcalc.language.expressions import compile_text

    depth, mark, end = 0, "", len(rest)
    for position, letter in enumerate(rest):
        if mark or letter in "\"'":
            mark = letter if not mark else "" if letter == mark else mark
            continue
        depth += (letter in "([{") - (letter in ")]}")
        if depth < 0 or (depth == 0 and letter == ","):
            end = position
            break
    text = rest[:end].strip()
    try:
        found = compile_text(f"${{{text}}}") if text and not set(text) & set("{}") else None
    except Refused:
        return ""
    return text if found is not None else ""
