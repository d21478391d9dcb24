"""archcalc ensemble: what several networks take together."""

from typing import Annotated

import typer

from archcalc import ensemble, load
from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.cli.table_options import paged
from archcalc.rendering.tables.presentation import Presentation

EXAMPLE = "archcalc ensemble vgg16 googlenet resnet50"
PAGE = "ensembles"


@paged
def command(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", autocompletion=options.network_names,
                                               help="Networks; one may stand several times.")],
    presentation: Presentation,
    set_: options.Set = None,
    batch: options.Batch = 1,
    dtype: options.Dtype = None,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Add up what several networks take together. Run one after another, or in parallel."""
    chosen = options.pairs(set_, "--set")
    report = ensemble(*(load(name, options=chosen) for name in names), batch=batch, dtype=dtype)
    answer(presentation.shown(report), form, output, presentation.page())
