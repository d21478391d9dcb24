"""libyaml's events -> values. The only importer of yaml.

PyYAML's composer and constructor are never used: they hang on a short file of merge keys, crash on nested brackets
and lose repeated keys. Scalars follow the YAML 1.2 core schema.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

import yaml

from archcalc.base.errors import ArchcalcError, Mistake, Place, Refused, Source, quoted
from archcalc.base.gc_pause import paused
from archcalc.language.text import scalars, syntax
from archcalc.language.text.characters import FORBIDDEN, character_mistake
from archcalc.language.text.values import Value

MOST_DEPTH = 64
MOST_NODES = 250_000
MOST_KEYS = 10_000
MOST_SCALAR = 64 << 10
TOO_DEEP = f"more than {MOST_DEPTH} levels of nesting"
FLATTER = "modules keep a network flat"


def read(source: Source, beginning: str = "") -> Value:
    """The one document of a text; raises ArchcalcError with everything that archcalc refuses in YAML.

    `beginning` is the hint for a text that holds nothing.
    """
    reader = _Reader(source, beginning)
    try:
        with paused():
            root = reader.document()
    except yaml.YAMLError as error:
        raise ArchcalcError([reader.syntax_mistake(error)]) from None
    if reader.mistakes:
        raise ArchcalcError(reader.mistakes)
    return root


_ALIAS, _SCALAR = yaml.AliasEvent, yaml.ScalarEvent
_SEQUENCE_END, _MAPPING_END = yaml.SequenceEndEvent, yaml.MappingEndEvent


class _Reader:
    """One pass over the events of one document."""

    def __init__(self, source: Source, beginning: str = "") -> None:
        self.source, self.beginning = source, beginning
        loader = getattr(yaml, "CLoader", yaml.Loader)
        self.event = loader(source.text).get_event
        self.plain: dict[str, Any] = {}
        """Plain scalars resolved so far: a file says the same few words over and over."""
        self.mistakes: list[Mistake] = []
        self.anchors: dict[str, tuple[Value, int] | None] = {}
        self.nodes = 0
        self.open: list[Any] = []
        """The collections that have begun and not ended."""

    def document(self) -> Value:
        self.event()
        start = self.event()
        if isinstance(start, yaml.StreamEndEvent):
            self.refuse("empty", "the file is empty", start, self.beginning)
        root = self.value(self.event(), 0)
        self.event()
        if not isinstance(after := self.event(), yaml.StreamEndEvent):
            self.refuse("documents", "a second document begins here", after, "one file holds one document")
        return root

    def value(self, event: Any, depth: int) -> Value:
        kind = type(event)
        if kind is _ALIAS:
            return self.alias(event)
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self.charge(0, event)
        if event.tag is not None:
            hint = "a text that begins with ! stands in quotes" if event.tag[:1] == "!" else "archcalc reads plain YAML"
            self.note("tag", f"the tag {quoted(event.tag)} is not allowed", event, hint)
        if event.anchor is None:
            return self.scalar(event) if kind is _SCALAR else self.collection(event, depth + 1)
        before = self.nodes
        self.anchors[event.anchor] = None
        value = self.scalar(event) if kind is _SCALAR else self.collection(event, depth + 1)
        self.anchors[event.anchor] = (value, self.nodes - before + 1)
        return value

    def scalar(self, event: Any) -> Value:
        text = event.value
        if not event.style and text in self.plain:
            return self.made(self.plain[text], event, text)
        if len(text) > MOST_SCALAR:
            self.refuse("too-large", "a text of more than 64 KiB", event, "a bracket or quote may be missing")
        if not event.style:
            data = self.resolved(text, event)
            if "(" not in text or not self.cut_off(text, event):
                self.plain[text] = data
            return self.made(data, event, text)
        if event.style == '"' and (found := re.search(FORBIDDEN, text)):
            self.mistakes.append(character_mistake(found[0], self.place(event)))
        value = self.made(text, event, text)
        value.in_quotes = True
        return value

    def cut_off(self, text: str, event: Any) -> bool:
        """True, and noted, where brackets around it have cut a text at its comma: filters: max(16, c_in)."""
        quotes = self.open and self.open[-1].flow_style and syntax.uncut(text, self.place(event))
        if quotes:
            self.note("quotes", f"YAML ends this at the comma: {quoted(text)}", event, quotes, len(text))
        return bool(quotes)

    def made(self, data: Any, event: Any, text: str = "", keys: dict[str, Value] | None = None) -> Value:
        start, end = event.start_mark, event.end_mark
        line, column = start.line, start.column
        width = end.column - column if end.line == line else 1
        return Value(data, self.source, line + 1, column + 1, width, text, keys=keys)

    def resolved(self, text: str, event: Any) -> Any:
        """A plain scalar; a number that is refused is noted."""
        try:
            return scalars.resolved(text)
        except Refused as fact:
            self.note(fact.code, fact.message, event, fact.hint)
            return 0

    def collection(self, event: Any, depth: int) -> Value:
        if depth > MOST_DEPTH:
            self.refuse("too-deep", TOO_DEEP, event, FLATTER)
        self.open.append(event)
        value = self.items(event, depth)
        self.open.pop()
        return value

    def items(self, event: Any, depth: int) -> Value:
        if type(event) is yaml.MappingStartEvent:
            return self.mapping(event, depth)
        items = []
        while type(item := self.event()) is not _SEQUENCE_END:
            items.append(self.value(item, depth))
        return self.made(items, event)

    def mapping(self, start: Any, depth: int) -> Value:
        entries: dict[str, Value] = {}
        keys: dict[str, Value] = {}
        while type(event := self.event()) is not _MAPPING_END:
            key = self.key(event, depth)
            text = event.value
            if text in entries:
                first = keys[text].place
                self.note("repeated-key", f"the key {quoted(text)} stands here twice", event,
                          f"first at {first.line}:{first.column}", len(text))
            entries[text] = self.value(self.event(), depth)
            keys[text] = key
            if len(entries) > MOST_KEYS:
                self.refuse("too-large", f"a mapping of more than {MOST_KEYS:,} keys", event,
                            "repeat and each say the same in a few lines")
        return self.made(entries, start, "", keys)

    def key(self, event: Any, depth: int) -> Value:
        key = self.value(event, depth)
        if type(event) is not _SCALAR:
            self.refuse("key", "a key must be text", event, "a list or mapping stands after the colon")
        if event.value == "<<" and not event.style:
            self.note("merge-key", "merge keys are refused", event, "use extends, or a module", 2)
        return key

    def alias(self, event: Any) -> Value:
        if event.anchor not in self.anchors:
            self.refuse("alias", f"there is no anchor &{quoted(event.anchor, '')} before this", event,
                        "a text that begins with * stands in quotes")
        known = self.anchors[event.anchor]
        if known is None:
            self.refuse("cycle", f"the alias *{quoted(event.anchor, '')} stands inside its own anchor", event,
                        "a value cannot hold itself")
        value, size = known
        self.charge(size, event)
        return value

    def charge(self, size: int, event: Any) -> None:
        """Count nodes, those behind an alias at full size, so that a small file cannot stand for a huge one."""
        self.nodes += size
        if self.nodes > MOST_NODES:
            self.refuse("too-large", f"more than {MOST_NODES:,} values (aliases count in full)", event,
                        "repeat and each say the same in a few lines")

    def place(self, event: Any, width: int = 1) -> Place:
        return Place(self.source, event.start_mark.line + 1, event.start_mark.column + 1, width)

    def note(self, code: str, message: str, event: Any, hint: str, width: int = 1) -> None:
        self.mistakes.append(Mistake(code, message, self.place(event, width), hint))

    def refuse(self, code: str, message: str, event: Any, hint: str) -> NoReturn:
        self.note(code, message, event, hint)
        raise ArchcalcError(self.mistakes)

    def syntax_mistake(self, error: Any) -> Mistake:
        """The complaint of libyaml, which may meet its own limit of depth while it looks ahead: ours comes first."""
        mark = getattr(error, "problem_mark", None)
        if mark is not None and "nesting depth" in (getattr(error, "problem", None) or ""):
            return self.first_too_deep(mark.index) or Mistake("too-deep", TOO_DEEP, syntax.place_of(self.source, mark),
                                                              FLATTER)
        return syntax.mistake(error, self.source, self.open)

    def first_too_deep(self, end: int) -> Mistake | None:
        """The place where the depth is first exceeded in the beginning of the text, which libyaml does read."""
        beginning = _Reader(self.source._replace(text=self.source.text[:end]))
        try:
            beginning.document()
        except ArchcalcError as error:
            deep = error.mistakes[-1]
            return deep._replace(place=deep.place and deep.place._replace(source=self.source))
        except yaml.YAMLError:
            pass
        return None
