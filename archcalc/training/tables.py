"""The tables of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from math import prod
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.report import Column, Table
from archcalc.base.suggestions import did_you_mean, one_of
from archcalc.network.batch_items import items
from archcalc.training import optimizers
from archcalc.training.memory import Kept, kept, total
from archcalc.training.memory import trained as trained_shapes
from archcalc.training.plan import Plan
from archcalc.training.timeline import timeline
from archcalc.training.training_step import SAVED

BY = ("operator", "layer")


def _table(name: str, title: str, columns: tuple[Column, ...], rows: Sequence[tuple[Any, ...]]) -> Table:
    """A table with the sums of the columns that add up."""
    totals = {column.key: sum(row[i] for row in rows) for i, column in enumerate(columns) if column.total}
    return Table(name, columns, tuple(rows), totals or None, title)


def parts(plan: Plan) -> Table:
    """A training step's memory: every part at its largest, and what of it is there at the largest moment."""
    need, number = plan.need, plan.choices.precision
    optimizer = optimizers.load(plan.choices.optimizer)
    shared = ", and of shared weights until they are added" if any(node.shared for node in plan.graph.nodes) else ""
    tokens, crowded = _ROUTED if any("routed" in node.op.traits for node in plan.graph.nodes) else ("", "")
    words = {
        "parameters": f"{number.parameter} bytes each" + (f"; of {len(plan.choices.packed)} layers matrices in 4 bits"
                                                          if plan.choices.packed else ""),
        "buffers": "of norms; not trained",
        "gradients": f"{number.gradient} bytes for each trained parameter",
        "optimizer": f"{optimizer.name}: {optimizer.words}"
                     + ("; and a master copy of the parameters" if number.master else ""),
        "saved_values": "kept for the backward pass" + ("" if need.input else ", the input among them"),
        "saved_indices": f"places of maxima{tokens}, 8 bytes each",
        "saved_masks": "of dropout",
        "live_gradients": f"of activations{shared}, the most at once{crowded}",
        "input": "which no layer saves",
        "weight_copies": "16-bit copies, saved or kept until autocast is left",
        "unpacked": "one matrix of 4 bits, unpacked while its layer works",
        "volumes": "read or named, not saved; labels",
        "loss": "of cross entropy: log-probabilities and their gradient",
        "temporaries": f"of the optimizer's step: {plan.choices.step_words}",
    }
    most, then = need.moment.largest, need.moment.parts
    columns = (Column("part", "part", rank=0), Column("bytes", "memory", "bytes", rank=0, total=True),
               Column("peak_bytes", "at the peak", "bytes", rank=1, total=True),
               Column("share", "share", "bar", rank=1), Column("what", "what", "prose", rank=2))
    return _table("parts", "", columns, [(_NAMES.get(part, part.replace("_", " ")), most[part], then.get(part, 0),
                                          most[part] / need.total, said)
                                         for part, said in words.items() if most.get(part)])


_ROUTED = " and of experts' tokens", ", if all tokens go to the same experts"
"""What is said besides of places and of live gradients, where tokens choose experts."""
_NAMES = {"buffers": "running statistics", "weight_copies": "weights in 16 bits"}
"""Parts whose names for people are others."""


_IN_TIME = ("parameters", "buffers", "gradients", "optimizer", *SAVED, "live_gradients", "input", "weight_copies",
            "unpacked", "volumes", "loss", "temporaries")
_DEAR = {"saved_values": 1, "gradients": 2, "live_gradients": 3, "volumes": 4}
"""The parts that a terminal shows beside the bytes, those that go first last."""


def in_time(plan: Plan, *, shown: bool) -> Table:
    """The step layer by layer, the most that is held while each works, the peak marked; not `shown`: for JSON alone.

    Parts that are the same throughout, as parameters are, have no column.
    """
    nodes, peak = plan.graph.nodes, plan.need.peak
    stands = list(timeline(plan.step))
    changing = {part for part in _IN_TIME if len({stand.parts.get(part, 0) for stand in stands}) > 1}
    columns = [Column("phase", "phase", rank=0), Column("layer", "layer", rank=0),
               Column("bytes", "most held", "bytes", rank=0), Column("share", "share of the peak", "bar", rank=1)]
    columns += [Column(f"{part}_bytes", _NAMES.get(part, part.replace("_", " ")), "bytes",
                       rank=_DEAR.get(part, 5) if part in changing else None) for part in _IN_TIME]
    rows = [(stand.phase, None if stand.layer is None else nodes[stand.layer].name, stand.bytes, stand.bytes / peak,
             *(stand.parts.get(part, 0) for part in _IN_TIME)) for stand in stands]
    at = next(i for i, stand in enumerate(stands) if stand.bytes == peak)
    return Table("timeline", tuple(columns) if shown else tuple(column._replace(rank=None) for column in columns),
                 tuple(rows), None, "The step in time: the most that is held while each layer works",
                 marks=frozenset({(at, "bytes")}))


