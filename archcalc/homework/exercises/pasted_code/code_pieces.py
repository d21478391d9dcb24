"""The code of an exercise as a reader of sentences has it: layers, what goes in, what is asked, names in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcalc.homework.exercises.pasted_code.code_statements import CalledValues, CodePiece, Statements
from archcalc.homework.exercises.pasted_code.snippets import Snippet, snippets

_KERAS = re.compile(r"\btf\b|[Kk]eras|[123]D(?:Transpose)?\(|\bDense\(")
"""What only code for Keras holds; PyTorch's classes end in a small d."""


def pieces(text: str, plain: str) -> list[CodePiece]:
    """What the code of an exercise tells, in order. Raises ArchcalcError for what cannot be followed."""
    found = snippets(text, plain)
    code = Statements(text, bool(_KERAS.search(plain)))
    for each in found:
        code.run(each)
    told = [*code.told(), *(CodePiece("", None, each.text, each.start, each.end) for each in found)]
    return sorted([*told, *_names(text, plain, code, found)], key=lambda each: each.start)


def _names(text: str, plain: str, code: Statements, found: list[Snippet]) -> Iterator[CodePiece]:
    """The names that the code has given, in the sentences beside it."""
    if found:
        code.known.setdefault("x", CalledValues(0))
    called = {name.rpartition(".")[2]: value for name, value in code.known.items()}
    for name, value in (called | code.known).items():
        for match in re.finditer(rf"(?<![\w.])(?<![0-9)\]]\s){re.escape(name)}(?![\w=(]|\s*=[^=]|\s*[0-9])", plain):
            if not any(each.start <= match.start() < each.end for each in found):
                sense = "unread" if code.is_several(value) else "called"
                yield CodePiece(sense, code.pointed(value), text[slice(*match.span())], *match.span())
