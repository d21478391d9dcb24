"""archcalc generate: what it takes to generate text. The cache, the work on a prompt and on a token, what fits."""

from typing import Annotated

import typer

from archcalc import build, load
from archcalc.api.arguments import COUNT
from archcalc.cli import options
from archcalc.cli.output import answer, warn
from archcalc.cli.table_options import paged
from archcalc.rendering.tables.presentation import Presentation

EXAMPLE = "archcalc generate llama3_8b --dtype bfloat16 --gpu h100"
PAGE = "planning"


@paged
def command(
    name: options.Name,
    presentation: Presentation,
    set_: options.Set = None,
    input_size: Annotated[str | None, typer.Option("--input", metavar="N", help="The tokens of a context.")] = None,
    batch: Annotated[int, typer.Option("--batch", metavar="N", **COUNT.range, help="Sequences at once.")] = 1,
    dtype: options.Dtype = None,
    cache_dtype: Annotated[str | None, typer.Option(
        "--cache-dtype", metavar="NAME", help="The numbers of the cache; else those of the parameters.")] = None,
    page: Annotated[int, typer.Option(
        "--page", metavar="N", **COUNT.range, help="The cache comes in pages of so many tokens.")] = 1,
    gpu: Annotated[str | None, typer.Option("--gpu", metavar="NAME|MEMORY", help="A card, or its memory.")] = None,
    reserve: Annotated[str | None, typer.Option("--reserve", metavar="1GiB", help="Of it, leave so much free.")] = None,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Tell what generating text takes: memory of the cache, work on a prompt and on each token, and what fits."""
    from archcalc.training.text.generation import generation
    from archcalc.training.text.report import report, serving

    graph = build(load(name, options=options.pairs(set_, "--set"), input_size=input_size), batch=batch)
    warn(graph.warnings)
    told = report(generation(graph, page), serving(graph, dtype, cache_dtype, gpu, reserve))
    answer(presentation.shown(told), form, output, presentation.page())
