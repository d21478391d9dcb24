"""A plan as a report: the parts of the memory, what is saved by which operators, ways to hold it, devices, bounds."""

from __future__ import annotations

from typing import Any

from archcalc.base.report import Report
from archcalc.network.batch_items import items
from archcalc.training.notes import remarks
from archcalc.training.plan import Plan
from archcalc.training.tables import estimates, in_time, inference, joints, parts, roofline, saved_by, stages, ways


def report(plan: Plan, *, by: str = "operator", layers: bool = False, timeline: bool = False) -> Report:
    """The answer of `archcalc plan`.

    `by` groups the saved bytes; `layers` shows every layer's bound; `timeline` puts the step in time first, which is
    otherwise in JSON alone.
    """
    tables = [parts(plan), saved_by(plan, by), inference(plan), ways(plan), *estimates(plan)]
    tables += [*stages(plan), *joints(plan)]
    tables += roofline(plan) if layers else []
    course = in_time(plan, shown=timeline)
    tables = [course, *tables] if timeline else [*tables, course]
    return Report("archcalc/plan/1", tuple(tables), tuple(remarks(plan)), _head(plan), {}, _title(plan))


def _title(plan: Plan) -> str:
    images, choices = items(plan.graph, plan.graph.batch), plan.choices
    many = f"{choices.accumulate:,} batches of " if choices.accumulate > 1 else ""
    checkpointed = ", checkpointed" if plan.checkpoint and plan.cuts else ""
    amp = f" autocast to {choices.amp.number}" if choices.amp else ""
    return (f"{plan.graph.about.title}: {many}{images}, {choices.optimizer}, {choices.dtype}{amp}, {choices.mode} mode"
            f"{checkpointed}")


def _head(plan: Plan) -> dict[str, Any]:
    need, names = plan.need, [node.name for node in plan.graph.nodes]
    return {
        "mode": plan.choices.mode, "batch": plan.graph.batch, "parameters_bytes": need.parameters,
        "gradients_bytes": need.gradients, "optimizer_bytes": need.optimizer,
        "saved": {"float_bytes": need.saved.floats, "index_bytes": need.saved.indices, "mask_bytes": need.saved.masks},
        "saved_bytes": need.saved.total, "peak_inference_bytes": plan.peak.written, "total_bytes": need.total,
        "largest_batch": plan.largest_batch, "buffers_bytes": need.buffers, "live_gradients_bytes": need.live_gradients,
        "input_bytes": need.input, "best_peak_inference_bytes": plan.peak.best,
        "best_order_exact": plan.peak.order.exact, "best_order": [names[i] for i in plan.peak.order.layers],
        "architecture": {"name": plan.graph.about.name, "title": plan.graph.about.title},
        "optimizer": plan.choices.optimizer, "dtype": plan.choices.dtype, "gpu": plan.fleet.gpu,
        "gpus": plan.fleet.devices, "checkpoints": [names[i] for i in plan.cuts],
        "peak_bytes": need.peak, "peak_phase": need.moment.phase,
        "peak_layer": None if need.moment.layer is None else names[need.moment.layer],
        "volumes_bytes": need.volumes, "loss_bytes": need.loss, "temporaries_bytes": need.temporaries,
        "step": plan.choices.made_step, "named_peak_inference_bytes": plan.peak.named.bytes,
        "accumulate": plan.choices.accumulate, "checkpoint": plan.checkpoint,
        "amp": plan.choices.amp.number if plan.choices.amp else None,
        "weight_copies_bytes": need.moment.largest.get("weight_copies", 0)}
