"""The pages of the manual, which lie in the package as Markdown: a page to a file."""

from __future__ import annotations

from pathlib import Path

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.report import Column, Report, Table
from archcalc.base.suggestions import did_you_mean, one_of
from archcalc.cli.application import COMMANDS

_FOLDER = Path(__file__).parents[1] / "manual"
_COLUMNS = (Column("page", "page", rank=0), Column("about", "about", "prose", rank=0))


def names() -> tuple[str, ...]:
    """The names of all pages, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.md")))


def page(name: str) -> str:
    """The Markdown text of a page, or of the page about a command; an unknown one is answered with the nearest."""
    key, known = name.strip().lower().replace("_", "-"), names()
    if key not in known and key in COMMANDS:
        key = COMMANDS.load(key).PAGE
    if key not in known:
        raise ArchcalcError.of("unknown-page", f"there is no page {quoted(name)}",
                               hint=did_you_mean(key, (*known, *COMMANDS)), expected=one_of(known))
    return (_FOLDER / f"{key}.md").read_text("utf-8")


def contents() -> Report:
    """Every page with what it is about: its first line is `# Name: about`."""
    rows = tuple((name, page(name).partition("\n")[0].partition(": ")[2]) for name in names())
    notes = ("Begin with archcalc manual start. archcalc manual check shows the page about that command.",)
    return Report("archcalc/manual/1", (Table("pages", _COLUMNS, rows),), notes, title="The manual of archcalc")
