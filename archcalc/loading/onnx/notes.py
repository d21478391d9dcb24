"""Notes on a file under a table: nodes without rules, shared and merged arrays, shapes that differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from archcalc.base.errors import printable, quoted
from archcalc.language.flat_layers import Gap
from archcalc.loading.onnx.records import ModelRecord, Record
from archcalc.loading.onnx.tensors import LEARNED, Tensor, View

_MOST_NAMES = 4


class Ledger:
    """Findings of a reading."""

    def __init__(self, model: ModelRecord) -> None:
        self.model = model
        self.uses: dict[str, list[str]] = defaultdict(list)
        self.cuts: dict[str, tuple[View, ...]] = {}
        """Which rows of an array a weight is."""
        self.owners: dict[tuple[object, ...], str] = {}
        self.shared: dict[str, list[tuple[str, str]]] = {}
        self.sources: dict[str, Tensor] = {}
        self.kept: dict[tuple[str, str], list[str]] = {}
        self.left: dict[tuple[str, str], list[str]] = {}
        self.without: list[tuple[str, str]] = []
        """Nodes without a rule, operator and name, in the file's order."""
        self.behind = 0
        """Nodes that have a rule, and read what such nodes give."""
        self.lost: set[str] = set()
        """Arrays that nodes read which are left out."""
        self.fixed: list[str] = []
        """Outputs that depend on no input."""
        self.different: list[tuple[str, str, str]] = []

    def hold(self, layer: str, weight: str, tensor: Tensor) -> tuple[str, str] | None:
        """A layer's weight comes from this array; of a matrix that another layer has already, the name of it there."""
        full = f"{layer}.{weight}"
        if tensor.name:
            self.uses[tensor.name].append(full)
            self.cuts[full] = tuple(view for view in tensor.views if view[0] == "rows")
        if len(tensor.shape) > 1 and tensor.name and tensor.size > max(tensor.shape):
            owner = self.owners.setdefault((tensor.name, tensor.shape, tensor.views), full)
            if owner != full:
                self.shared.setdefault(layer, []).append((weight, owner))
                return weight, owner
        self.sources[full] = tensor
        return None

    def unruled(self, record: Record, reason: str, arrays: Iterable[Tensor], *, lost: bool, behind: bool) -> None:
        """A node has no rule, or stands behind such a node; if it is lost, so are the arrays that it reads."""
        name = record.name or next(iter(record.outputs), "")
        (self.left if lost else self.kept).setdefault((record.op, reason), []).append(name)
        if lost:
            self.lost |= {array.name for array in arrays}
        if behind:
            self.behind += 1
        else:
            self.without.append((record.op or "?", name))

    def gap(self) -> Gap | None:
        """What the file holds that the layers do not; None where there is nothing."""
        if not self.without:
            return None
        sizes = self._sizes()
        read = sum(size for name, size in sizes.items() if name in self.uses)
        return Gap(tuple(self.without), self.behind, read, sum(sizes.values()))

    def _sizes(self) -> dict[str, int]:
        """The file's arrays of learned values, by name: no sizes and places, and of constants no single numbers."""
        held = {name: array.size for name, array in self.model.arrays.items() if array.kind in LEARNED}
        for record in self.model.nodes:
            if record.op == "Constant":
                held |= {output: value.size for value in record.attributes.values() for output in record.outputs[:1]
                         if isinstance(value, Tensor) and value.kind in LEARNED and value.size > 1}
        return held

    def differs(self, name: str, stated: str, found: str) -> None:
        """The file states another shape than archcalc computes."""
        self.different.append((name, stated, found))

    def tell(self, tell: Callable[[str | Gap], object]) -> None:
        """What is left out, and every note, in a sentence."""
        if (gap := self.gap()) is not None:
            tell(gap)
        for note in (*self._unruled(), *self._merged(), *self._different(), *self._fixed()):
            tell(note)

    def _unruled(self) -> Iterable[str]:
        if self.kept:
            yield (f"incomplete: no rule for {_listed(self.kept)}: shapes as the file states them, operations not "
                   "counted")
        if self.left:
            values = sum(size for name, size in self._sizes().items() if name in self.lost and name not in self.uses)
            besides = f", and with them {values:,} values of the file" if values else ""
            yield f"incomplete: left out, since the shape is not known: {_listed(self.left)}{besides}"

    def _merged(self) -> Iterable[str]:
        """Rows are merged by exporters where they are equal; matrices are shared because they are meant to be."""
        uses = defaultdict[tuple[object, ...], list[str]](list)
        for name, fulls in self.uses.items():
            for full in fulls:
                uses[name, self.cuts[full]].append(full)
        sizes = {key: self.sources[fulls[0]].size for key, fulls in uses.items()}
        merged = {key: fulls for key, fulls in uses.items() if len(fulls) > 1}
        borrowed = {f"{layer}.{weight}" for layer, pairs in self.shared.items() for weight, _ in pairs}
        rows = {name: fulls for name, fulls in merged.items() if borrowed.isdisjoint(fulls)}
        surplus = sum((len(fulls) - 1) * sizes[name] for name, fulls in rows.items())
        if surplus:
            some = _names([fulls[0] for fulls in rows.values()])
            yield (f"equal arrays stand in the file once ({some}): counted at every use, {surplus:,} values more "
                   "than it holds")
        for pairs in _by_owner(self.shared).items():
            yield f"shared, counted once: {quoted(pairs[0], '')} by {_names(pairs[1])}"

    def _different(self) -> Iterable[str]:
        if self.different:
            name, stated, found = self.different[0]
            more = f", and {len(self.different) - 1} more" if len(self.different) > 1 else ""
            yield f"the file states {stated} for {quoted(name)}, and archcalc computes {found}{more}"

    def _fixed(self) -> Iterable[str]:
        if self.fixed:
            yield f"outputs that follow from shapes alone, and are no layers: {_names(self.fixed)}"


def _by_owner(shared: dict[str, list[tuple[str, str]]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for layer, pairs in shared.items():
        for weight, owner in pairs:
            found.setdefault(owner, []).append(f"{layer}.{weight}")
    return found


def _listed(nodes: dict[tuple[str, str], list[str]]) -> str:
    """Operators with their counts, nodes and reasons."""
    parts = [f"{printable(op)} x{len(names)} ({_names(names)}; {reason})" for (op, reason), names in nodes.items()]
    more = f" and {len(parts) - 12} more" if len(parts) > 12 else ""
    return ", ".join(parts[:12]) + more


def _names(names: list[str]) -> str:
    shown = ", ".join(quoted(name, "", most=40) for name in names[:_MOST_NAMES])
    return f"{shown}, ..." if len(names) > _MOST_NAMES else shown
