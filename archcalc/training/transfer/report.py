"""Transfer learning as a report: which layers are trained, what every option takes, and which one is advised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcalc.base import units
from archcalc.base.errors import quoted
from archcalc.base.report import Column, Report, Table
from archcalc.counting.columns import shapes
from archcalc.counting.measures.per_layer import learned
from archcalc.network.graph import Graph
from archcalc.operators.shapes import written
from archcalc.training.transfer import data_situations
from archcalc.training.transfer.costs import (
    TransferTask,
    TransferWay,
    cached,
    code_bytes,
    epoch,
    learning_rate,
    memory,
    parameters,
)
from archcalc.training.transfer.data_situations import Situation
from archcalc.training.transfer.new_head import is_added


def report(graph: Graph, found: Sequence[TransferWay], wanted: TransferTask, case: Situation, name: str = "") -> Report:
    """The layers of the option that is asked for, or advised; all options; what caching saves; and the reasons.

    `name` is how the user calls the network, where that is not its own name.
    """
    chosen = found[0] if found[0].option.name == "asked" else next(
        way for way in found if way.option.name == case.option)
    title = (f"{graph.about.title} for {wanted.classes} classes and {units.count(wanted.images)} images, "
             f"{case.words} (situation {case.number} of 4): {chosen.option.words}")
    trained, frozen = parameters(chosen)
    head = {"architecture": graph.about.name, "classes": wanted.classes, "images": wanted.images,
            "situation": case.number, "advised": case.option, "shown": chosen.option.name, "batch": graph.batch,
            "optimizer": wanted.optimizer, "dtype": wanted.dtype, "trained": trained, "frozen": frozen,
            "learning_rate": learning_rate(graph)}
    tables = (_layers(chosen), _options(found, wanted, case), _codes(found, wanted))
    notes = tuple(_notes(graph, chosen, wanted, case, name or graph.about.name))
    return Report("archcalc/transfer/1", tables, notes, head, title=title)


def _layers(way: TransferWay) -> Table:
    """The parameters of every layer, trained or frozen; what holds none is left out."""
    columns = (*shapes.COLUMNS, Column("new", "", rank=1), Column("trained", "trained", "count", rank=0, total=True),
               Column("frozen", "frozen", "count", rank=0, total=True))
    counts = [learned(node) for node in way.graph.nodes]
    rows = tuple((*cells, "new" if i in way.new else "", 0 if node.name in way.frozen else count,
                  count if node.name in way.frozen else 0)
                 for i, (cells, node, count) in enumerate(zip(shapes.cells(way.graph), way.graph.nodes, counts,
                                                              strict=True)))
    trained, frozen = parameters(way)
    return Table("layers", columns, rows, {"trained": trained, "frozen": frozen},
                 hidden=frozenset(i for i, count in enumerate(counts) if not count))


def _options(found: Sequence[TransferWay], wanted: TransferTask, case: Situation) -> Table:
    """A row for each option."""
    columns = (Column("name"), Column("option", "option", "prose", rank=0), Column("advised", "", rank=2),
               Column("from_layer", "trained from", rank=4), Column("trained", "trained", "count", rank=0),
               Column("frozen", "frozen", "count", rank=3), Column("memory_bytes", "memory", "bytes", rank=1),
               Column("epoch_macs", "MACs an epoch", "count", rank=2))
    rows = tuple((way.option.name, way.option.words, "advised" if way.option.name == case.option else "",
                  _first_trained(way), *parameters(way),
                  memory(way.graph, way, wanted), epoch(way.graph, way.frozen, wanted.images)) for way in found)
    return Table("options", columns, rows, title=f"Options: training with {wanted.optimizer} in {wanted.dtype}, "
                 f"{found[0].graph.batch} images at once")


def _first_trained(way: TransferWay) -> str:
    """The first layer that is trained."""
    return next(node.name for node in way.graph.nodes if learned(node) and node.name not in way.frozen)


def _codes(found: Sequence[TransferWay], wanted: TransferTask) -> Table:
    """Costs of each option where the values of the last frozen layer are kept."""
    columns = (Column("name"), Column("option", "option", "prose", rank=0), Column("layer", "kept", rank=4),
               Column("code_shape", "one code", "volume", rank=1), Column("codes_bytes", "all codes", "bytes", rank=0),
               Column("once_macs", "MACs once", "count", rank=5), Column("memory_bytes", "memory", "bytes", rank=3),
               Column("epoch_macs", "MACs an epoch", "count", rank=2))
    rows = tuple((way.option.name, way.option.words, kept.layer, kept.shape, code_bytes(kept.shape, wanted),
                  kept.macs_once * wanted.images, memory(kept.rest, way, wanted),
                  epoch(kept.rest, way.frozen, wanted.images))
                 for way in found if (kept := cached(way)) is not None)
    return Table("codes", columns, rows, title=f"With the codes of {units.count(wanted.images)} images kept")


def _notes(graph: Graph, way: TransferWay, wanted: TransferTask, case: Situation, name: str) -> Iterator[str]:
    """Why, where the classifier is, how fast to learn, and by which conventions was counted."""
    yield f"situation {case.number}, {case.words}: {case.why} ({case.source})"
    yield (f"a data set counts as large from {units.count(wanted.large_from)} images on (--large-from); the sources "
           "give no number")
    for position in sorted(way.new):
        node = way.graph.nodes[position]
        yield (f"new classifier: {node.name}, {node.op.summary(*node.input_shapes)} on "
               f"{written(node.input_shapes[0])}, {units.count(learned(node))} parameters with random weights")
    yield _rate(graph)
    yield "frozen norms use their running statistics, and do not update them"
    if kept := cached(way):
        yield (f"codes can be kept where images are not augmented: archcalc run {quoted(name, '')} --image FOLDER "
               f"--features {kept.layer} -o codes.npy{_averaged(way)}")
    yield ("memory: the largest moment of a training step, as in archcalc plan: in the forward pass, where names hold "
           "the batch, and a module's input while its layers run; in the backward pass; or in the optimizer's step, "
           "which goes array after array, as in PyTorch on a CPU (loop)")
    yield "MACs an epoch: forward, and for every gradient as far back as anything is trained"


def _averaged(way: TransferWay) -> str:
    """A note on averaging the values of an earlier layer."""
    pooled = next((node for node in way.graph.nodes if is_added(node) and "averages" in node.op.traits), None)
    return f", each channel averaged over its {'x'.join(map(str, pooled.input_shapes[0][2:]))} places" if pooled else ""


def _rate(graph: Graph) -> str:
    """The advice on the learning rate, with the numbers where they are known."""
    told = learning_rate(graph)
    source = f"(the lecture: 1/{data_situations.RATE} of the original is a good start)"
    if told is None:
        return f"learning rate: fine-tune at a tenth of the original one, which is not in the file {source}"
    training = graph.about.description["training"]
    batch = f", for a batch of {training['batch']}" if "batch" in training else ""
    from decimal import Decimal

    tenth = f"{(Decimal(told) / data_situations.RATE).normalize():f}"
    return f"learning rate: fine-tune at {tenth}, a tenth of the {told} that it was trained with{batch} {source}"
