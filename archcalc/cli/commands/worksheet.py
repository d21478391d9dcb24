"""archcalc worksheet: a table to be filled in."""

from __future__ import annotations

from typing import Annotated

import typer

from archcalc import build, load
from archcalc.api.arguments import NATURAL
from archcalc.cli import options
from archcalc.cli.output import answer

EXAMPLE = "archcalc worksheet vgg16 --blank output,params,memory -o hw.csv"
PAGE = "homework"


def command(
    name: options.Name,
    blank: Annotated[str, typer.Option(
        "--blank", metavar="A,B,...", help="What to ask: output, params, macs, ...")] = "output,memory,params",
    only: Annotated[str | None, typer.Option(
        "--only", metavar="KIND|LAYER,...", help="Only layers of these kinds or names: conv,linear.")] = None,
    seed: Annotated[int | None, typer.Option(
        "--seed", metavar="N", **NATURAL.range,
        help="Ask only about half of the cells; another number, other cells.")] = None,
    key: Annotated[bool, typer.Option("--key", help="Write the answers.")] = False,
    set_: options.Set = None,
    change: options.Change = None,
    input_size: options.Input = None,
    language: options.Language = None,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Write a network's table with empty cells, for homework. archcalc check marks it."""
    from archcalc.homework import languages
    from archcalc.homework.handouts.worksheets import worksheet
    from archcalc.homework.questions.networks import reference

    spoken = languages.language(language)
    settings, changes = options.pairs(set_, "--set"), options.pairs(change, "--change")
    graph = build(load(name, options=settings, input_size=input_size, changes=changes))
    about = reference(graph.about.name, {**settings, **changes, **({"input": input_size} if input_size else {})})
    answer(worksheet(graph, about, blank, only, seed, key=key, language=spoken), form, output)
