"""Questions of a sheet that are none: why, and whether that matters."""

from __future__ import annotations

from archcalc.base.errors import ArchcalcError
from archcalc.homework.languages.spoken import said
from archcalc.homework.questions.networks import TOO_MUCH
from archcalc.homework.sheets import PAPER_CODE, Entry, Left, Sheet


def passes(judge: object) -> bool:
    """True where a question is refused on this sheet alone."""
    return isinstance(judge, ArchcalcError) and judge.mistakes[0].code == TOO_MUCH


def needless(judge: object, entry: Entry) -> bool:
    """True where nothing is asked and nothing answered: a worksheet's stroke for a vector's height."""
    if not isinstance(judge, ArchcalcError):
        return False
    return judge.mistakes[0].code in {"figure", "unknown-layer"} and entry.given in {"", "-"}


def complaint(fault: object) -> str:
    """Why there is no such question, in one line."""
    mistake = fault.mistakes[0] if isinstance(fault, ArchcalcError) else None
    return "; ".join(filter(None, (mistake.message, mistake.hint))) if mistake else ""


def without_code(sheet: Sheet) -> Sheet:
    """A sheet without the row that says whose paper it is, which is told."""
    entries = tuple(entry for entry in sheet.entries if entry.question.strip().casefold() != PAPER_CODE)
    if len(entries) == len(sheet.entries):
        return sheet
    told = Left(said("the code of the paper"),
                said("--roster and --secret say whose it is, and which sizes it asks about"),
                told=True)
    return sheet._replace(entries=entries, left=(*sheet.left, told))