def saved_by(plan: Plan, by: str) -> Table:
    """Bytes saved for the backward pass, by operator, the most first; or by layer, in order."""
    if by not in BY:
        raise ArchcalcError.of("usage", f"--by takes no {quoted(by)}", hint=did_you_mean(by, BY), expected=one_of(BY))
    nodes = plan.graph.nodes
    groups: dict[str, list[Kept]] = {}
    for node, size in zip(nodes, kept(plan.graph, plan.choices), strict=True):
        if size.total:
            groups.setdefault(node.op.kind if by == "operator" else node.name, []).append(size)
    rows = [_saved(name, sizes) for name, sizes in groups.items()]
    if by == "operator":
        rows.sort(key=lambda row: -row[-1])
    columns = (Column(by, by, rank=0), Column("layers", "layers", "count", rank=3 if by == "operator" else None),
               Column("float_bytes", "values", "bytes", rank=1, total=True),
               Column("index_bytes", "indices", "bytes", rank=1, total=True),
               Column("mask_bytes", "masks", "bytes", rank=1, total=True),
               Column("bytes", "saved", "bytes", rank=0, total=True))
    sums = {column.key: sum(row[i] for row in rows) for i, column in enumerate(columns) if column.total}
    shown = tuple(column if not column.total or sums[column.key] else column._replace(rank=None) for column in columns)
    return _table("saved_by", f"Saved for the backward pass, by the {by} that made it", shown, rows)


def _saved(name: str, sizes: list[Kept]) -> tuple[Any, ...]:
    sums = total(Kept, sizes)
    return name, len(sizes), *sums, sums.total


def inference(plan: Plan) -> Table:
    """The most that a forward pass holds, in two orders; and where names hold what nobody reads any more."""
    peak = plan.peak
    how = "no order holds less" if peak.order.exact else "the least that a search met: a heuristic"
    named = peak.named.layer
    copies = "; with weights in 16 bits" if plan.choices.amp else ""
    at = f"at {plan.graph.nodes[named].name}: " if named is not None else ""
    rows = [("as written", peak.written, f"at {peak.layer}"), ("best", peak.best, how),
            ("as named", peak.named.bytes, f"{at}as written in PyTorch, where names hold the batch, and a module's "
                                           f"input while its layers run{copies}")]
    columns = (Column("order", "order", rank=0), Column("bytes", "activations", "bytes", rank=0),
               Column("note", "", "prose", rank=0))
    return _table("inference", "Inference: the most alive at once, beside the parameters", columns, rows)


def ways(plan: Plan) -> Table:
    """Ways to hold the network in training, and what each costs."""
    limit = plan.fleet.limit
    columns = (
        Column("way", "way", rank=0), Column("bytes", "each device", "bytes", rank=0), Column("fits", "fits", rank=1),
        Column("fits_without", "", rank=1),
        Column("largest_batch", "largest batch", "count", rank=0),
        Column("recomputed_macs", "MACs again", "short", rank=2), Column("sent_bytes", "sends a step", "bytes", rank=3))
    context = None if plan.fleet.reserve else "without a CUDA context"
    rows = [(_way(plan, way.stage, checkpointed=way.checkpointed), way.peak,
             None if limit is None else "yes" if way.peak <= limit else "no",
             context if limit is not None and way.peak <= limit else None, way.largest_batch,
             way.recomputed or None, way.sent if plan.fleet.devices > 1 else None) for way in plan.ways]
    images = items(plan.graph, plan.graph.batch)
    devices = f" over {plan.fleet.devices} devices, {images} on each" if plan.fleet.devices > 1 else ""
    return _table("ways", f"Ways to train it{devices}", columns, rows)


