"""What layers are called: as their exporter called them, each name once, modules before a slash."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archcalc.base.errors import printable
from archcalc.language.expansion.scopes import Frame
from archcalc.loading.onnx.records import Model, Record, remark

_LONGEST = 120
_SCOPES = re.compile(r"'([^']*)'")
_MEANINGLESS = re.compile(r"(?:[A-Za-z]|node)?_?[0-9]*|onnx::.*|.*[:%].*")
"""Names that only count."""
_OWN = "archcalc"

Place = tuple[str, tuple[str, ...]]
"""A layer's name, empty where it is called by its kind and number; and the modules that it stands in."""


def places(model: Model) -> list[Place]:
    """The name of every node, and the modules that it stands in."""
    if model.producer == _OWN:
        return [(record.name, _own_path(record)) for record in model.nodes]
    parts = [_parts(record) for record in model.nodes]
    modules = {part[:depth] for part in parts for depth in range(1, len(part) - 1)}
    return [_place(part, record.op, modules) for part, record in zip(parts, model.nodes, strict=True)]


def _own_path(record: Record) -> tuple[str, ...]:
    path = remark(record.remarks, "archcalc.path")
    return tuple(path) if isinstance(path, list) and all(isinstance(part, str) for part in path) else ()


def _parts(record: Record) -> tuple[str, ...]:
    """Modules from the outermost, and the operator within the last: of PyTorch's exporters, or of any with slashes."""
    if record.remarks:
        scopes = _SCOPES.findall(record.remarks.get("pkg.torch.onnx.name_scopes", ""))
        if len(scopes) > 1:
            return (*(part for part in scopes[-2].split(".") if part), record.op)
    name = record.name
    if not name or _MEANINGLESS.fullmatch(name):
        name = next((output for output in record.outputs[:1] if not _MEANINGLESS.fullmatch(output)), "")
    if "/" not in name:
        return (printable(name)[:_LONGEST],) if name else ()
    return tuple(part for part in printable(name)[:_LONGEST].split("/") if part)


def _place(parts: tuple[str, ...], op: str, modules: set[tuple[str, ...]]) -> Place:
    """A module that holds one operator gives it its name; an operator among others keeps its own."""
    if not parts:
        return "", ()
    *outer, last = parts
    if outer and last.startswith(op) and tuple(outer) not in modules:
        return "/".join(outer) + last[len(op):], tuple(outer[:-1])
    return "/".join([*outer, last.lower() if last.startswith(op) else last]), tuple(outer)


class Names:
    """Names given out so far; one that is taken gets a number behind it."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = set(taken)
        self.frame = Frame("", (), {})

    def new(self, wish: str, kind: str) -> str:
        """The name wished for, or one like it; without a wish, the kind and a number: conv1, pool2."""
        name, number = wish, 2
        while not name or name in self.taken:
            name, number = (f"{wish}_{number}", number + 1) if wish else (self.frame.unnamed(kind), number)
        self.taken.add(name)
        return name
