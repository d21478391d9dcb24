"""A presentation's file: opened as a template or made anew, and saved as the same bytes each time."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from archcalc.base import files
from archcalc.base.containers import Budget, check_zip
from archcalc.base.errors import ArchcalcError, quoted

if TYPE_CHECKING:
    from pptx.presentation import Presentation

POINT = 12_700
"""The units of length of the file in a point."""
_WIDE, _HIGH = 960, 540
"""The slide in points, where there is no template."""
_USUAL = 720, 540
"""The slide in points of a template that does not say."""
_LARGEST_TEMPLATE = 256 << 20
_MOST_PARTS, _MOST_UNPACKED, _TIGHTEST = 10_000, 256 << 20, 200
"""The parts of a template, their bytes unpacked, and the bytes that a packed byte of one may give: XML gives 20."""
_LEVEL = 3
"""How hard parts are packed: harder takes twice as long and saves a twentieth."""
_DATE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NEVER = rb"\g<1>1980-01-01T00:00:00Z"


def template_content(template: Path) -> BytesIO:
    """The bytes of a template, which are those of no zip bomb. Raises ArchcalcError."""
    content = BytesIO(files.content(template, _LARGEST_TEMPLATE))
    check_zip(content, template, Budget(_MOST_PARTS, _MOST_UNPACKED, _TIGHTEST))
    return content


def refusal(template: Path) -> ArchcalcError:
    """The answer to a template that no slides can be added to."""
    return ArchcalcError.of("template", f"{quoted(template)} is no presentation that slides can be added to",
                            hint="save it as .pptx in PowerPoint, with a layout that has a title")


def plain() -> Presentation:
    """A presentation without slides, in the shape of today's screens."""
    show = _presentation()
    _sized(show, _WIDE, _HIGH)
    return show


def designed(content: BytesIO) -> Presentation:
    """A presentation without slides in a template's design; the standard does not demand that a size is said."""
    show = _presentation(content)
    if show.slide_width is None:
        _sized(show, *_USUAL)
    _without_slides(show)
    return show


def size_of(show: Presentation) -> tuple[float, float]:
    """The width and height of a presentation's slides in points."""
    wide, high = show.slide_width, show.slide_height
    return (wide / POINT, high / POINT) if wide and high else _USUAL


def saved(show: Presentation) -> bytes:
    """The file."""
    out = BytesIO()
    show.save(out)
    return undated(out)


def _presentation(content: BytesIO | None = None) -> Presentation:
    """A presentation as python-pptx reads it, or its own. Raises ArchcalcError where the library is missing."""
    try:
        from pptx import Presentation
    except ImportError:
        raise ArchcalcError.of("missing-library", "pptx needs a library that is not installed",
                               hint="pip install 'archcalc[slides]'") from None
    return Presentation(content)


def _sized(show: Presentation, wide: float, high: float) -> None:
    """Give slides a size, in points."""
    show.slide_width, show.slide_height = int(wide * POINT), int(high * POINT)  # type: ignore[assignment]


def _without_slides(show: Presentation) -> None:
    """Take a template's own slides out; its masters and layouts stay."""
    numbers = show.slides._sldIdLst
    for number in list(numbers):
        show.part.drop_rel(number.rId)
        numbers.remove(number)


def undated(packed: BytesIO) -> bytes:
    """A packed file whose parts have no date, nor those packed in them: the same figures make the same bytes."""
    out = BytesIO()
    with ZipFile(packed) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.endswith(".xlsx"):
                content = undated(BytesIO(content))
            elif part.filename == "docProps/core.xml":
                content = _DATE.sub(_NEVER, content)
            new.writestr(ZipInfo(part.filename), content, ZIP_DEFLATED, _LEVEL)
    return out.getvalue()
