"""Names of layers: those of their exporter, each once, modules before a slash."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archcalc.base.errors import printable
from archcalc.language.expansion.scopes import Frame
from archcalc.loading.onnx.records import ModelRecord, Record, remark

MOST_LETTERS, _LONGEST_SCOPE, _DEEPEST = 120, 400, 32
"""The characters of a name and of a row of modules, and the modules in one another, that are kept."""
_SCOPES = re.compile(r"'([^']*)'")
_MEANINGLESS = re.compile(r"(?:[A-Za-z]|node)?_?[0-9]*|onnx::.*|.*[:%].*")
"""Names that only count."""
_OWN = "archcalc"

Place = tuple[str, tuple[str, ...]]
"""A layer's name, empty where it is called by its kind and number; and the modules that it stands in."""


def places(model: ModelRecord) -> list[Place]:
    """The name of every node, and the modules that it stands in."""
    if model.producer == _OWN:
        return [(record.name, _own_path(record)) for record in model.nodes]
    parts = [_parts(record) for record in model.nodes]
    outer = {part[:-1] for part in parts if len(part) > 2}
    modules = {part[:depth] for part in outer for depth in range(1, len(part))}
    return [_place(part, record.op, modules) for part, record in zip(parts, model.nodes, strict=True)]


def _own_path(record: Record) -> tuple[str, ...]:
    path = remark(record.remarks, "archcalc.path")
    return tuple(path[:_DEEPEST]) if isinstance(path, list) and all(isinstance(part, str) for part in path) else ()


def _parts(record: Record) -> tuple[str, ...]:
    """Modules from the outermost, and the operator within the last: of PyTorch's exporters, or of any with slashes."""
    if record.remarks:
        scopes = _SCOPES.findall(record.remarks.get("pkg.torch.onnx.name_scopes", ""))
        if len(scopes) > 1:
            return (*[part for part in scopes[-2][:_LONGEST_SCOPE].split(".") if part][:_DEEPEST], record.op)
    name = record.name
    if not name or _MEANINGLESS.fullmatch(name):
        name = next((output for output in record.outputs[:1] if not _MEANINGLESS.fullmatch(output)), "")
    if "/" not in name:
        return (printable(name)[:MOST_LETTERS],) if name else ()
    return tuple(filter(None, printable(name)[:MOST_LETTERS].split("/")))


def _place(parts: tuple[str, ...], op: str, modules: set[tuple[str, ...]]) -> Place:
    """A module that holds one operator gives it its name; an operator among others keeps its own."""
    if len(parts) < 2:
        last = parts[0] if parts else ""
        return last.lower() if last.startswith(op) else last, ()
    *outer, last = parts
    if outer and last.startswith(op) and tuple(outer) not in modules:
        return "/".join(outer) + last[len(op):], tuple(outer[:-1])
    return "/".join([*outer, last.lower() if last.startswith(op) else last]), tuple(outer)


def inner_place(record: Record, modules: tuple[str, ...]) -> Place:
    """The place of a node in a graph inside a node, which stands in some modules: its own modules, or those."""
    *outer, last = ("", *_parts(record))
    if outer[1:]:
        return _place((*outer[1:], last), record.op, set())
    return ("/".join([*modules, last.lower() if last.startswith(record.op) else last]) if last else "", modules)


class Names:
    """Names given out so far; one that is taken gets a number behind it."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = dict.fromkeys(taken)
        self.numbers: dict[str, int] = {}
        """The number to try next behind a name that is taken."""
        self.frame = Frame("", (), {})

    def new(self, wish: str, kind: str) -> str:
        """The name wished for, or one like it; without a wish, the kind and a number: conv1, pool2."""
        name = wish
        while not name or name in self.taken:
            if wish:
                number = self.numbers[wish] = self.numbers.get(wish, 1) + 1
            name = f"{wish}_{number}" if wish else self.frame.unnamed(kind)
        self.taken[name] = None
        return name
