"""Pictures as a notebook holds them: the text or the bytes of their file, which show themselves."""

from __future__ import annotations


class SvgText(str):
    """An SVG file's text; in a notebook, the picture."""

    __slots__ = ()

    def _repr_svg_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"<SVG of {len(self):,} characters>"


class PngBytes(bytes):
    """A PNG file's bytes; in a notebook, the picture."""

    __slots__ = ()

    def _repr_png_(self) -> bytes:
        return bytes(self)

    def __repr__(self) -> str:
        return f"<PNG of {len(self):,} bytes>"


def shown(file: str | bytes) -> str | bytes:
    """A picture's file as one that shows itself, where notebooks know its format; else as it is.

    >>> shown("<svg></svg>"), shown("flowchart TD")
    (<SVG of 11 characters>, 'flowchart TD')
    """
    if isinstance(file, bytes):
        return PngBytes(file) if file.startswith(b"\x89PNG") else file
    return SvgText(file) if file.startswith(("<svg", "<?xml")) else file
