"""Pages on building blocks: what each is, its parameters, an example, and how it is written."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.report import Column, Report, Table
from archcalc.language.building_blocks import block_document, with_blocks
from archcalc.language.text.document import Value
from archcalc.reports.explain import paragraphs
from archcalc.reports.word_pages import IndexLine


def blocks() -> Iterator[IndexLine]:
    """The building blocks, a line each."""
    return (IndexLine(name, _told(name, "title")) for name in with_blocks({}))


def block(name: str) -> Report | None:
    """A block's page: its parameters, an example, its layers; of `blocks`, what there is."""
    if name == "blocks":
        columns = (Column("block", "block", rank=0), Column("line", "", "prose", rank=0))
        rows = tuple((entry.name, entry.line) for entry in blocks())
        return Report("archcalc/blocks/1", (Table("blocks", columns, rows),),
                      ("modules that are there without being written; a file's own module of a name goes first",),
                      {}, title="building blocks")
    known = with_blocks({})
    if name not in known:
        return None
    columns = (Column("parameter", "parameter", rank=0), Column("default", "default", rank=0))
    rows = tuple((each, _default(default)) for each, default in known[name].parameters.items())
    written, _, example = block_document(name).source.text.partition("\nmodules:\n")[2].partition("\nlayers:\n")
    notes = (*paragraphs(f"{_told(name, 'title')}: {_told(name, 'note')}."), "For example:", "",
             *_indented(example), "", "It is written so:", "", *_indented(written), "")
    return Report("archcalc/block/1", (Table("parameters", columns, rows),), notes,
                  {"block": name, "example": example, "written": written}, title=name)


def _told(name: str, key: str) -> str:
    return str(block_document(name).root.data[key].text)


def _default(value: Value) -> str:
    return "required" if value.data is None else value.text.removeprefix("${").removesuffix("}")


def _indented(text: str) -> Iterator[str]:
    return (f"    {line}" for line in text.rstrip().split("\n"))
