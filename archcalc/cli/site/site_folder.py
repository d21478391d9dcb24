"""A folder that takes its name when all of it is written, over none but an earlier one of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from archcalc.base import files
from archcalc.base.atomic_files import unwritable
from archcalc.base.errors import ArchcalcError, quoted

_LIST = "archcalc-site.txt"
"""The names of all files that were written, by which a folder is known."""
_ITS_OWN = "choose another folder, or one that archcalc manual --site made"


def refuse_others(folder: Path) -> None:
    """Refuse a folder that holds anything but a site that was made before. Raises ArchcalcError."""
    if not files.is_there(folder):
        _refuse_shut(folder)
        return
    if folder.is_symlink() or not folder.is_dir():
        raise ArchcalcError.of("output", f"{quoted(folder)} is there already, and is no folder", hint=_ITS_OWN)
    with suppress(OSError, UnicodeDecodeError):
        known = {*(folder / _LIST).read_text("utf-8").splitlines(), _LIST} if (folder / _LIST).is_file() else set()
        others = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
        if all(name in known for name in others):
            return
        first = next(name for name in others if name not in known)
        raise ArchcalcError.of("output", f"{quoted(folder)} holds {quoted(first)}, which would be lost", hint=_ITS_OWN)
    raise ArchcalcError.of("output", f"{quoted(folder)} cannot be read", hint=_ITS_OWN)


def _refuse_shut(folder: Path) -> None:
    """Refuse a place where no folder can be made, before all pages are. Raises OutputError."""
    above = next((each for each in Path(os.path.realpath(folder)).parents if files.is_there(each)), None)
    if above is not None and not files.is_folder(above):
        raise unwritable(folder, NotADirectoryError(20, os.strerror(20)))
    if above is not None and not os.access(above, os.W_OK):
        raise unwritable(folder, PermissionError(13, os.strerror(13)))


def put(folder: Path, content: Mapping[str, str]) -> None:
    """Write files by their names within a folder, in place of what was there. Raises ArchcalcError."""
    target = Path(os.path.realpath(folder))
    beside, aside = (target.with_name(f".archcalc-{os.urandom(8).hex()}") for _ in range(2))
    try:
        for place in {beside / Path(name).parent for name in content}:
            place.mkdir(parents=True, exist_ok=True)
        for name, text in {**content, _LIST: "".join(f"{name}\n" for name in content)}.items():
            (beside / name).write_text(text, "utf-8", newline="\n")
        refuse_others(folder)
        _exchange(target, beside, aside)
    except (OSError, ValueError) as error:
        raise unwritable(folder, error) from None
    finally:
        for left in (beside, aside):
            shutil.rmtree(left, ignore_errors=True)


def _exchange(target: Path, beside: Path, aside: Path) -> None:
    """The new folder in place of the old one, which stands again if that fails."""
    if not target.exists():
        beside.rename(target)
        return
    target.rename(aside)
    try:
        beside.rename(target)
    except BaseException:
        aside.rename(target)
        raise
