"""The requests of an editor, and by whom each is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from archcalc.base.errors import ArchcalcError
from archcalc.live import formatting, renaming
from archcalc.live.server import answers
from archcalc.live.server.open_text import TextState
from archcalc.live.server.text_server import ArchcalcServer
from archcalc.live.text_names import NAMED, NamedThing

_SHORT = 200
"""Letters of a text that is yet to become something."""
_Answer = TypeVar("_Answer")


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


def _meant(state: TextState, position: types.Position) -> tuple[NamedThing, ...]:
    word = state.names.word(*answers.spot(state, position))
    return state.names.meant(word) if word is not None and word.role in NAMED else ()


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
