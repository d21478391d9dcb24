"""The server's conversation with an editor: what it is asked, and by whom it is answered.

Standard output belongs to the protocol: what anything else prints goes to standard error. A fault in one answer is
logged, and the server goes on.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

from lsprotocol import types
from pygls.exceptions import JsonRpcException, PyglsError
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from archcalc.base.errors import ArchcalcError
from archcalc.base.standard_output import ClosedPipe
from archcalc.base.version import version
from archcalc.live import formatting, renaming
from archcalc.live.server import answers
from archcalc.live.server.open_text import TextState
from archcalc.live.text_names import Given
from archcalc.loading.library import UNSAVED

_PAUSE, _LONG_PAUSE = 0.015, 0.4
"""Seconds after a change until mistakes are told, and until the other variants are looked at."""
_UNITS = {types.PositionEncodingKind.Utf8: "utf-8", types.PositionEncodingKind.Utf32: "utf-32"}
_SHORT = 200
"""Letters of a text that is yet to become something."""
_log = logging.getLogger("archcalc.lsp")
_Answer = TypeVar("_Answer")


class ArchcalcServer(LanguageServer):
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
            _log.error("%s: %s", source.__name__, error, exc_info=_log.isEnabledFor(logging.DEBUG))

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
        encoding = _UNITS.get(self.workspace.position_encoding, "utf-16")  # type: ignore[arg-type]
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
            _log.exception("the mistakes of %s", uri)

    def tell_all(self, uri: str) -> None:
        """Send the mistakes of all variants."""
        state = self.texts.get(uri)
        if state is None or not state.is_specification:
            return
        try:
            if state.variants.mistakes:
                self._publish(uri, answers.diagnostics(state))
        except Exception:
            _log.exception("the variants of %s", uri)

    def _publish(self, uri: str, found: list[types.Diagnostic]) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found))

    def of_document(self, params: Any) -> TextState | None:
        """The text that a request is about, if it is a specification."""
        state = self.texts.get(params.text_document.uri)
        return state if state is not None and state.is_specification else None


def _about(nothing: _Answer) -> Callable[[Callable[[TextState, Any], _Answer]], Callable[[ArchcalcServer, Any], Any]]:
    """Turn the answer about a text into that of a request; of a text that is none of ours, `nothing`."""
    def of_text(answer: Callable[[TextState, Any], _Answer]) -> Callable[[ArchcalcServer, Any], _Answer]:
        def asked(server: ArchcalcServer, params: Any) -> _Answer:
            state = server.of_document(params)
            return answer(state, params) if state is not None else nothing

        return asked

    return of_text


@_about(None)
def _hover(state: TextState, params: types.HoverParams) -> types.Hover | None:
    return answers.told(state, params.position)


@_about([])
def _hints(state: TextState, params: types.InlayHintParams) -> list[types.InlayHint]:
    return [*answers.hints(state, params.range)]


@_about([])
def _actions(state: TextState, params: types.CodeActionParams) -> list[types.CodeAction]:
    return [*answers.fixes(state, params.text_document.uri, params.range)]


def _meant(state: TextState, position: types.Position) -> tuple[Given, ...]:
    word = state.names.word(*answers.spot(state, position))
    return state.names.meant(word) if word is not None and word.role in renaming.NAMED else ()


@_about([])
def _definition(state: TextState, params: types.DefinitionParams) -> list[types.Location]:
    found = (answers.location(state, params.text_document.uri, given.place)
             for given in _meant(state, params.position))
    return [each for each in found if each is not None]


@_about([])
def _references(state: TextState, params: types.ReferenceParams) -> list[types.Location]:
    uses = dict.fromkeys(word for given in _meant(state, params.position) for word in state.names.uses(given))
    found = (answers.location(state, params.text_document.uri, word.place)
             for word in uses if params.context.include_declaration or not word.defines)
    return [each for each in found if each is not None]


@_about([])
def _highlights(state: TextState, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight]:
    uses = dict.fromkeys(word for given in _meant(state, params.position) for word in state.names.uses(given))
    return [types.DocumentHighlight(answers.range_of(state.lines, word.place)) for word in uses]


@_about(None)
def _renamable(state: TextState, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    try:
        word = renaming.renamable(state.names, *answers.spot(state, params.position))
    except ArchcalcError as error:
        raise _refusal(error) from None
    return types.PrepareRenamePlaceholder(answers.range_of(state.lines, word.place), word.name)


@_about(None)
def _rename(state: TextState, params: types.RenameParams) -> types.WorkspaceEdit | None:
    here = answers.spot(state, params.position)
    try:
        changes = renaming.rename(state.draft, state.names, *here, params.new_name, state.beside)
    except ArchcalcError as error:
        raise _refusal(error) from None
    return types.WorkspaceEdit({params.text_document.uri: answers.edits(state, changes)})


def _refusal(error: ArchcalcError) -> JsonRpcException:
    mistake = error.mistakes[0]
    return JsonRpcException(f"{mistake.message}: {mistake.hint}", types.LSPErrorCodes.RequestFailed)


@_about([])
def _symbols(state: TextState, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    return answers.symbols(state)


@_about([])
def _format(state: TextState, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
    return answers.laid_out(state, formatting.formatted(state.lines.text))


@_about([])
def _lenses(state: TextState, params: types.CodeLensParams) -> list[types.CodeLens]:
    return answers.lenses(state)


def _complete(server: ArchcalcServer, params: types.CompletionParams) -> list[types.CompletionItem]:
    state = server.texts.get(params.text_document.uri)
    if state is None or not (state.is_specification or len(state.text) < _SHORT):
        return []
    document = server.client_capabilities.text_document
    item = document.completion.completion_item if document is not None and document.completion is not None else None
    return answers.completed(state, params.position, gaps=bool(item is not None and item.snippet_support))


def _open(server: ArchcalcServer, params: types.DidOpenTextDocumentParams) -> None:
    server.put(params.text_document.uri, params.text_document.text)


def _change(server: ArchcalcServer, params: types.DidChangeTextDocumentParams) -> None:
    uri = params.text_document.uri
    if uri in server.texts:
        server.put(uri, server.workspace.get_text_document(uri).source)


def _close(server: ArchcalcServer, params: types.DidCloseTextDocumentParams) -> None:
    server.close(params.text_document.uri)


def made() -> ArchcalcServer:
    """A server that answers everything it can."""
    server = ArchcalcServer()
    answered: dict[str, tuple[Callable[..., Any], Any]] = {
        types.TEXT_DOCUMENT_DID_OPEN: (_open, None), types.TEXT_DOCUMENT_DID_CHANGE: (_change, None),
        types.TEXT_DOCUMENT_DID_CLOSE: (_close, None),
        types.TEXT_DOCUMENT_HOVER: (_hover, None), types.TEXT_DOCUMENT_INLAY_HINT: (_hints, None),
        types.TEXT_DOCUMENT_COMPLETION: (_complete, types.CompletionOptions(trigger_characters=["{", "$", "-", "["])),
        types.TEXT_DOCUMENT_CODE_ACTION: (_actions, types.CodeActionOptions([types.CodeActionKind.QuickFix])),
        types.TEXT_DOCUMENT_DEFINITION: (_definition, None), types.TEXT_DOCUMENT_REFERENCES: (_references, None),
        types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: (_highlights, None),
        types.TEXT_DOCUMENT_PREPARE_RENAME: (_renamable, None),
        types.TEXT_DOCUMENT_RENAME: (_rename, types.RenameOptions(prepare_provider=True)),
        types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (_symbols, None), types.TEXT_DOCUMENT_FORMATTING: (_format, None),
        types.TEXT_DOCUMENT_CODE_LENS: (_lenses, None),
    }
    for method, (answer, options) in answered.items():
        server.feature(method, options)(answer)
    return server


class _ProtocolOutput:
    """Standard output as the protocol alone writes it; where nobody reads any more, the process ends."""

    def __init__(self) -> None:
        self.stream = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def write(self, data: bytes) -> None:
        """Write and send a message."""
        try:
            self.stream.write(data)
            self.stream.flush()
        except OSError:
            os._exit(ClosedPipe.exit_code)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing more comes."""
        self.stream.close()


def serve(*, debug: bool) -> None:
    """Answer over standard input and output until the editor leaves."""
    gc.enable()
    logging.basicConfig(level=logging.DEBUG if debug else logging.CRITICAL, stream=sys.stderr)
    _log.setLevel(logging.DEBUG if debug else logging.ERROR)
    server = made()
    UNSAVED.set(server.unsaved)
    server.start_io(sys.stdin.buffer, cast("BinaryIO", _ProtocolOutput()))
