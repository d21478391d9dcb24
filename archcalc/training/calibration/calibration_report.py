"""A measured device, and a time predicted for it, as reports."""

from __future__ import annotations

from archcalc.base.report import Column, Report, Table
from archcalc.network.batch_items import an_item
from archcalc.network.graph import Graph
from archcalc.training.calibration.measured_device import MeasuredDevice

_BUSY = 0.3
"""So many programs for each processor make a machine a busy one."""


def report(device: MeasuredDevice) -> Report:
    """The answer of `archcalc calibrate`."""
    columns = (Column("network", "network", rank=0), Column("measured_seconds", "measured", "seconds", rank=0),
               Column("predicted_seconds", "predicted without it", "seconds", rank=0),
               Column("error", "error", rank=0))
    rows = tuple((each.network, each.measured, each.predicted, f"{100 * each.error:+.0f} %")
                 for each in device.networks)
    notes = (_errors(device),
             f"measured: each layer by itself, the least seconds of {device.runs:,} runs after one that is not counted,"
             " as whatever else the machine does makes a run longer and never shorter; in float32, one image",
             "predicted: of every kind of layer so many seconds a product, a byte and a layer, fitted to the layers of "
             "the other networks",
             f"archcalc plan NAME --device FILE predicts the time of a network; weights and inputs were drawn from "
             f"seed {device.seed}")
    head = {"backend": device.backend, "processor": device.processor, "threads": device.threads, "runs": device.runs,
            "seed": device.seed, "usual_error": device.usual_error, "largest_error": device.largest_error,
            "load": device.load, "kinds": sorted(device.rates)}
    return Report("archcalc/calibration/1", (Table("networks", columns, rows),), notes, head, {}, _title(device))


def _title(device: MeasuredDevice) -> str:
    threads = "1 thread" if device.threads == 1 else f"{device.threads} threads"
    return f"{device.backend} on {device.processor}, {threads}, measured"


def _errors(device: MeasuredDevice) -> str:
    return (f"error: each of {len(device.networks)} networks predicted from the others (leave-one-out): "
            f"{100 * device.usual_error:.0f} % in the middle, {100 * device.largest_error:.0f} % at most; "
            f"{_surroundings(device.load)}")


def _surroundings(load: float | None) -> str:
    """How busy the machine was when it was measured."""
    if load is None:
        return "how busy the machine was is not known"
    if load < _BUSY:
        return f"measured on a machine at rest ({load:.2f} programs a processor)"
    return (f"measured on a busy machine ({load:.1f} programs a processor, of others): seconds are longer than at "
            "rest, and errors larger")


def with_time(made: Report, graph: Graph, device: MeasuredDevice) -> Report:
    """The report of a plan, with the time that a forward pass of its batch is predicted to take on a device."""
    seconds = device.predicted(graph)
    columns = (Column("device", "device", rank=0), Column("seconds", "a forward pass", "seconds", rank=0),
               Column("image_seconds", an_item(graph), "seconds", rank=0))
    row = (f"{device.backend}, {device.processor}", seconds, seconds / graph.batch)
    notes = [f"time: predicted for archcalc's own executor in float32, in use, as measured by archcalc calibrate; "
             f"{_errors(device)}"]
    if graph.about.name in {each.network for each in device.networks}:
        notes.append("time: this network was itself measured, and its layers are among those that rates were fitted to")
    if wider := sorted(device.wider(graph)):
        notes.append(f"time: not measured, and predicted as layers of any kind: {', '.join(wider)}")
    table = Table("time", columns, (row,), None, "Time, predicted")
    head = {**made.head, "predicted_seconds": seconds, "usual_error": device.usual_error,
            "largest_error": device.largest_error}
    return made._replace(tables=(*made.tables, table), notes=(*notes, *made.notes), head=head)
