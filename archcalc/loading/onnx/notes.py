"""Notes on a file under a table: nodes without rules, shared and merged arrays, shapes that differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property

from archcalc.base.errors import printable, quoted
from archcalc.language.flat_layers import Gap, HeldElsewhere
from archcalc.loading.onnx.records import ModelRecord, Record, Subgraph, inner_arrays
from archcalc.loading.onnx.tensors import LEARNED, Tensor

_MOST_NAMES = 4
_TURNED = "transpose", (1, 0)
"""The look at a matrix that another layer may have as it stands."""


class Ledger:
    """Findings of a reading."""

    def __init__(self, model: ModelRecord) -> None:
        self.model = model
        self.held: list[tuple[str, str, Tensor]] = []
        """Every weight: its layer, its name there, and the array that it is."""
        self.owners: dict[tuple[object, ...], HeldElsewhere] = {}
        self.shared: dict[tuple[str, str], tuple[str, str]] = {}
        """Weights that another layer has already, and which that is."""
        self.arrays: dict[tuple[str, str], Tensor] = {}
        """What `held` says, by layer and weight, as far as it was asked for."""
        self.lenders: dict[str, str] = {}
        """Layers whose matrix another layer has already, and which that is."""
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
        self.unread: list[str] = []
        """Layers that no other reads, and that are no outputs of the file."""
        self.different: list[tuple[str, str, str]] = []
        self.quantised_inside = 0
        """Nodes that quantise within, of which the layer does not."""
        self.taken_for_whole = 0
        """Attentions whose sequences' lengths depend on the input's values, taken as long as they can be."""
        self.branches: list[tuple[str, str, Subgraph | None]] = []
        """Branches that are not taken: the node's name, the branch, and the graph that it is."""

    def hold(self, layer: str, weight: str, tensor: Tensor, origin: str = "") -> HeldElsewhere | None:
        """A layer's weight comes from this array; of one that another layer has already, the name of it there.

        Exporters keep equal rows once: a row is another layer's only where this layer's matrix is that layer's, too. A
        matrix may be another layer's transposed. A node that is put in several times, which has an `origin`, has the
        same arrays each time.
        """
        self.held.append((layer, weight, tensor))
        name, shape = tensor.name, tensor.shape
        if not name:
            return None
        is_matrix, lender = len(shape) > 1 and tensor.size > max(shape), self.lenders.get(layer, layer)
        if not is_matrix and not origin and lender == layer:
            return None  # as most rows
        key, turned = (name, shape, tensor.views), False
        if is_matrix:
            if tensor.views and tensor.views[-1] == _TURNED:
                key, turned = (name, shape[::-1], tensor.views[:-1]), True
            owner = self.owners.setdefault(key, (layer, weight, turned))
            self.lenders.setdefault(layer, owner[0])
        elif origin:
            owner = self.owners.setdefault((origin, weight, *key), (layer, weight, turned))
        else:
            owner, lent = (lender, weight, turned), self.array(lender, weight)
            if lent is None or (lent.name, lent.shape, lent.views) != key:
                return None
        holder, held, there = owner
        if (holder, held) == (layer, weight):
            return None
        self.shared[layer, weight] = holder, held
        return weight, f"{holder}.{held}", turned != there

    def array(self, layer: str, weight: str) -> Tensor | None:
        """The array that a layer's weight comes from."""
        for owner, name, tensor in self.held[len(self.arrays):]:
            self.arrays[owner, name] = tensor
        return self.arrays.get((layer, weight))

    @property
    def sources(self) -> dict[str, Tensor]:
        """Where each weight comes from, by its full name; those that other layers have are theirs."""
        return {f"{layer}.{weight}": tensor for layer, weight, tensor in self.held
                if (layer, weight) not in self.shared}

    @cached_property
    def read(self) -> set[str]:
        """The arrays of which weights are made, once all are held."""
        found: set[str] = set()
        for _, _, tensor in self.held:
            if tensor.made is None:
                found.add(tensor.name)
            else:
                found.update(source.name for source in tensor.sources)
        return found

    def leave_branch(self, record: Record, name: str) -> None:
        """A branch of a node is not taken, whatever the input holds."""
        self.branches.append((record.name or next(iter(record.outputs), ""), name, record.attributes.get(name)))

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
        read = sum(size for name, size in sizes.items() if name in self.read)
        return Gap(tuple(self.without), self.behind, read, sum(sizes.values()))

    def _sizes(self) -> dict[str, int]:
        """The file's arrays of learned values, by name: no sizes and places, and of constants no single numbers."""
        held = {name: array.size for name, array in self.model.arrays.items() if array.kind in LEARNED}
        held |= {name: array.size for graph in self.model.inner_graphs for name, array in inner_arrays(graph).items()
                 if array.kind in LEARNED and array.size > 1}
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
        for notes in (self._unruled, self._quantised, self._whole, self._not_taken, self._merged, self._different,
                      self._fixed, self._unread):
            for note in notes():
                tell(note)

    def _unruled(self) -> Iterable[str]:
        if self.kept:
            yield (f"incomplete: no rule for {_listed(self.kept)}: shapes as the file states them, operations not "
                   "counted")
        if self.left:
            values = sum(size for name, size in self._sizes().items() if name in self.lost and name not in self.read)
            besides = f", and with them {values:,} values of the file" if values else ""
            yield f"incomplete: left out, since the shape is not known: {_listed(self.left)}{besides}"

    def _quantised(self) -> Iterable[str]:
        if self.quantised_inside:
            yield (f"nodes that quantise what they read at every step: {self.quantised_inside}; figures are theirs, "
                   "and values are those without that rounding")

    def _whole(self) -> Iterable[str]:
        if self.taken_for_whole:
            yield (f"attentions whose sequences may be shorter than their axis, which the input's values decide: "
                   f"{self.taken_for_whole}; figures and values are those of whole sequences")

    def _not_taken(self) -> Iterable[str]:
        for node, branch, graph in self.branches[:_MOST_NAMES]:
            values = sum(array.size for name, array in inner_arrays(graph).items()
                         if array.kind in LEARNED and array.size > 1 and name not in self.read)
            held = f", which holds {values:,} values" if values else ""
            yield (f"the condition of {quoted(node, '')} follows from sizes and constants: its {branch} is left out"
                   f"{held}")
        if len(self.branches) > _MOST_NAMES:
            yield f"so are the branches of {len(self.branches) - _MOST_NAMES} more"

    def _merged(self) -> Iterable[str]:
        """Rows are merged by exporters where they are equal; matrices are shared because they are meant to be."""
        uses = defaultdict[tuple[object, ...], list[tuple[str, str]]](list)
        sizes = dict[tuple[object, ...], int]()
        for layer, weight, tensor in self.held:
            if name := tensor.name:
                views = tensor.views
                key = (name, tuple([view for view in views if view[0] == "rows"]) if views else ())
                uses[key].append((layer, weight))
                if key not in sizes:
                    sizes[key] = tensor.size
        rows = {key: held for key, held in uses.items() if len(held) > 1 and self.shared.keys().isdisjoint(held)}
        surplus = sum((len(held) - 1) * sizes[key] for key, held in rows.items())
        if surplus:
            some = _names([".".join(held[0]) for held in rows.values()])
            yield (f"equal arrays stand in the file once ({some}): counted at every use, {surplus:,} values more "
                   "than it holds")
        for owner, held in _by_owner(self.shared).items():
            yield f"shared, counted once: {quoted(owner, '')} by {_names(held)}"

    def _different(self) -> Iterable[str]:
        if self.different:
            name, stated, found = self.different[0]
            more = f", and {len(self.different) - 1} more" if len(self.different) > 1 else ""
            yield f"the file states {stated} for {quoted(name)}, and archcalc computes {found}{more}"

    def _fixed(self) -> Iterable[str]:
        if self.fixed:
            yield f"outputs that follow from shapes alone, and are no layers: {_names(self.fixed)}"

    def _unread(self) -> Iterable[str]:
        if self.unread:
            yield f"read by nothing, and no outputs of the file, though outputs here: {_names(self.unread)}"


def _by_owner(shared: dict[tuple[str, str], tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for held, owner in shared.items():
        found.setdefault(".".join(owner), []).append(".".join(held))
    return found


def _listed(nodes: dict[tuple[str, str], list[str]]) -> str:
    """Operators with their counts, nodes and reasons."""
    parts = [f"{printable(op)} x{len(names)} ({_names(names)}; {reason})" for (op, reason), names in nodes.items()]
    more = f" and {len(parts) - 12} more" if len(parts) > 12 else ""
    return ", ".join(parts[:12]) + more


def _names(names: list[str]) -> str:
    shown = ", ".join(quoted(name, "", most=40) for name in names[:_MOST_NAMES])
    return f"{shown}, ..." if len(names) > _MOST_NAMES else shown
