"""The question that `archcalc fit` is asked, from words, as the command and the Python function have them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.units import USUAL_DTYPE
from archcalc.counting import conventions
from archcalc.counting.convention import folds
from archcalc.language.flat_layers import dtype_of
from archcalc.language.spec import Spec
from archcalc.sweeps.axes import Given
from archcalc.sweeps.bounds import MEMORY, Work, bounds
from archcalc.sweeps.fit import Fit, asked, growing
from archcalc.sweeps.sweep import Sweep
from archcalc.training import checkpointing, gpus
from archcalc.training.autocast.autocast_policies import autocast
from archcalc.training.memory import Choices
from archcalc.training.plan import Fleet

if TYPE_CHECKING:
    from archcalc.training.adapters.lora import Lora


class FitOptions(NamedTuple):
    """Options of a fit: bounds, what grows, and the work in whose memory it must fit."""

    gpu: str | None = None
    memory: str | None = None
    reserve: str | None = None
    under: str | None = None
    options: Mapping[str, Given] = {}
    changes: Mapping[str, Given] = {}
    inputs: Given | None = None
    batch: Given | None = None
    forward: bool = False
    optimizer: str | None = None
    step: str | None = None
    accumulate: int | None = None
    checkpoint: str | None = None
    amp: str | None = None
    dtype: str | None = None
    lora: str | None = None


def planned(network: Spec, wanted: FitOptions) -> tuple[Fit, tuple[str, ...]]:
    """The question, and notes on it. Raises ArchcalcError."""
    if wanted.gpu is not None and wanted.memory is not None:
        raise ArchcalcError.of("usage", "--gpu and --memory are two memories", hint="one of them")
    held = bounds(_limit(wanted), wanted.under)
    along, grows = growing(wanted.options, wanted.changes, wanted.inputs, wanted.batch)
    dtype = wanted.dtype or dtype_of(network.origin) or USUAL_DTYPE
    counted = _COUNTED.get(dtype, dtype)
    sweep = Sweep((network,), along, (), conventions.chosen(()), counted, folds(None, counted))
    work = _work(wanted, dtype) if MEMORY in held.figures else _no_work(wanted)
    own_type = (f"numbers are {dtype}, the file's own type (--dtype takes another)",)
    return asked(sweep, grows, held, work), own_type if not wanted.dtype and dtype != USUAL_DTYPE else ()


def _limit(wanted: FitOptions) -> int | None:
    """The bytes that may be used of the memory, where there is one. Raises ArchcalcError."""
    if wanted.memory is not None:
        gpus.memory(wanted.memory, "--memory")
    if wanted.gpu is None and wanted.memory is None and wanted.reserve is not None:
        raise ArchcalcError.of("usage", "--reserve wants a memory", hint="--memory 24GiB --reserve 1GiB")
    return Fleet(wanted.gpu or wanted.memory, reserve=wanted.reserve).checked().limit


_COUNTED = {"mixed": "float16"}
"""The numbers of a forward pass where training is in several."""
_OF_TRAINING = ("optimizer", "step", "accumulate", "checkpoint", "amp", "lora")


def _work(wanted: FitOptions, dtype: str) -> Work:
    """The work of which the memory is asked. Raises ArchcalcError for options that say nothing to it."""
    if wanted.forward:
        _refuse(wanted, _OF_TRAINING, "a forward pass")
    choices = Choices.of(wanted.optimizer or "adam", dtype, "train", in_place=True, norms="fused", masks="values",
                         step=wanted.step, on_gpu=wanted.gpu is not None)
    if wanted.checkpoint is not None:
        checkpointing.checked(wanted.checkpoint)
    choices = choices._replace(accumulate=wanted.accumulate or 1,
                               amp=autocast(wanted.amp, on_gpu=wanted.gpu is not None))
    if wanted.lora is not None and wanted.amp is not None:
        raise ArchcalcError.of("usage", "--amp is not planned beside --lora", hint="--dtype bfloat16 in its place")
    return Work(choices, wanted.checkpoint, wanted.forward, None if wanted.lora is None else _lora(wanted.lora))


def _lora(words: str) -> Lora:
    from archcalc.training.adapters.lora import lora

    return lora(words)


def _no_work(wanted: FitOptions) -> Work:
    """No memory decides, so that nothing is said to be done in one."""
    _refuse(wanted, ("forward", *_OF_TRAINING),
            "figures without a memory (--gpu, --memory, or memory_bytes in --under)")
    return Work(Choices())


def _refuse(wanted: FitOptions, names: tuple[str, ...], what: str) -> None:
    for name in names:
        if getattr(wanted, name):
            raise ArchcalcError.of("usage", f"--{name} says nothing to {what}", hint="leave it out")
