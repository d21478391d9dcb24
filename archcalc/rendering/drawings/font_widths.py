"""Widths of texts without a font at hand: those of Helvetica, which Arial, Liberation Sans and Arimo share."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

FAMILY = "Helvetica, Arial, 'Liberation Sans', Arimo, sans-serif"

_REGULAR = {
    191: "'", 222: "ijl", 260: "|", 278: " !,./:;I[\\]ft·", 333: "()-`r", 334: "{}", 355: '"', 389: "*", 469: "^",
    500: "Jcksvxyz", 556: "#$0123456789?L_abdeghnopqu–", 584: "+<=>~×", 611: "FTZ", 667: "&ABEKPSVXY", 722: "CDHNRUw",
    778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1000: "—…→", 1015: "@",
}
_BOLD = {
    238: "'", 278: " ,./I\\ijl·", 280: "|", 333: "!()-:;[]`ft", 389: "*r{}", 474: '"',
    500: "z", 556: "#$0123456789J_aceksvxy–", 584: "+<=>^~×", 611: "?FLTZbdghnopqu", 667: "EPSVXY",
    722: "&ABCDHKNRU", 778: "GOQw", 833: "M", 889: "%m", 944: "W", 975: "@", 1000: "—…→",
}
"""Thousandths of the size, for the letters of that width. Source: Adobe's metrics of the 14 base fonts."""

_WIDTHS = {bold: {letter: width for width, letters in widths.items() for letter in letters}
           for bold, widths in ((False, _REGULAR), (True, _BOLD))}
_WIDE, _PICTURE, _OTHER = 1050, 1400, 780
"""Letters of East Asia, emoji, and all others, at their widest in common fonts."""


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a line of text in pixels.

    >>> width("224x224x64", 10)
    54.48
    """
    known = _WIDTHS[bold]
    return round(sum(known.get(letter) or _guessed(letter) for letter in text) * size / 1000, 2)


def _guessed(letter: str) -> int:
    if combining(letter):
        return 0
    if ord(letter) >= 0x1F000:
        return _PICTURE
    return _WIDE if east_asian_width(letter) in "WF" else _OTHER


def cut(text: str, size: float, room: float, bold: bool = False) -> str:
    """The text, or as much of it as has room, with an ellipsis."""
    if width(text, size, bold) <= room:
        return text
    kept, used = [], width("…", size, bold)
    for letter in text:
        used += width(letter, size, bold)
        if used > room:
            break
        kept.append(letter)
    return f"{''.join(kept)}…"
