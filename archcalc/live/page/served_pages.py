"""The pages that are open on one file: their number, their processes, the files that they may fetch."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from archcalc.base import files
from archcalc.base.errors import ArchcalcError
from archcalc.language.text.characters import MOST_BYTES
from archcalc.live.page import downloads, edited_file, panels
from archcalc.live.page.downloads import DownloadFile
from archcalc.live.page.edited_file import EditedFile
from archcalc.live.page.page_worker import PageWorker
from archcalc.loading import library

_MOST_FILES, MOST_PAGES = 8, 64
"""Files that wait to be fetched, and pages that are open at once."""


class ServedPages:
    """What the pages of one command share; `read_only` where they show the file, and change nothing."""

    def __init__(self, file: EditedFile, *, read_only: bool = False) -> None:
        self.file, self.read_only = file, read_only
        self.quick, self.thorough = PageWorker(), PageWorker()
        self.count, self.was_opened, self.empty_since = 0, False, time.monotonic()
        self.waiting: OrderedDict[str, DownloadFile] = OrderedDict()

    def opened(self) -> EditedFile:
        """The file as it is on disk now, for a page that opens. Raises ArchcalcError where it cannot be read."""
        if self.file.path is not None and files.is_there(self.file.path):
            self.file = edited_file.opened(f"{self.file.path}#{self.file.variant}" if self.file.variant
                                           else str(self.file.path))
        return self.file

    def is_changed(self, known: str) -> bool:
        """True where the file is no longer in the state of a digest."""
        if self.file.path is None:
            return False
        try:
            return edited_file.digest(files.content(self.file.path, MOST_BYTES)) != known
        except ArchcalcError:  # being written, or taken away: what was read still stands
            return False

    def entered(self) -> None:
        """One page more."""
        self.count, self.was_opened = self.count + 1, True

    def left(self) -> None:
        """One page less."""
        self.count, self.empty_since = self.count - 1, time.monotonic()

    def empty_for(self) -> float:
        """Seconds since the last page was closed; none while one is open, or before the first."""
        return time.monotonic() - self.empty_since if self.was_opened and not self.count else 0.0

    def hold(self, file: DownloadFile) -> str:
        """Keep a file until it is fetched; answer the address, from the page's own."""
        while len(self.waiting) >= _MOST_FILES:
            self.waiting.popitem(last=False)
        key = token_hex(8)
        self.waiting[key] = file
        return f"downloads/{key}"

    def end(self) -> None:
        """End the processes."""
        self.quick.end()
        self.thorough.end()

    def greeting(self, file: EditedFile) -> Mapping[str, Any]:
        """What a page is told when it opens."""
        return {"kind": "document", "text": file.text, "name": file.name, "digest": file.digest, "note": file.note,
                "readOnly": self.read_only, "most": MOST_BYTES, "forms": downloads.offered(),
                "networks": sorted(library.names()), "panels": [
                    {"name": name, "title": panels.NAMES.load(name).TITLE, "follows": panels.NAMES.load(name).FOLLOWS}
                    for name in panels.in_order()]}
