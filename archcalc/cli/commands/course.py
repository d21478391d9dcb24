"""archcalc course: a course's folder, from a ready-made one."""

from pathlib import Path
from typing import Annotated

import typer

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.cli import options

EXAMPLE = "archcalc course list"
PAGE = "courses"


def command(
    what: Annotated[str, typer.Argument(metavar="new|list", help="new makes a folder; list shows the courses.")],
    folder: Annotated[Path | None, typer.Argument(
        metavar="[FOLDER]", parser=options.folder, help="The folder to make; it must not be there yet.")] = None,
    start: Annotated[str | None, typer.Option(
        "--from", metavar="NAME", help="The ready-made course to begin with; without it, lecture.")] = None,
    language: options.Language = None,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Make the folder of a course, or list the ready-made ones.

    A folder has the rubric with its questions, a roster, a sheet, its key, hints, and a page that says what to do each
    week.
    """
    from archcalc.cli import course_output
    from archcalc.homework import languages

    spoken = languages.language(language)
    if what == "list":
        if folder is not None:
            raise ArchcalcError.of("usage", f"list shows all courses, and takes no {quoted(folder)}",
                                   hint="archcalc course new FOLDER makes one")
        options.refuse_beside("a list of courses", {"--from": start})
        course_output.show(spoken, form, output)
        return
    if what != "new" or folder is None:
        said = "which folder is to be made?" if what == "new" else f"a course is made or listed, and not {quoted(what)}"
        raise ArchcalcError.of("usage", said, hint="archcalc course new cs231n/, or archcalc course list")
    options.refuse_beside("a folder", {"--format": form, "-o": output})
    course_output.make(folder, start or "lecture", spoken)
