"""Adapters as a table, a note and figures beside a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import prod

from archcalc.base import units
from archcalc.base.report import Column, Report, Table
from archcalc.network.graph import Graph
from archcalc.training.adapters.adapted import Adapted
from archcalc.training.adapters.targets import EVERY
from archcalc.training.precision import FOUR_BITS


def with_adapters(report: Report, tuned: Adapted) -> Report:
    """The report of a plan, with the adapters of its network."""
    lora, values = tuned.lora, _values(tuned.graph)
    trained = sum(size for name, size in values.items() if name not in tuned.frozen)
    head = {"rank": lora.rank, "targets": [*lora.targets], "base": lora.base or None, "dropout": lora.dropout,
            "train": [*lora.train], "adapters": len(tuned.adapters), "adapter_params": tuned.trained,
            "trained_params": trained, "params": sum(values.values())}
    title = f"{report.title}, LoRA of rank {lora.rank}" + (f" on {lora.base}" if lora.base else "")
    return report._replace(tables=(*report.tables[:1], _table(tuned), *report.tables[1:]),
                           notes=(*_notes(tuned, trained, sum(values.values())), *report.notes),
                           head={**report.head, "lora": head}, title=title)


def _values(graph: Graph) -> dict[str, int]:
    """The trained or frozen parameters of every layer."""
    return {node.name: sum(prod(weight.shape) for name, weight in node.op.weights(*node.input_shapes).items()
                           if weight.role != "buffer" and name not in node.elsewhere) for node in graph.nodes}


def _table(tuned: Adapted) -> Table:
    groups = Counter((each.matrix, each.inputs, each.units) for each in tuned.adapters)
    rank = tuned.lora.rank
    rows = tuple((matrix, many, units_, inputs, many * rank * (inputs + units_))
                 for (matrix, inputs, units_), many in groups.items())
    columns = (Column("matrix", "beside", rank=0), Column("adapters", "adapters", "count", rank=0, total=True),
               Column("units", "units", "count", rank=1), Column("inputs", "inputs", "count", rank=1),
               Column("params", "trained", "count", rank=0, total=True))
    totals = {"adapters": len(tuned.adapters), "params": tuned.trained}
    return Table("adapters", columns, rows, totals, f"Adapters of rank {rank}: A (rank x inputs), B (units x rank)")


def _notes(tuned: Adapted, trained: int, values: int) -> Iterator[str]:
    yield (f"LoRA: {units.count(trained)} of {units.count(values)} parameters are trained "
           f"({100 * trained / values:.4f} %); the others have neither gradients nor state (Hu et al. 2021); steps "
           "and what they save are those of PEFT, adapters in the numbers of the plan (PEFT's own choice beside 16 "
           "bits is float32); the peak is PyTorch's, up to 2 % over with dropout before adapters of all or of some "
           "feed-forward matrices, or with one beside up and none beside its gate: what was measured, no proof")
    if bare := sorted(_without(tuned)) if set(tuned.lora.targets) & set(EVERY) else []:
        yield f"without adapters, for they are no linear layers and no attention: {', '.join(bare)}; and the last layer"
    if tuned.lora.base:
        held = len(tuned.packed)
        yield (f"{tuned.lora.base}: {FOUR_BITS[tuned.lora.base].words}, of {units.count(held)} frozen matrices, tables "
               "of codes with each (Dettmers et al. 2023; bitsandbytes); embeddings, norms, biases and the last layer "
               "stay as they are; gradients are not paged out")


def _without(tuned: Adapted) -> set[str]:
    """The kinds of frozen layers with weights that multiply, and are no linear layers."""
    return {node.op.kind for node in tuned.graph.nodes if node.name in tuned.frozen
            and "linear" not in node.op.traits
            and any(weight.role == "weight" for weight in node.op.weights(*node.input_shapes).values())}
