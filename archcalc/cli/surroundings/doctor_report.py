"""Extras and programs as a report: what is there, and what each that is missing would give."""

from __future__ import annotations

from archcalc.base.report import Column, Report, Table
from archcalc.base.version import version
from archcalc.cli.surroundings import programs
from archcalc.cli.surroundings.extras import OPENS, extras

_EXTRAS = (Column("extra", "extra", rank=0), Column("there", "there", rank=0),
           Column("lacks", "lacks", "prose", rank=3),
           Column("gives", "gives", "prose", rank=0), Column("example", "for example", rank=2),
           Column("install", "to install", rank=1))
_PROGRAMS = (Column("name", "on this machine", rank=0), Column("there", "there", rank=0),
             Column("found", "found", "prose", rank=2), Column("gives", "gives", "prose", rank=0),
             Column("install", "comes with", "prose", rank=1))


def report() -> Report:
    """The whole of it. Raises ArchcalcError where archcalc is not installed as a package."""
    known = list(extras())
    rows = tuple((each.name, _word(not each.lacks), ", ".join(each.lacks), *OPENS[each.name],
                  "" if not each.lacks else f"pip install 'archcalc[{each.name}]'")
                 for each in sorted(known, key=lambda each: [*OPENS].index(each.name) if each.name in OPENS else -1)
                 if each.name in OPENS)
    others = ", ".join(each.name for each in known if each.name not in OPENS)
    machine = tuple((each.name, _word(each.there), each.found, each.gives, "" if each.there else each.install)
                    for each in programs.found())
    missing = sum(row[1] == "no" for row in rows)
    notes = (f"{missing} of {len(rows)} extras are not there; nothing of archcalc but what they give needs them"
             if missing else "every extra is there", f"for developers: {others}")
    return Report("archcalc/doctor/1", (Table("extras", _EXTRAS, rows), Table("machine", _PROGRAMS, machine)), notes,
                  {"version": version()}, subject="What is installed")


def _word(there: bool) -> str:
    return "yes" if there else "no"
