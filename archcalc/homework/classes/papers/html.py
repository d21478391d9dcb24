"""HTML to print: name line, code, questions with room for an answer each; nothing is loaded, all is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcalc.homework.classes.paper import LayerTable, Paper
from archcalc.rendering.drawings.outputs.svg import text

SUFFIXES = (".html", ".htm")
_STYLE = """
@page { size: A4; margin: 18mm 16mm }
body { font: 11pt/1.35 "Liberation Sans", Arial, sans-serif; max-width: 178mm; margin: 0 auto }
body { color: #000; background: #fff }
article { break-before: page } article:first-of-type { break-before: auto }
h1 { font-size: 15pt; margin: 0 0 3mm } h2 { font-size: 12pt; margin: 7mm 0 2mm; break-after: avoid }
header p { display: flex; gap: 6mm; justify-content: space-between; margin: 0 0 5mm; border-bottom: .3mm solid #000 }
ol { padding-inline-start: 8mm } li { break-inside: avoid; margin-bottom: 4mm }
.line { display: block; border-bottom: .3mm dotted #000; height: 9mm }
.key, .choice { display: block } .key { font-weight: 600 }
.points { white-space: nowrap; color: #444 } code { font: 10pt monospace; letter-spacing: .5mm }
table { border-collapse: collapse; font-size: 9pt; break-inside: auto }
td { border-bottom: .2mm solid #999; padding: .4mm 3mm }
tr { break-inside: avoid } h2 + table { margin-bottom: 4mm }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render(paper: Paper) -> str:
    """A page, or as many as it takes."""
    return bound_together([paper])


def bound_together(papers: Sequence[Paper]) -> str:
    """All papers in one document: each begins on a page of its own."""
    language = papers[0].language
    return "\n".join([
        "<!DOCTYPE html>", f'<html lang="{language.code}" dir="{language.direction}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{text(papers[0].title)}</title>", f"<style>{_STYLE}</style></head><body>",
        *(line for paper in papers for line in _article(paper)), "</body></html>", ""])


def _article(paper: Paper) -> Iterator[str]:
    yield f'<article><header><h1 dir="auto">{text(paper.title)}</h1>'
    code = f'<span><code dir="ltr">{text(paper.code)}</code></span>' if paper.code else ""
    yield (f'<p><span>{text(paper.told("Name"))}: <b dir="auto">{text(paper.student)}</b></span>'
           f'<span dir="ltr">{text(paper.identifier)}</span>{code}</p></header><ol>')
    for item in paper.items:
        choices = "".join(f'<span class="choice" dir="auto">{text(each)}</span>' for each in item.lettered)
        answer = f'<span class="key" dir="ltr">{text(item.right)}</span><span>{text(item.working)}</span>' \
            if paper.keyed else '<span class="line"></span>'
        yield f'<li>{text(item.text)} <span class="points">[{text(item.points)}]</span>{choices}{answer}</li>'
    yield "</ol>"
    for table in paper.tables:
        yield from _table(paper, table)
    yield "</article>"


def _table(paper: Paper, table: LayerTable) -> Iterator[str]:
    yield f"<h2>{text(table.title)}</h2><table>"
    for name, does, reads in table.rows:
        told = text(paper.reads(reads)) if reads else ""
        yield f'<tr><td dir="ltr">{text(name)}</td><td>{text(does)}</td><td>{told}</td></tr>'
    yield "</table>"
