"""archcalc calibrate: a device measured, so that the time of other networks can be predicted."""

from pathlib import Path
from typing import Annotated

import typer

from archcalc import calibrate
from archcalc.api.arguments import COUNT
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.cli.table_options import checked_page, paged
from archcalc.rendering.tables.presentation import Presentation

EXAMPLE = "archcalc calibrate pc.json --networks lenet5,lenet5_1998,dqn --runs 1"
PAGE = "planning"


@paged
def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write: device.json.")],
    presentation: Presentation,
    networks: Annotated[str | None, typer.Option(
        "--networks", metavar="A,B,C", help="Measure these, three at least; else 18 of many kinds.")] = None,
    backend: Annotated[str, typer.Option("--backend", metavar="NAME", help="numpy, cupy, or auto.")] = "auto",
    threads: Annotated[int, typer.Option("--threads", metavar="N", **COUNT.range, help="Threads.")] = 1,
    runs: Annotated[int, typer.Option("--runs", metavar="N", **COUNT.range, help="Runs of each.")] = 7,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="What weights are drawn from.")] = 0,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Measure a device by running networks. From it `plan --device FILE` predicts the time of others."""
    page = checked_page(presentation, form, output)
    named = None if networks is None else networks.split(",")
    if named is not None and not all(map(str.strip, named)):
        raise ArchcalcError.of("usage", f"--networks has an empty name, found {quoted(networks or '')}",
                               hint="for example lenet5,dqn,resnet18")
    told = calibrate(file, networks=named, backend=backend, threads=threads, runs=runs, seed=seed)
    answer(presentation.shown(told), form, output, page)
