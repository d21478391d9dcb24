"""Characters that a text may hold: UTF-8, none hidden; and words that YAML 1.1 and 1.2 read differently."""

from __future__ import annotations

import re

from archcalc.base.errors import UTF_16, ArchcalcError, Mistake, Place, Source, quoted

MOST_BYTES = 1 << 20
_INVISIBLE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff"
)
FORBIDDEN = f"[{_INVISIBLE}]"
"""Control, invisible and bidirectional characters, as a pattern."""

_DIRECTIVE = "(?m:^%)"
_FLAGS = dict.fromkeys(("yes", "on", "y"), "true") | dict.fromkeys(("no", "off", "n"), "false")
_OF_TRAPS = "0123456789abcdefABCDEFxo_:,+-"
"""All characters of the words of `_TRAPS`."""
_TRAPS = (
    (r"[-+]?0[0-9]+", "{} is octal in YAML 1.1 and decimal in 1.2; write the number without the leading zero"),
    (r"[-+]?[0-9][0-9_]*_[0-9_]*", "{} is text in YAML 1.2; write the digits without _"),
    (r"[-+]?[0-9]+(:[0-9]+)+", "{} is base sixty in YAML 1.1 and text in 1.2"),
    (r"0x[0-9a-fA-F]+|0o[0-7]+", "write {} as a decimal number"),
    (r"[0-9]+(,[0-9]{3})+", "write {} without commas"),
)


def decode(raw: bytes, name: str) -> str:
    """The text of a file: UTF-8, at most 1 MiB."""
    if len(raw) > MOST_BYTES:
        raise ArchcalcError.of("too-large", f"{quoted(name)} is larger than 1 MiB",
                               hint="repeat, each and modules say the same in a few lines")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        place = Place(Source(name, raw.decode("utf-8", "replace")), line, column)
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        raise ArchcalcError([Mistake("encoding", message, place, _way_out(raw))]) from None


def _way_out(raw: bytes) -> str:
    """Advice on saving a file; Windows has a name of its own for what it writes, and marks it at the beginning."""
    return ("this is UTF-16, as Windows writes it: " if raw[:2] in UTF_16 else "") + "save the file as UTF-8"


def trap(text: str) -> str:
    """Why a scalar is not the number or flag that its writer meant: where YAML 1.1 and 1.2 differ.

    >>> trap("017")
    '017 is octal in YAML 1.1 and decimal in 1.2; write the number without the leading zero'
    """
    flag = _FLAGS.get(text.lower())
    if flag:
        return f"{quoted(text, '')} is text in YAML 1.2; write {flag}"
    if text.strip(_OF_TRAPS) or not text.lstrip("+-")[:1].isdigit():  # most words: a start pays for no pattern
        return ""
    return next((why.format(quoted(text, "")) for pattern, why in _TRAPS if re.fullmatch(pattern, text)), "")


def check_characters(source: Source) -> None:
    """Refuse hidden characters and YAML directives; raises ArchcalcError."""
    if found := re.search(FORBIDDEN, source.text):
        zero = ("this is UTF-16, or no text at all: save the file as UTF-8",) if found[0] == "\0" else ()
        raise ArchcalcError([character_mistake(found[0], _place_of(source, found.start()), *zero)])
    if found := re.search(_DIRECTIVE, source.text):
        place = _place_of(source, found.start())
        raise ArchcalcError([Mistake("directive", "a line may not begin with %", place, "YAML directives are refused")])


def character_mistake(character: str, place: Place,
                      hint: str = "control, invisible and bidirectional characters are refused") -> Mistake:
    """A character that may not be in a specification, at its place."""
    return Mistake("character", f"the character U+{ord(character):04X} is not allowed", place, hint)


def _place_of(source: Source, offset: int) -> Place:
    before = source.text[:offset]
    return Place(source, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)
