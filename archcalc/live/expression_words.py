"""The names within texts: in expressions, options, parameters and layers; in notation, operators and modules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from archcalc.base.errors import Place
from archcalc.language.bare_expressions import parsed, with_braces
from archcalc.language.expressions import INCOMING
from archcalc.language.expressions.parser import CALLED, VOLUME, WORDS
from archcalc.language.notation.chain import Parts, Repeated
from archcalc.language.text.values import Value
from archcalc.live.text_words import Role, TextWord, inner, parts_of_path, stands_whole

_EXPRESSION = re.compile(r"\$\{([^{}]*)\}")
_PIECE = re.compile(r"(?P<text>'[^']*'|\"[^\"]*\")|(?P<name>[A-Za-z_]\w*)|(?P<number>\d\w*)")
_OPERATORS = frozenset({"and", "or", "in", *WORDS})
_BEFORE_LAYER = re.compile(rf"\b{VOLUME}\(\s*$")
Names = Mapping[str, str]
"""Names in scope, and the scope of each: that of an option is empty."""


def words(value: Value, names: Names, scope: str, step: Place | None, *, bare: bool = True) -> Iterator[TextWord]:
    """The names in the expressions of a value, also of the items of a list; `bare` where braces may be left out."""
    if isinstance(value.data, list):
        for item in value.data:
            yield from words(item, names, scope, step, bare=bare)
    elif isinstance(value.data, dict):
        for item in value.data.values():
            yield from words(item, names, scope, step, bare=bare)
    elif isinstance(value.data, str) and stands_whole(value):
        for start, text in _expressions(value, names, bare=bare):
            yield from _names(text, start, inner(value), names, scope, step)


def _expressions(value: Value, names: Names, *, bare: bool) -> Iterator[tuple[int, str]]:
    """Every expression of a text, and the letter at which it begins."""
    text = value.text
    if "${" in text:
        yield from ((found.start(1), found[1]) for found in _EXPRESSION.finditer(text))
    elif bare and (with_braces(value, names.keys()) is not value or _is_known(text, names)):
        yield 0, text


def _is_known(text: str, names: Names) -> bool:
    template = parsed(text)
    said = template is not None and (bool(template.names) or f"{VOLUME}(" in text)
    return said and template is not None and template.names <= {*names, *INCOMING}


def _names(text: str, start: int, place: Place, names: Names, scope: str, step: Place | None) -> Iterator[TextWord]:
    for found in _PIECE.finditer(text):
        first, last = found.span()
        if found.lastgroup == "text" and _BEFORE_LAYER.search(text[:first]):
            part = _part(place, start + first + 1, last - first - 2)
            yield from parts_of_path(TextWord(Role.LAYER, found[0][1:-1], part, scope, step=step))
        elif found.lastgroup == "name" and found[0] not in _OPERATORS:
            called = text[last:].lstrip().startswith("(")
            role = Role.FUNCTION if called and found[0] in CALLED else (
                Role.NAME if found[0] in names else Role.INCOMING if found[0] in INCOMING else None)
            if role is not None:
                yield TextWord(role, found[0], _part(place, start + first, last - first), names.get(found[0], ""),
                               step=step)


def _part(place: Place, start: int, width: int) -> Place:
    return place._replace(column=place.column + start, width=max(1, width))


def layers_of_chain(parts: Parts) -> Iterator[tuple[Value, Value, str]]:
    """The layers of a chain: each word, its attributes, and its operator, where it stands in one's form."""
    for part in parts:
        if isinstance(part, Repeated):
            yield from layers_of_chain(part.parts)
        else:
            yield part.kind, part.attributes, part.form.op.kind if part.form else ""
