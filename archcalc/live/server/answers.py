"""Answers about a text in the protocol's words: places become ranges, in the units that the editor counts in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types

from archcalc.base.errors import Mistake, Place, printable, printable_lines
from archcalc.live.hover import hover
from archcalc.live.quick_fixes import fix
from archcalc.live.server.open_text import TextState
from archcalc.live.text_changes import TextChange
from archcalc.live.text_lines import TextLines, TextSpot
from archcalc.live.text_outline import OutlineEntry, outline
from archcalc.live.word_choices import WordChoice, choices
from archcalc.loading import library

_MOST_FIXES = 20
_KINDS = {
    "key": types.CompletionItemKind.Property, "attribute": types.CompletionItemKind.Property,
    "parameter": types.CompletionItemKind.Property, "operator": types.CompletionItemKind.Function,
    "function": types.CompletionItemKind.Function, "module": types.CompletionItemKind.Class,
    "block": types.CompletionItemKind.Class, "form": types.CompletionItemKind.Keyword,
    "layer": types.CompletionItemKind.Reference, "option": types.CompletionItemKind.Variable,
    "value": types.CompletionItemKind.EnumMember, "network": types.CompletionItemKind.File,
}
_SYMBOLS = {"key": types.SymbolKind.Namespace, "option": types.SymbolKind.Variable, "module": types.SymbolKind.Class,
            "layer": types.SymbolKind.Function}


def spot(state: TextState, position: types.Position) -> TextSpot:
    """The place of a position."""
    return state.lines.spot(position.line, position.character)


def range_of(lines: TextLines, place: Place) -> types.Range:
    """The range of a place; one behind the end of the text is at the end."""
    line = min(place.line, lines.count)
    return types.Range(types.Position(line - 1, lines.units(line, place.column)),
                       types.Position(line - 1, lines.units(line, place.column + max(1, place.width))))


def diagnostics(state: TextState) -> list[types.Diagnostic]:
    """Every mistake and warning of a text."""
    severities = types.DiagnosticSeverity
    return [_diagnostic(state, mistake, severity)
            for several, severity in ((state.mistakes, severities.Error), (state.draft.warnings, severities.Warning))
            for mistake in several]


def _diagnostic(state: TextState, mistake: Mistake, severity: types.DiagnosticSeverity) -> types.Diagnostic:
    place = mistake.place
    if place is None or not state.draft.own(mistake):
        told = f"{place}: {mistake.message}" if place is not None else mistake.message
        mistake, place = mistake._replace(message=told), _elsewhere(state)
    expected = f"expected {mistake.expected}" if mistake.expected else ""
    message = "\n".join(filter(None, [mistake.message, mistake.hint, expected, *mistake.also]))
    unused = [types.DiagnosticTag.Unnecessary] if mistake.code == "unused" else None
    return types.Diagnostic(range_of(state.lines, place), printable_lines(message), severity, mistake.code,
                            source="archcalc", tags=unused)


def _elsewhere(state: TextState) -> Place:
    """The place in the text for a mistake of another file: what it extends, or its beginning."""
    root = state.draft.document.root.data if state.draft.document is not None else None
    parent = root.get("extends") if isinstance(root, dict) else None
    return parent.place if parent is not None else Place(state.draft.source, 1, 1)


def fixes(state: TextState, uri: str, asked: types.Range) -> Iterator[types.CodeAction]:
    """Changes that mend mistakes within a range."""
    near = [mistake for mistake in (*state.mistakes, *state.draft.warnings) if mistake.place is not None
            and state.draft.own(mistake) and asked.start.line <= mistake.place.line - 1 <= asked.end.line]
    for mistake in near[:_MOST_FIXES]:
        found = fix(state.draft, mistake, state.beside)
        if found is not None:
            yield types.CodeAction(
                found.title, types.CodeActionKind.QuickFix,
                [_diagnostic(state, mistake, types.DiagnosticSeverity.Error)], True,
                edit=types.WorkspaceEdit({uri: edits(state, (found.change,))}))


def edits(state: TextState, changes: tuple[TextChange, ...]) -> list[types.TextEdit]:
    """Changes as the protocol has them."""
    return [types.TextEdit(range_of(state.lines, change.place), change.text) for change in changes]


def told(state: TextState, position: types.Position) -> types.Hover | None:
    """The answer to a position."""
    here = spot(state, position)
    found = hover(state.draft, state.names, *here)
    if found is None:
        return None
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, found.text), range_of(state.lines, found.place))


def completed(state: TextState, position: types.Position, *, gaps: bool) -> list[types.CompletionItem]:
    """Words that may stand at a position; with `gaps`, places to fill in are marked."""
    line, column = spot(state, position)
    last = state.readable
    word, found = choices(state.lines.text, last.draft, last.names, line, column)
    begin = types.Position(position.line, state.lines.units(line, column - len(word)))
    end = types.Position(position.line, state.lines.units(line, column))
    return [_item(each, types.Range(begin, end), gaps=gaps) for each in found]


def _item(each: WordChoice, stretch: types.Range, *, gaps: bool) -> types.CompletionItem:
    text = each.text or each.label
    marked = "$1" in text
    plain = text if not marked else each.label
    edit = types.TextEdit(stretch, text if gaps or not marked else plain)
    form = types.InsertTextFormat.Snippet if gaps and marked else types.InsertTextFormat.PlainText
    return types.CompletionItem(each.label, kind=_KINDS.get(each.kind), detail=each.kind, documentation=each.detail,
                                sort_text=f"{each.order}{each.label}", insert_text_format=form, text_edit=edit)


def hints(state: TextState, asked: types.Range) -> Iterator[types.InlayHint]:
    """Volumes, parameters and MACs behind the ends of lines."""
    for line, figures in sorted(state.figures.items()):
        if asked.start.line <= line - 1 <= asked.end.line and line <= state.lines.count:
            end = types.Position(line - 1, state.lines.width(state.lines.lines[line - 1]))
            yield types.InlayHint(end, figures.text, padding_left=True)


def lenses(state: TextState) -> list[types.CodeLens]:
    """The totals above the first line, or above each variant."""
    return [types.CodeLens(range_of(state.lines, each.place), types.Command(each.text, ""))
            for each in state.variants.totals]


def symbols(state: TextState) -> list[types.DocumentSymbol]:
    """The outline."""
    return [_symbol(state, entry) for entry in outline(state.draft, state.figures)]


def _symbol(state: TextState, entry: OutlineEntry) -> types.DocumentSymbol:
    name = range_of(state.lines, entry.place)
    line = min(max(entry.last, entry.place.line), state.lines.count)
    end = types.Position(line - 1, state.lines.width(state.lines.lines[line - 1]))
    return types.DocumentSymbol(printable(entry.name), _SYMBOLS[entry.kind], types.Range(name.start, end), name,
                                entry.detail, children=[_symbol(state, each) for each in entry.within])


def location(state: TextState, uri: str, place: Place) -> types.Location | None:
    """A place in the text, or in a file beside it or in the collection."""
    if place.source.name == state.draft.source.name:
        return types.Location(uri, range_of(state.lines, place))
    path = next((path for path in (Path(place.source.name), library.folder() / place.source.name) if path.is_file()),
                None)
    if path is None:
        return None
    return types.Location(path.resolve().as_uri(), range_of(TextLines(place.source.text, state.lines.encoding), place))


def laid_out(state: TextState, text: str) -> list[types.TextEdit]:
    """The edits by which the text becomes another, a stretch of lines, with the breaks that it has."""
    new = text.split("\n")
    old = state.lines.text.split("\n")
    if old == new:
        return []
    if len(old) == len(new):
        return [types.TextEdit(_whole(state, number, number + 1), after)
                for number, (before, after) in enumerate(zip(old, new, strict=True)) if before != after]
    first = next(i for i in range(max(len(old), len(new))) if i >= min(len(old), len(new)) or old[i] != new[i])
    mark = "\r\n" if "\r\n" in state.text else "\n"
    if first >= len(new):  # the lines at the end go, with the break before them
        begin = _whole(state, first - 1, first).end
        return [types.TextEdit(types.Range(begin, _whole(state, len(old) - 1, len(old)).end), "")]
    return [types.TextEdit(_whole(state, first, len(old)), mark.join(new[first:]))]


def _whole(state: TextState, first: int, end: int) -> types.Range:
    """The lines from one up to another, counted from 0, without the last break."""
    last = state.lines.lines[end - 1]
    start = state.lines.units(first + 1, 1)
    return types.Range(types.Position(first, start), types.Position(end - 1, state.lines.width(last)))
