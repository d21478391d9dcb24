"""The outline of a text: its keys, options, modules and layers, one within another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from archcalc.base.errors import Place
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.text.document import Value
from archcalc.live.draft import NetworkDraft
from archcalc.live.line_figures import LineFigures
from archcalc.live.text_words import inner

_MOST_ENTRIES = 5000


class OutlineEntry(NamedTuple):
    """A name in the outline, what it is, its place, its last line, and what stands within it."""

    name: str
    kind: str
    place: Place
    last: int
    detail: str = ""
    within: tuple[OutlineEntry, ...] = ()


def outline(draft: NetworkDraft, figures: Mapping[int, LineFigures]) -> tuple[OutlineEntry, ...]:
    r"""The outline of a text that could be read as a document; layers have the volumes of their lines.

    >>> from archcalc.live.draft import read
    >>> entries = outline(read("input: [3, 8, 8]\nlayers:\n- conv: {filters: 4, kernel: 3}", "net"), {})
    >>> [(entry.name, [each.name for each in entry.within]) for entry in entries]
    [('input', []), ('layers', ['conv'])]
    """
    if draft.document is None or not isinstance(draft.document.root.data, dict):
        return ()
    reader = _Outline(figures)
    root = draft.document.root
    return tuple(reader.entry(name, "key", root.keys[name], value, reader.parts(name, value))
                 for name, value in root.data.items())


class _Outline:
    """One reading of a document; so many entries are made at most."""

    def __init__(self, figures: Mapping[int, LineFigures]) -> None:
        self.figures, self.left = figures, _MOST_ENTRIES

    def entry(self, name: str, kind: str, key: Value, value: Value | None,
              within: Iterator[OutlineEntry] | None = None) -> OutlineEntry:
        found = self.figures.get(key.line)
        detail = ", ".join(found.volumes[:2]) if found is not None else ""
        return OutlineEntry(name or "''", kind, inner(key), last_line(key, value), detail, tuple(within or ()))

    def parts(self, name: str, value: Value) -> Iterator[OutlineEntry]:
        yield from _PARTS.get(name, _Outline.nothing)(self, value)

    def nothing(self, value: Value) -> Iterator[OutlineEntry]:
        yield from ()

    def named(self, value: Value) -> Iterator[OutlineEntry]:
        """Options, variants, inputs by name."""
        for name, each in value.data.items() if isinstance(value.data, dict) else ():
            yield self.entry(name, "option", value.keys[name], each)

    def modules(self, value: Value) -> Iterator[OutlineEntry]:
        for name, body in value.data.items() if isinstance(value.data, dict) else ():
            layers = body.data.get("layers") if isinstance(body.data, dict) else None
            yield self.entry(name, "module", value.keys[name], body, self.steps(layers))

    def steps(self, value: Value | None) -> Iterator[OutlineEntry]:
        for item in value.data if value is not None and isinstance(value.data, list) else ():
            if self.left <= 0:
                return
            self.left -= 1
            if isinstance(item.data, str):
                yield self.entry(item.text, "layer", item, None)
            elif isinstance(item.data, dict):
                for key, body in item.data.items():
                    yield self.step(item.keys[key], body)

    def step(self, key: Value, body: Value) -> OutlineEntry:
        entries = body.data if isinstance(body.data, dict) else {}
        name = entries.get("name")
        title = f"{name.text}: {key.text}" if name is not None and name.text else key.text
        inside = [entries[word] for word in ("layers", "shortcut") if word in entries]
        branches = body if isinstance(body.data, list) else entries.get("branches")
        items = branches.data if branches is not None and isinstance(branches.data, list) else []
        inside += [each for each in items if isinstance(each.data, list)] or ([branches] if items and branches else [])
        return self.entry(title, "layer", key, body, (entry for steps in inside for entry in self.steps(steps)))


_PARTS: Mapping[str, Callable[[_Outline, Value], Iterator[OutlineEntry]]] = {
    "options": _Outline.named, "variants": _Outline.named, "inputs": _Outline.named, "modules": _Outline.modules,
    "layers": _Outline.steps,
}


def last_line(key: Value, value: Value | None) -> int:
    """The last line on which a part of a value begins."""
    last, waiting = key.line, [value] if value is not None else []
    while waiting:
        each = waiting.pop()
        last = max(last, each.line) if each.source is key.source else last
        data = each.data
        waiting += data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return last
