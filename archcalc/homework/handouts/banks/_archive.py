"""Archives in which the same files make the same bytes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_NEVER = (1980, 1, 1, 0, 0, 0)
_PLAIN, _PROGRAM = 0o100644, 0o100755


def packed(files: Mapping[str, str], programs: Collection[str] = ()) -> bytes:
    """A zip of texts by their names; `programs` may be run."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, text in files.items():
            info = ZipInfo(name, _NEVER)
            info.external_attr = (_PROGRAM if name in programs else _PLAIN) << 16
            archive.writestr(info, text.encode("utf-8"), ZIP_DEFLATED)
    return out.getvalue()


def document(root: Element) -> str:
    """An XML document, indented."""
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'
