"""Functions on what fits: the largest sizes of a network, and the text that it generates."""

from __future__ import annotations

from pathlib import Path

from archcalc.api.arguments import (
    AnyNetwork,
    Count,
    File,
    Name,
    Natural,
    Several,
    SeveralSettings,
    Texts,
    ThreadCount,
    public,
)
from archcalc.api.network import build, load
from archcalc.api.notebook import NotebookReport
from archcalc.language.spec import Spec

__all__ = ["calibrate", "fit", "generate"]


@public
def fit(network: Name, *, gpu: str | None = None, memory: str | None = None, reserve: str | None = None,
        under: str | None = None, options: SeveralSettings | None = None, changes: SeveralSettings | None = None,
        input_size: Several | None = None, batch: Several | None = None, forward: bool = False,
        optimizer: str | None = None, step: str | None = None, accumulate: Count | None = None,
        checkpoint: str | None = None, amp: str | None = None, dtype: str | None = None,
        lora: str | None = None) -> NotebookReport:
    """The largest sizes of a network that fit into a memory and meet conditions (`under`). Raises ArchcalcError.

    `options`, `changes`, `input_size` and `batch` are ranges, or values, as in `sweep`; without any the largest batch
    is looked for. The memory is that of a step of training, as in `plan`, or of a forward pass.

    >>> fit("resnet50", gpu="rtx4090", optimizer="momentum").table("sizes").column("batch")
    [309]
    """
    from archcalc.sweeps.fit_options import FitOptions, planned
    from archcalc.sweeps.fit_report import report

    wanted = FitOptions(gpu, memory, reserve, under, options or {}, changes or {}, input_size, batch, forward,
                        optimizer, step, accumulate, checkpoint, amp, dtype, lora)
    asked, notes = planned(network if isinstance(network, Spec) else load(network), wanted)
    told = report(asked)
    return NotebookReport(*told._replace(notes=(*told.notes, *notes)))


@public
def calibrate(path: File, *, networks: Texts | None = None, backend: str = "auto", threads: ThreadCount = 1,
              runs: Count = 7, seed: Natural = 0) -> NotebookReport:
    """Measure a device by running networks (18 of many kinds, or those named), and write it to a file.

    `plan(network, device=path)` predicts the time of others. The file is written whole or not at all. Raises
    ArchcalcError for fewer than three networks.
    """
    from archcalc.base.atomic_files import refuse_to_replace, write
    from archcalc.training.calibration.calibration_report import report
    from archcalc.training.calibration.measured_device import NETWORKS, measured, written

    refuse_to_replace(Path(path))
    named = NETWORKS if networks is None else tuple(networks)
    device = measured(named, backend, threads, runs, seed)
    write(Path(path), written(device))
    return NotebookReport(*report(device))


@public
def generate(network: AnyNetwork, *, input_size: str | None = None, batch: Count = 1, dtype: str | None = None,
             cache_dtype: str | None = None, page: Count = 1, gpu: str | None = None,
             reserve: str | None = None) -> NotebookReport:
    """What generating text takes: the cache of keys and values, the work on a prompt and on each token, what fits.

    `input_size` is the number of tokens of a context, `batch` the sequences at once. Raises ArchcalcError for a
    network that does not generate token by token.

    >>> generate("llama3_8b", dtype="bfloat16").head["cache_bytes"] / 2**30
    1.0
    """
    from archcalc.training.text.generation import generation
    from archcalc.training.text.report import report, serving

    graph = build(load(network, input_size=input_size) if isinstance(network, str) else network, batch=batch)
    return NotebookReport(*report(generation(graph, page), serving(graph, dtype, cache_dtype, gpu, reserve)))
