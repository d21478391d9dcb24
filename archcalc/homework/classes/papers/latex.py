"""LaTeX to print: name line, code, questions with a line for an answer each; it compiles as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcalc.base.errors import ArchcalcError
from archcalc.base.latex_text import escaped
from archcalc.homework.classes.paper import LayerTable, Paper

SUFFIXES = (".tex",)
_HEAD = (r"\documentclass[11pt,a4paper]{article}", r"\usepackage[T1]{fontenc}", r"\usepackage[utf8]{inputenc}",
         r"\usepackage[margin=18mm]{geometry}", r"\usepackage{longtable}", r"\setlength{\parindent}{0pt}",
         r"\raggedright", r"\begin{document}")


def render(paper: Paper) -> str:
    """A document. Raises ArchcalcError for a language that runs from right to left."""
    return bound_together([paper])


def bound_together(papers: Sequence[Paper]) -> str:
    """All papers in one document: each begins on a page of its own, with page numbers of its own."""
    if papers[0].language.right_to_left:
        raise ArchcalcError.of("usage", "latex writes no language here that runs from right to left",
                               hint="html does, and a browser prints it")
    return "\n".join([*_HEAD, *(line for paper in papers for line in _paper(paper)), r"\end{document}", ""])


def _paper(paper: Paper) -> Iterator[str]:
    yield rf"\clearpage\setcounter{{page}}{{1}}\section*{{{escaped(paper.title)}}}"
    yield (rf"{escaped(paper.told('Name'))}: \textbf{{{escaped(paper.student)}}}\hfill {escaped(paper.identifier)}"
           rf"\hfill \texttt{{{escaped(paper.code)}}}\par\smallskip\hrule\bigskip")
    yield r"\begin{enumerate}"
    for item in paper.items:
        answer = rf"\par\textbf{{{escaped(item.right)}}}: {escaped(item.working)}" if paper.keyed \
            else r"\par\vspace{8mm}\dotfill"
        choices = "".join(rf"\par {escaped(each)}" for each in item.lettered)
        yield rf"\item {escaped(item.text)} [{escaped(item.points)}]{choices}{answer}"
    yield r"\end{enumerate}"
    for table in paper.tables:
        yield from _table(paper, table)


def _table(paper: Paper, table: LayerTable) -> Iterator[str]:
    """A table that goes on over pages."""
    yield rf"\subsection*{{{escaped(table.title)}}}"
    yield r"{\small\begin{longtable}{@{}lp{95mm}p{40mm}@{}}"
    for name, does, reads in table.rows:
        told = paper.reads(reads) if reads else ""
        yield rf"{escaped(name)} & {escaped(does)} & {escaped(told)}\\"
    yield r"\end{longtable}}"