def _way(plan: Plan, stage: int, *, checkpointed: bool) -> str:
    words = f"ZeRO stage {stage}" if stage else "data parallel" if plan.fleet.devices > 1 else "all kept"
    if not checkpointed:
        return words
    return f"{words}, checkpointed" if plan.fleet.devices > 1 else "checkpointed"


def estimates(plan: Plan) -> Iterator[Table]:
    """DeepSpeed's own estimate of the states, where that is planned which it estimates: mixed numbers, Adam."""
    if plan.fleet.devices < 2 or plan.choices.dtype != "mixed" or not plan.choices.optimizer.startswith("adam"):
        return
    from archcalc.training.estimators import deepspeed

    columns = (Column("stage", "ZeRO", "count", rank=0), Column("offloaded", "offloaded", rank=0),
               Column("bytes", "each device", "bytes", rank=0), Column("host_bytes", "host", "bytes", rank=0))
    trained = sum(map(prod, chain.from_iterable(trained_shapes(node, plan.choices) for node in plan.graph.nodes)))
    made = deepspeed.estimates(trained, deepspeed.largest_module(plan.graph), plan.fleet.devices)
    title = f"The states as DeepSpeed {deepspeed.VERSION} estimates them, without activations"
    yield _table("deepspeed", title, columns,
                 [(each.stage, each.offloaded or None, each.device, each.host) for each in made])


def stages(plan: Plan) -> Iterator[Table]:
    """The layers on each device where they are split, and the bytes that cross to the next."""
    if plan.stages is None:
        return
    nodes = plan.graph.nodes
    columns = (
        Column("device", "device", "count", rank=0), Column("first", "from", rank=0), Column("last", "to", rank=0),
        Column("held_bytes", "parameters ...", "bytes", rank=3, total=True),
        Column("saved_bytes", "saved", "bytes", rank=3),
        Column("live_gradients_bytes", "live gradients", "bytes", rank=4),
        Column("bytes", "memory", "bytes", rank=0), Column("macs", "MACs", "count", rank=1, total=True),
        Column("crossing", "crosses to the next", "prose", rank=2),
        Column("crossing_bytes", "bytes", "bytes", rank=1, total=True))
    rows = [(number, nodes[stage.first].name, nodes[stage.last].name, stage.held, stage.saved, stage.live, peak,
             stage.macs, ", ".join(nodes[i].name for i in stage.crossing) or None, stage.passed)
            for number, (stage, peak) in enumerate(zip(plan.stages, plan.stage_peaks, strict=True), 1)]
    what = "MACs" if plan.fleet.split == "macs" else "what it holds, saves and has in live gradients"
    yield _table("stages", f"Split by layers, the largest part in {what} as small as can be", columns, rows)


def joints(plan: Plan) -> Iterator[Table]:
    """Layers at which streams meet, and the bytes that devices hand each other there."""
    if plan.streams is None:
        return
    nodes = plan.graph.nodes
    columns = (Column("layer", "layer", rank=0), Column("reads", "reads the whole of", rank=0),
               Column("crossing_bytes", "crosses", "bytes", rank=0, total=True))
    rows = [(nodes[joint.layer].name, nodes[nodes[joint.layer].inputs[0]].name, joint.passed)
            for joint in plan.streams.joints]
    yield _table("joints", f"{plan.streams.devices} streams, and where they meet", columns, rows)


def roofline(plan: Plan) -> list[Table]:
    """The bound of every layer; nothing where the device's rates are not known."""
    if plan.bounds is None:
        return []
    nodes = plan.graph.nodes
    columns = (
        Column("layer", "layer", rank=0), Column("op", "operator", rank=3),
        Column("operations", "FLOPs", "short", rank=2, total=True),
        Column("bytes", "moved", "bytes", rank=2, total=True),
        Column("intensity", "FLOPs a byte", "intensity", rank=0), Column("bound", "bound by", rank=0),
        Column("seconds", "at least", "seconds", rank=0, total=True), Column("products", "products in", rank=4))
    rows = [(nodes[bound.layer].name, nodes[bound.layer].op.kind, bound.operations, bound.bytes, bound.intensity,
             bound.by, bound.seconds, bound.number) for bound in plan.bounds.layers]
    return [_table("roofline", "Roofline: no layer of a forward pass is faster; 2 FLOPs a MAC", columns, rows)]
