"""The options that say how a table is shown, for every command that prints one."""

from collections.abc import Callable, Sequence
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from archcalc.api.arguments import COUNT
from archcalc.base.atomic_files import refuse_unwritable
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.lecture import PARTS
from archcalc.base.report import Report
from archcalc.cli import options
from archcalc.cli.output import chosen_format, refuse_choices
from archcalc.language.spec import Spec
from archcalc.network.graph import Graph
from archcalc.rendering.formats import holds_lectures, is_live, shows_pictures
from archcalc.rendering.tables.layout import Page
from archcalc.rendering.tables.presentation import Presentation
from archcalc.rendering.tables.selection import LARGEST_IN

if TYPE_CHECKING:
    from archcalc.rendering.drawings.sheets import PictureSheet

_Command = Callable[..., None]


def choices(
    preset: Annotated[str | None, typer.Option(
        "--preset", metavar="NAME", help="As others print it: cs231n, eecs498, keras, torchinfo, paper.")] = None,
    columns: options.Columns = None,
    depth: options.Depth = None,
    only: Annotated[str | None, typer.Option(
        "--only", metavar="KIND,...",
        help="Only layers of these kinds or families: conv,linear; of a deck only these parts: drawing,table.")] = None,
    top: Annotated[int | None, typer.Option(
        "--top", metavar="N", **COUNT.range, help="Only so many rows, the largest first.")] = None,
    by: Annotated[str, typer.Option("--by", metavar="COLUMN", help="Largest in which column.")] = LARGEST_IN,
    cells: Annotated[str | None, typer.Option(
        "--cells", metavar="HOW", help="value, formula or both: (3*3*64)*64 = 36,864.")] = None,
    units: Annotated[str, typer.Option("--units", metavar="UNIT", help="auto, raw, MB or MiB.")] = "auto",
    layout: options.Layout = "hwc",
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="What stands above the table.")] = None,
    caption: Annotated[str | None, typer.Option(
        "--caption", metavar="TEXT", help="What stands below the table.")] = None,
    rows: Annotated[int | None, typer.Option(
        "--rows", metavar="N", **COUNT.range, help="Rows on a slide or frame.")] = None,
    standalone: Annotated[bool, typer.Option("--standalone", help="LaTeX that compiles as it is.")] = False,
    template: Annotated[Path | None, typer.Option(
        "--template", metavar="PPTX", help="The presentation whose design is taken.")] = None,
    embed: Annotated[bool, typer.Option("--embed", help="HTML as a part of a course's page.")] = False,
) -> Presentation:
    """Options of a shown table."""
    return Presentation(preset, columns, depth, only, top, by, cells, units, layout, title, caption, rows, standalone,
                        template, embed)


_PAGE = ("columns", "units", "layout", "title", "caption", "rows", "standalone", "template", "embed")


def presented(command: _Command) -> _Command:
    """The command with these options in place of its parameter `presentation`."""
    return _with_options(command, tuple(signature(choices).parameters), _look_for_columns)


def paged(command: _Command) -> _Command:
    """As `presented`, without the choices that only the layers of a network have."""
    return _with_options(command, _PAGE)


def folded(command: _Command) -> _Command:
    """As `paged`, and with how deep modules are folded."""
    return _with_options(command, ("depth", *_PAGE))


def compared(command: _Command) -> _Command:
    """As `paged`, and with which parts of a lecture are picked."""
    return _with_options(command, ("only", *_PAGE))


def _look_for_columns(presentation: Presentation) -> None:
    """Columns that plugins bring are there before a network is analysed."""
    if presentation.columns:
        from archcalc.counting.columns import look_for

        look_for(presentation.columns.split(","))


def _with_options(command: _Command, names: tuple[str, ...],
                  prepare: Callable[[Presentation], None] = lambda presentation: None) -> _Command:
    own, shared = signature(command, eval_str=True), signature(choices, eval_str=True)
    parameters = [each for name, each in own.parameters.items() if name != "presentation"]

    def with_options(**words: object) -> None:
        chosen = {name: words.pop(name) for name in names}
        presentation = choices(**chosen)  # type: ignore[arg-type]
        prepare(presentation)
        command(**words, presentation=presentation)

    with_options.__doc__ = command.__doc__
    shown = own.replace(parameters=[*parameters, *(shared.parameters[name] for name in names)])
    with_options.__signature__ = shown  # type: ignore[attr-defined]
    return with_options


def checked_page(presentation: Presentation, form: str | None, file: Path | None,
                 reads: Sequence[str | Path | None] = (), made: Path | None = None) -> Page:
    """The page of an answer; raises now what would be raised after minutes of work: no such format, unit or folder."""
    page = presentation.page()
    refuse_choices(page, chosen_format(form, file))
    refuse_unwritable(file, reads, made)
    return page


def is_sheet(presentation: Presentation, form: str) -> bool:
    """True where the layers' table is shown as a spreadsheet that computes itself, with formulas of its own."""
    return is_live(form) and presentation.whole


def enriched(report: Report, graph: Graph, spec: Spec, presentation: Presentation, form: str) -> Report:
    """A network's report with what its format can show besides: formulas between cells, pictures."""
    if is_sheet(presentation, form):
        from archcalc.rendering.tables.spreadsheet_formulas import sheet
        from archcalc.reports.convention_tables import together

        made = sheet(graph, report, spec)
        return made._replace(tables=(*made.tables, *together(graph, str(report.head["dtype"]))))
    if shows_pictures(form):
        from archcalc.rendering.drawings import illustrated
        from archcalc.rendering.tables.live_cells import live_cells

        usual = presentation.whole and presentation.units == "auto" and presentation.cells is None
        return illustrated(graph, report)._replace(live=live_cells(graph, report, spec) if usual else None)
    return report


def lectured(shown: Report, whole: Report, graph: Graph, presentation: Presentation, form: str,
             convention: Sequence[str]) -> Report:
    """A network's report as it is shown, with the parts of a lecture where the format holds them."""
    if not holds_lectures(form, rows=presentation.rows is not None):
        return shown
    from archcalc.rendering.lectures.network_lecture import LectureSubject, of_network

    subject = LectureSubject(graph, whole, shown, convention, presentation.depth, _room(presentation))
    return shown._replace(parts=of_network(subject, presentation.parts))


def refuse_kinds(presentation: Presentation) -> None:
    """Raise ArchcalcError where kinds of layers are picked, and networks are rows."""
    if presentation.kinds is not None:
        raise ArchcalcError.of("usage", f"--only takes no {quoted(presentation.kinds)} where networks are compared",
                               hint="-o deck.pptx --only networks,drawing",
                               expected=f"parts of a deck: {', '.join(PARTS)}")


def lectured_together(shown: Report, graphs: Sequence[Graph], presentation: Presentation, form: str,
                      convention: Sequence[str]) -> Report:
    """A report of several networks as it is shown, with the parts of a lecture where the format holds them."""
    if not holds_lectures(form, rows=presentation.rows is not None):
        return shown
    from archcalc.rendering.lectures.comparison_lecture import of_networks

    return shown._replace(parts=of_networks(graphs, shown, presentation.parts, convention, _room(presentation)))


def _room(presentation: Presentation) -> "PictureSheet":
    """The room for a drawing on a slide: of a template, or the usual one. Raises ArchcalcError."""
    from archcalc.rendering.lectures.network_lecture import SLIDE

    if presentation.template is None:
        return SLIDE
    from archcalc.rendering.slides.deck import sheet

    return sheet(presentation.template)
