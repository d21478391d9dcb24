"""A question of a page: its text, what is asked beside it, and where its reader is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from archcalc.api.arguments import COUNT
from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.text.characters import MOST_BYTES
from archcalc.live import draft
from archcalc.live.draft import Asked, NetworkDraft

_MOST_OPTIONS, _MOST_WORD = 200, 4096


class PageQuestion(NamedTuple):
    """A text with what is asked of it; `about` is the layer or word under the cursor, `saved` the text as last saved.

    `readable` is the last text that could be read; `other` is the network to compare with, `panel` what is looked at,
    `form` the format to write in. A page that is shown to others may name bundled networks alone, and is not `trusted`.
    """

    text: str
    name: str = "net"
    folder: str | None = None
    variant: str = ""
    options: tuple[tuple[str, str], ...] = ()
    input_size: str | None = None
    batch: int = 1
    panel: str = "table"
    about: str = ""
    line: int = 1
    column: int = 1
    other: str = ""
    saved: str = ""
    readable: str = ""
    form: str = ""
    trusted: bool = True

    @property
    def beside(self) -> Path | None:
        """The folder of the files that the text may extend."""
        return Path(self.folder) if self.folder is not None else None

    def draft(self) -> NetworkDraft:
        """The text as far as it can be read; read once for all that is asked of it."""
        return _read(self.text, self.name, self.folder, self.variant, self.options, self.input_size, self.batch)

    def before(self) -> NetworkDraft:
        """The text as last saved, with the same asked beside it."""
        return self._replace(text=self.saved).draft()

    def with_said(self, said: Mapping[str, Any]) -> PageQuestion:
        """The question with what a page says; what it may not say is left out. Raises ArchcalcError.

        >>> PageQuestion("").with_said({"text": "32x32x3 -> POOL2", "batch": 8, "saved": "no"}).batch
        8
        """
        read = {key: reader(said[key]) for key, reader in _READERS.items() if key in said}
        return self._replace(**read)


@lru_cache(maxsize=4)
def _read(text: str, name: str, folder: str | None, variant: str, options: tuple[tuple[str, str], ...],
          input_size: str | None, batch: int) -> NetworkDraft:
    return draft.read(text, name, Path(folder) if folder is not None else None,
                      Asked(variant, dict(options), input_size, batch))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _unfit()
    if len(value) > MOST_BYTES or len(value.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise ArchcalcError.of("too-large", f"the text has more than {MOST_BYTES >> 20} MiB, and is not read",
                               hint="a specification is small: repeat and modules say what is alike once")
    return value


def _word(value: object) -> str:
    if not isinstance(value, str) or len(value) > _MOST_WORD:
        raise _unfit()
    return value


def _options(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict) or len(value) > _MOST_OPTIONS:
        raise _unfit()
    return tuple((_word(name), _word(said)) for name, said in value.items())


def _place(value: object) -> int:
    if type(value) is not int or not 0 < value <= MOST_BYTES:
        raise _unfit()
    return value


def _batch(value: object) -> int:
    return int(COUNT.value(value, "batch"))


def _size(value: object) -> str | None:
    return _word(value).strip() or None


def _unfit() -> ArchcalcError:
    return ArchcalcError.of("message", "the page said something that is no question", hint="load it again")


_READERS: Mapping[str, Callable[[object], Any]] = {
    "text": _text, "options": _options, "input_size": _size, "batch": _batch, "panel": _word, "about": _word,
    "line": _place, "column": _place, "other": _word, "form": _word}
"""What a page may say, and how it is read; the name of the file, its folder and its trust are not the page's to say."""
