r"""LaTeX with booktabs. With rows given, frames for beamer; `standalone` adds what a document needs to compile.

The packages are booktabs, graphicx (which shrinks a table that is wider than the page) and, for tables longer than a
page, longtable; with a lecture's drawings, tikz. Whatever stands in a cell is text: no name can start a command.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from string import ascii_uppercase

from archcalc.base.latex_text import LETTER, LETTERS, OTHER_FONTS
from archcalc.base.latex_text import set_text as escaped
from archcalc.base.picture import Picture
from archcalc.base.report import Report
from archcalc.rendering.formats import _beamer
from archcalc.rendering.tables.layout import Grid, Page, grid

SUFFIXES = (".tex",)
FOLLOWS = frozenset({"title", "caption", "rows", "standalone"})
LECTURES = "rows"
"""It shows the parts of a lecture as frames, which are asked for by their rows."""
_FRAMES = r"""\documentclass[aspectratio=169]{beamer}
\setbeamertemplate{navigation symbols}{}
\setbeamertemplate{footline}[frame number]"""
_FONTS = r"""\usepackage{iftex}
\ifPDFTeX\usepackage[T1]{fontenc}\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}\else\usepackage{fontspec}\fi"""
"""Outlines for letters, whatever the engine: without lmodern some are bitmaps."""
PACKAGES = ("booktabs", "graphicx", "longtable")
_LONG = 40
"""A table of more rows does not fit a page."""
_SHEET = 150
"""So many characters stand beside each other before they would be too small to read."""

Cells = Callable[[Grid, int], tuple[str, Callable[[str, bool], str]]]
"""For a column: how it is declared, and how a cell (which may be marked) is written."""


def render(report: Report, page: Page) -> str:
    """Tables as floats, or as frames."""
    return written(report, page, PACKAGES, plain)


def written(report: Report, page: Page, packages: tuple[str, ...], cells: Cells, setup: str = "") -> str:
    """The document, or the part of one, with columns made by `cells` after a line of `setup`."""
    tables = [grid(table, page._replace(width=_SHEET)) for table in report.shown]
    made = _beamer.frames(report, page, lambda table: _tabular(table, cells)) if page.rows else _floats(
        report, tables, cells)
    body = "\n\n".join(made)
    drawn = _beamer.pictures(report) if page.rows else []
    uses = (*packages, *(("tikz",) if drawn else ()))
    setup = "\n".join(filter(None, [setup, LETTERS if LETTER in body else "", _beamer.FIT if page.rows else "",
                                    *(_drawing_setup(drawn) if drawn else [])]))
    if not page.standalone:
        return "\n".join(filter(None, [f"% needs {' '.join(_used(uses))}", setup, body])) + "\n"
    kind = _FRAMES if page.rows else r"\documentclass{article}"
    wide = () if page.rows else (r"\usepackage[landscape,margin=15mm]{geometry}",)
    other = _other_fonts() if LETTER in body else ""
    head = filter(None, [kind, _FONTS, *_used(uses), other, setup, *wide])
    return "\n".join([*head, r"\begin{document}", body, r"\end{document}", ""])


def _drawing_setup(drawn: Sequence[Picture]) -> list[str]:
    from archcalc.rendering.drawings.outputs.tikz import definitions
    from archcalc.rendering.drawings.palette import LIGHT

    return definitions(drawn, LIGHT)


def _other_fonts() -> str:
    """Fonts of many letters, for engines that take fonts by name: each letter is set in the first that has it."""
    tried = [r"\providecommand\archcalcother[1]{{[}U+#1{]}}", r"\ifPDFTeX\else"]
    for letter, font in zip(reversed(ascii_uppercase[:len(OTHER_FONTS)]), reversed(OTHER_FONTS), strict=True):
        own, others = rf"\archcalcfont{letter}", rf"\archcalcothers{letter}"
        tried.append(rf"\IfFontExistsTF{{{font}}}{{\newfontfamily{own}{{{font}}}\let{others}\archcalcother"
                     rf"\renewcommand\archcalcother[1]{{{{{own}\iffontchar\font" + '"#1 ' + r'\char"#1 \else'
                     rf"{others}{{#1}}\fi}}}}}}{{}}")
    return "\n".join([*tried, r"\fi"])


def _used(packages: tuple[str, ...]) -> list[str]:
    return [rf"\usepackage{{{name}}}" for name in packages]


def plain(table: Grid, position: int) -> tuple[str, Callable[[str, bool], str]]:
    """A column of text, numbers at the right."""
    sized = table.columns[position].unit in {"volume", "field"}

    def cell(text: str, marked: bool) -> str:
        shown = "$" + text.replace("x", r"\times ") + "$" if sized and "x" in text else escaped(text)
        shown = "{}" + shown if shown.startswith("*") else shown
        return rf"\textbf{{{shown}}}" if marked else shown

    widest = max((len(row[position]) for row in table.rows), default=0)
    prose = table.columns[position].unit == "prose" and widest > _LONG
    return r"p{5cm}" if prose else "r" if table.right(position) else "l", cell


def _floats(report: Report, tables: list[Grid], cells: Cells) -> Iterator[str]:
    notes = [*([] if tables else [report.title]), *report.notes]
    for number, table in enumerate(tables):
        caption = ". ".join(filter(None, (report.title, report.caption))) if number == 0 else table.title
        told = rf"\caption{{{escaped(caption)}}}" if caption else ""
        if len(table.rows) > _LONG:
            yield _long(table, told, cells)
        else:
            lines = (r"\begin{table}[htbp]", r"\centering", told, _fitted(table, cells), r"\end{table}")
            yield "\n".join(filter(None, lines))
    if any(notes):
        yield r"{\footnotesize\noindent " + "\\\\\n".join(escaped(note) for note in notes if note) + r"\par}"


def _fitted(table: Grid, cells: Cells) -> str:
    """A table that is made smaller where it is wider than the page."""
    return r"\resizebox{\ifdim\width>\linewidth\linewidth\else\width\fi}{!}{%" + f"\n{_tabular(table, cells)}}}"


def _tabular(table: Grid, cells: Cells) -> str:
    declared, lines = _rows(table, cells)
    return "\n".join([rf"\begin{{tabular}}{{{declared}}}", r"\toprule", *lines, r"\bottomrule", r"\end{tabular}"])


def _long(table: Grid, caption: str, cells: Cells) -> str:
    """A table that goes on over pages, with its header on each."""
    declared, (head, *lines) = _rows(table, cells)
    start = [rf"\begin{{longtable}}{{{declared}}}", *([caption + r"\\"] if caption else [])]
    return "\n".join([r"{\scriptsize\setlength{\tabcolsep}{3pt}", *start, r"\toprule", head, lines[0], r"\endhead",
                      *lines[1:], r"\bottomrule", r"\end{longtable}}"])


def _rows(table: Grid, cells: Cells) -> tuple[str, list[str]]:
    """The table in lines: columns declared, header, a rule, rows, and totals below another rule."""
    columns = [cells(table, j) for j in range(len(table.columns))]
    lines = [" & ".join(f"{{{escaped(column.title)}}}" for column in table.columns) + r" \\", r"\midrule"]
    lines += [" & ".join(write(text, (i, j) in table.marks) for j, ((_, write), text)
                         in enumerate(zip(columns, row, strict=True))) + r" \\" for i, row in enumerate(table.rows)]
    if table.totals:
        totals = (write(text, False) for (_, write), text in zip(columns, table.totals, strict=True))
        lines += [r"\midrule", " & ".join(totals) + r" \\"]
    return "".join(declared for declared, _ in columns), lines
