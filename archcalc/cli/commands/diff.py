"""archcalc diff: what changed between two specifications."""

from typing import Annotated

import typer

from archcalc import diff, load
from archcalc.api.arguments import AnyNetwork
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.cli.table_options import paged
from archcalc.rendering.tables.presentation import Presentation

EXAMPLE = "archcalc diff alexnet zfnet"
PAGE = "networks"


@paged
def command(
    old: Annotated[str, typer.Argument(metavar="OLD", autocompletion=options.network_names,
                                       help="The network as it was: a bundled one, a .yaml file, or - for stdin.")],
    new: Annotated[str, typer.Argument(metavar="NEW", autocompletion=options.network_names,
                                       help="The network as it is.")],
    presentation: Presentation,
    by: Annotated[str | None, typer.Option(
        "--by", metavar="HOW", help="Pair layers by names, or by structure: by what they do and read.")] = None,
    input_size: Annotated[str | None, typer.Option(
        "--input", metavar="3x224x224", help="What torch: modules are fed; without one, both networks.")] = None,
    convention: options.Convention = None,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Tell what changed between two networks.

    Layers, attributes, connections and totals; exits with 1 if anything did. A specification and a module or file are
    paired by structure: is the code what the paper says?
    """
    if old == new == "-":
        raise ArchcalcError.of("usage", "only one of the two can be standard input",
                               hint="write the other to a file")
    report = diff(*_fed(old, new, input_size), by=by, convention=convention or ())
    report = report._replace(title=f"{quoted(old, '')} -> {quoted(new, '')}")
    answer(presentation.shown(report), form, output, presentation.page())
    if report.tables[0].rows:
        raise typer.Exit(1)


def _fed(old: str, new: str, size: str | None) -> tuple[AnyNetwork, AnyNetwork]:
    """Both networks, those that take an input size with it: a module has none of its own, and so takes it alone."""
    modules = [name for name in (old, new) if name.startswith("torch:")]
    given = [load(name, input_size=size) if size and name in (modules or (old, new)) else name for name in (old, new)]
    return given[0], given[1]
