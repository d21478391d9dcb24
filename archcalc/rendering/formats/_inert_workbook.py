"""A workbook for Excel in which whatever is written as text stays text."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from archcalc.base.errors import ArchcalcError

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_NEVER = datetime(1980, 1, 1)
"""When every workbook was made: the same cells make the same bytes."""


def inert_workbook(out: BytesIO, title: str) -> Workbook:
    """A workbook that is written into `out` when it is closed: no text becomes a formula, a link or a number.

    Raises ArchcalcError where the library is missing.
    """
    try:
        from xlsxwriter.workbook import Workbook
    except ImportError:
        raise ArchcalcError.of("missing-library", "xlsx needs a library that is not installed",
                               hint="pip install 'archcalc[slides]'") from None
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                          "strings_to_numbers": False})
    book.set_properties({"title": title, "comments": "archcalc", "created": _NEVER})
    return book
