"""Papers of a class, written: one file for each student, or all in one to print."""

from __future__ import annotations

from pathlib import Path

from archcalc.base.atomic_files import refuse_to_replace, write
from archcalc.base.errors import ArchcalcError, OutputError, quoted
from archcalc.base.report import Column, Report, Table
from archcalc.cli.output import answer, complain
from archcalc.cli.progress import progress
from archcalc.homework.classes import papers
from archcalc.homework.classes.bound_marker import BoundMarker
from archcalc.homework.classes.paper import Paper, paper
from archcalc.homework.classes.roster import Enrolled, Roster
from archcalc.homework.marking.whole_class import file_names

_COLUMNS = (Column("student", "student", rank=0), Column("id", "id", rank=1), Column("code", "code", rank=0),
            Column("file", "file", rank=2), Column("sizes", "sizes", "prose", rank=3))
USUAL = "csv"


def put(marker: BoundMarker, roster: Roster, form: str | None, output: Path | None, *, keyed: bool) -> None:
    """Everybody's paper to a folder, or to one file; and who has which."""
    if output is None:
        raise ArchcalcError.of("usage", "papers of a class are files",
                               hint="-o papers/ is a folder for them; -o papers.html or papers.pdf, one file to print")
    single = papers.printed(output) if form is None or output.suffix else None
    made = [(who, paper(marker, who, keyed=keyed)) for who in progress(list(roster.students))]
    if single is not None:
        refuse_to_replace(output)
        write(output, _bytes(single.bound_together([each for _, each in made])))
        names = [output.name] * len(made)
    else:
        names = _one_each(made, papers.NAMES.load(form or USUAL), output)
    _tell(marker, made)
    rows = tuple((who.called, who.identifier, each.code, name, "; ".join(marker.sizes(who)))
                 for (who, each), name in zip(made, names, strict=True))
    notes = (f"{len(made)} papers in {output}; archcalc check --roster marks them",)
    answer(Report("archcalc/papers/1", (Table("papers", _COLUMNS, rows),), notes, {"papers": len(made)},
                  title=marker.rubric.title))


def _bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


def _one_each(made: list[tuple[Enrolled, Paper]], form: papers.PaperFormat, folder: Path) -> list[str]:
    """A file for each student, called by the identifier and the name."""
    texts = [f"{who.identifier} {who.name}" if who.identifier != who.name else who.name for who, _ in made]
    names = [f"{name}{form.SUFFIXES[0]}" for name in file_names(texts)]
    for name in names:
        refuse_to_replace(folder / name)
    contents = [_bytes(form.render(each)) for _, each in made]  # all or none: a letter may be wanting in a font
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError.of("output", f"cannot make the folder {quoted(folder)}: {error.strerror}",
                             hint="choose another place") from None
    for name, content in zip(names, contents, strict=True):
        write(folder / name, content, lasting=False)
    return names


def _tell(marker: BoundMarker, made: list[tuple[Enrolled, Paper]]) -> None:
    """Say which sizes several students share, and which networks do not vary."""
    if not marker.rubric.variants:
        complain("variants: false: everybody has the networks' own sizes, and the code alone tells papers apart")
        return
    for place, network in enumerate(marker.about):
        sizes = {marker.sizes(who)[place] for who, _ in made}
        if sizes <= {network}:
            complain(f"{quoted(network)} has the same sizes on all papers: it takes no others, or they are said")
    different = len({marker.sizes(who) for who, _ in made})
    if marker.about and different < len(made):
        complain(f"{different} different sets of sizes on {len(made)} papers")
