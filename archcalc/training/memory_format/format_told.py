"""A plan's report with what another order of memory changes."""

from __future__ import annotations

from archcalc.base.report import Report
from archcalc.network.graph import Graph
from archcalc.training.memory_format.turned_images import copies

_SHOWN = 3


def with_format(report: Report, graph: Graph) -> Report:
    """The report of a plan of a network that lies channels last, with the layers that copy."""
    names = copies(graph)
    shown = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    copied = f", but for copies: {shown}, in place of a view" if names else ""
    note = (f"channels last: every volume and every kernel is as large as before, and a step holds the same{copied}. "
            "Kernels are chosen by the order, whose workspace is not counted")
    return report._replace(notes=(*report.notes, note), head={**report.head, "channels_last": True, "copies": names})
