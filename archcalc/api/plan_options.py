"""The question that `archcalc plan` is asked, from words, as the command and the Python function have them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Report
from archcalc.base.suggestions import did_you_mean, one_of
from archcalc.network.graph import Graph
from archcalc.network.number_type import NumberType, number_type
from archcalc.training.autocast.autocast_policies import autocast
from archcalc.training.memory import Choices
from archcalc.training.plan import Fleet
from archcalc.training.plan import plan as planned
from archcalc.training.precision import PRECISIONS
from archcalc.training.report import report

if TYPE_CHECKING:
    from archcalc.training.adapters.adapted import Adapted

MICROCONTROLLER = "mcu"


class PlanOptions(NamedTuple):
    """Options of a plan; what was not said is None."""

    optimizer: str | None = None
    step: str | None = None
    accumulate: int | None = None
    checkpoint: str | None = None
    dtype: str | None = None
    amp: str | None = None
    mode: str | None = None
    gpu: str | None = None
    gpus: int | None = None
    reserve: str | None = None
    split: str | None = None
    by: str | None = None
    roofline: bool | None = None
    in_place: bool | None = None
    norms: str | None = None
    masks: str | None = None
    timeline: bool = False
    target: str | None = None
    board: str | None = None
    ram: str | None = None
    flash: str | None = None
    lora: str | None = None
    tensor: int | None = None
    pipeline: int | None = None
    sequence: bool = False
    expert: int | None = None
    device: str | None = None
    energy: str | None = None
    patches: int | None = None
    channels_last: bool = False


_OF_TARGET = ("board", "ram", "flash", "patches")
_OF_BOTH = ("timeline", "target")
_OF_RANKS = ("tensor", "pipeline", "sequence", "expert")
_NOT_OF_RANKS = ("checkpoint", "amp", "split", "by", "roofline", "timeline", "lora", "device", "energy",
                 "channels_last")


def answered(graph: Graph, said: PlanOptions) -> Report:
    """The plan that is asked for. Raises ArchcalcError."""
    if said.target not in (None, MICROCONTROLLER):
        raise ArchcalcError.of("usage", f"--target takes no {quoted(said.target)}",
                               hint=did_you_mean(said.target, (MICROCONTROLLER,)),
                               expected=one_of((MICROCONTROLLER,)))
    if said.target is not None:
        return _on_microcontroller(graph, said)
    _refuse(said, _OF_TARGET, "a plan without --target mcu")
    if any(getattr(said, name) for name in _OF_RANKS):
        return _of_ranks(graph, said)
    return _of_training(graph, said)


def _refuse(said: PlanOptions, names: tuple[str, ...], what: str) -> None:
    """Refuse options that say nothing to what was asked for. Raises ArchcalcError."""
    for name in names:
        value = getattr(said, name)
        if value is not None and value is not False:
            raise ArchcalcError.of("usage", f"--{name.replace('_', '-')} says nothing to {what}", hint="leave it out")


def _on_microcontroller(graph: Graph, said: PlanOptions) -> Report:
    from archcalc.training.microcontroller.boards import budget
    from archcalc.training.microcontroller.microcontroller_plan import microcontroller_plan
    from archcalc.training.microcontroller.report import report as told

    if said.in_place is False:
        raise ArchcalcError.of("usage", "--no-in-place says nothing to --target mcu, which shows both",
                               hint="leave it out")
    _refuse(said, tuple(name for name in said._fields if name not in (*_OF_TARGET, *_OF_BOTH)),
            "--target mcu, which plans a forward pass in int8")
    plan = microcontroller_plan(graph, budget(said.board, said.ram, said.flash), said.patches or 1)
    return told(plan, layers=said.timeline)


def _of_ranks(graph: Graph, said: PlanOptions) -> Report:
    from archcalc.training.parallel.parallel_plan import Parallelism, parallel_plan
    from archcalc.training.parallel.parallel_plan import report as told

    _refuse(said, _NOT_OF_RANKS, "--tensor, --pipeline, --sequence and --expert")
    choices, numbers = _choices(graph, said)
    asked = Parallelism(said.tensor or 1, said.pipeline or 1, said.sequence, said.expert or 1)
    made = told(parallel_plan(graph, choices, Fleet(said.gpu, said.gpus or 1, said.reserve), asked))
    return made._replace(notes=(*made.notes, *numbers.notes))


def _choices(graph: Graph, said: PlanOptions) -> tuple[Choices, NumberType]:
    """The choices of the step, and the network's numbers. Raises ArchcalcError."""
    mode, on_gpu = said.mode or "train", said.gpu is not None
    if mode == "eval":
        _refuse(said, ("step",), "--mode eval, which takes no step")
    numbers = number_type(graph, said.dtype, PRECISIONS)
    choices = Choices.of(said.optimizer or "adam", numbers.name, mode, in_place=said.in_place is not False,
                         norms=said.norms or "fused", masks=said.masks or "values", step=said.step, on_gpu=on_gpu)
    return choices._replace(accumulate=said.accumulate or 1, amp=autocast(said.amp, on_gpu=on_gpu)), numbers


def _of_training(graph: Graph, said: PlanOptions) -> Report:
    choices, numbers = _choices(graph, said)
    if said.channels_last:
        from archcalc.training.memory_format.turned_images import channels_last

        graph = channels_last(graph)
    tuned = _adapted(graph, said)
    if tuned is not None:
        graph, choices = tuned.graph, tuned.chosen(choices)
    plan = planned(graph, choices, Fleet(said.gpu, said.gpus or 1, said.reserve, said.split), said.checkpoint)
    if plan.bounds is None:
        _refuse(said, ("roofline",), "a plan without a card whose bandwidth is known")
    made = report(plan, by=said.by or "operator", layers=bool(said.roofline), timeline=said.timeline)
    made = made._replace(notes=(*made.notes, *numbers.notes))
    if said.device is not None:
        made = _with_time(made, graph, said)
    if said.channels_last:
        from archcalc.training.memory_format.format_told import with_format

        made = with_format(made, graph)
    if said.energy is not None:
        from archcalc.training.estimators.energy import with_energy

        made = with_energy(made, graph, choices, said.energy)
    if tuned is not None:
        from archcalc.training.adapters.adapters_told import with_adapters

        made = with_adapters(made, tuned)
    return made


def _with_time(made: Report, graph: Graph, said: PlanOptions) -> Report:
    """The report with the time on a measured device. Raises ArchcalcError for what was not measured."""
    from archcalc.training.calibration.calibration_report import with_time
    from archcalc.training.calibration.measured_device import read

    if said.lora is not None:
        raise ArchcalcError.of("usage", "--device is not planned beside --lora", hint="one of them")
    return with_time(made, graph, read(Path(said.device or "")))


def _adapted(graph: Graph, said: PlanOptions) -> Adapted | None:
    """The network with the adapters that are asked for, if any. Raises ArchcalcError."""
    if said.lora is None:
        return None
    if said.amp is not None:
        raise ArchcalcError.of("usage", "--amp is not planned beside --lora", hint="--dtype bfloat16 in its place")
    from archcalc.training.adapters.adapted import adapted
    from archcalc.training.adapters.lora import lora

    return adapted(graph, lora(said.lora))
