"""YAML text -> Document: plain values that remember where they stand."""

from __future__ import annotations

from archcalc.base.errors import Source
from archcalc.language.text.characters import check_characters
from archcalc.language.text.scalars import short
from archcalc.language.text.values import Document, Value

__all__ = ["Document", "Value", "parse"]


def parse(text: str, name: str, beginning: str = "write at least input and layers") -> Document:
    """Read one YAML document; everything that archcalc refuses in YAML is refused here, with its place.

    `beginning` is the hint for a text that holds nothing.
    """
    # YAML ends a line with CR, LF or both; from here on there is one way
    source = Source(name, text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    found = short(source)
    if found is not None:
        return Document(source, found)
    # libyaml's binding costs as much as all the rest of a command; bundled networks and single words come without it
    from archcalc.language.text.yaml_events import read

    check_characters(source)
    return Document(source, read(source, beginning))
