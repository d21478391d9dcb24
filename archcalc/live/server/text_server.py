"""The texts that an editor has open: each is read when it changes, and its mistakes are told in a moment."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, PyglsError
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from archcalc.base.version import version
from archcalc.live.server import answers
from archcalc.live.server.open_text import TextState

_PAUSE, _LONG_PAUSE = 0.015, 0.4
"""Seconds after a change until mistakes are told, and until the other variants are looked at."""
_UNITS = {types.PositionEncodingKind.Utf8: "utf-8", types.PositionEncodingKind.Utf32: "utf-32"}
LOG = logging.getLogger("archcalc.lsp")


class ArchcalcServer(LanguageServer):  # type: ignore[misc] # where pygls is not installed
    """The server with the texts that are open, by their addresses."""

    def __init__(self) -> None:
        super().__init__("archcalc", version(), types.TextDocumentSyncKind.Full)
        self.texts: dict[str, TextState] = {}
        self.unsaved: dict[Path, str] = {}
        """The files among them, as the editor holds them."""
        self.waiting: dict[str, list[asyncio.TimerHandle]] = {}

    def report_server_error(self, error: Exception, source: type[PyglsError | JsonRpcException]) -> None:
        """Log a fault; the editor is told of a request's own, and of what is refused."""
        if getattr(error, "code", 0) != types.LSPErrorCodes.RequestFailed:
            LOG.error("%s: %s", source.__name__, error, exc_info=LOG.isEnabledFor(logging.DEBUG))

    def put(self, uri: str, text: str) -> None:
        """Take a text as it is now, and tell its mistakes in a moment."""
        known = self.texts.get(uri)
        state = self.texts[uri] = known.after(text) if known is not None else self._opened(uri, text)
        self._later(uri)
        if state.beside is not None:
            self.unsaved[state.beside / state.name] = state.lines.text
            self._read_again(uri, state)

    def _read_again(self, uri: str, changed: TextState) -> None:
        """Read the texts again that may extend one that has changed."""
        for other, state in [*self.texts.items()]:
            if other != uri and state.beside == changed.beside and "extends" in state.text:
                self.texts[other] = state.after(state.text)
                self._later(other)

    def _opened(self, uri: str, text: str) -> TextState:
        found = to_fs_path(uri) if uri.startswith("file:") else None
        path = Path(found) if found else None
        encoding = _UNITS.get(self.workspace.position_encoding, "utf-16")
        return TextState(text, path.name if path is not None else "text", path.parent if path else None, encoding)

    def close(self, uri: str) -> None:
        """Forget a text."""
        self._cancel(uri)
        state = self.texts.pop(uri, None)
        if state is not None:
            self._publish(uri, [])
            if state.beside is not None:
                self.unsaved.pop(state.beside / state.name, None)
                self._read_again(uri, state)

    def _cancel(self, uri: str) -> None:
        for handle in self.waiting.pop(uri, []):
            handle.cancel()

    def _later(self, uri: str) -> None:
        """Tell mistakes when no change comes for a moment, and those of other variants after a longer one."""
        self._cancel(uri)
        loop = asyncio.get_running_loop()
        self.waiting[uri] = [loop.call_later(_PAUSE, self.tell, uri), loop.call_later(_LONG_PAUSE, self.tell_all, uri)]

    def tell(self, uri: str) -> None:
        """Send the mistakes and warnings of a text."""
        state = self.texts.get(uri)
        if state is None:
            return
        try:
            self._publish(uri, answers.diagnostics(state) if state.is_specification else [])
        except Exception:
            LOG.exception("the mistakes of %s", uri)

    def tell_all(self, uri: str) -> None:
        """Send the mistakes of all variants."""
        state = self.texts.get(uri)
        if state is None or not state.is_specification:
            return
        try:
            if state.variants.mistakes:
                self._publish(uri, answers.diagnostics(state))
        except Exception:
            LOG.exception("the variants of %s", uri)

    def _publish(self, uri: str, found: list[types.Diagnostic]) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found))

    def of_document(self, params: Any) -> TextState | None:
        """The text that a request is about, if it is a specification."""
        state = self.texts.get(params.text_document.uri)
        return state if state is not None and state.is_specification else None
