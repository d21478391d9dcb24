"""The small changes that a file may suffer: what a mutant is.

One operator swapped (+ and -, < and <=, and and or, max and min), a number moved by one, a flag, a condition or a `not` turned
around. Left alone is what can make no difference to a test or is none of its business: annotations and unions of types, the text of
refusals, assertions, `frozen`, `slots` and `kw_only` of dataclasses, `strict` of zip (an assertion in disguise), the sizes of
caches, the ranks of columns (which golden files at two widths hold), what only a type checker reads.
"""

import ast
import copy
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

SWAPS: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot,
    ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
}
NAMES = {"max": "min", "min": "max", "any": "all", "all": "any"}
UNTOLD = {"frozen", "slots", "kw_only", "strict", "maxsize", "eq", "order", "rank"}
"""Keywords whose flag or number no caller can tell from another, or, as with a column's rank, seldom: it is their order that counts."""


class Mutant(NamedTuple):
    """A change to one file: the lines of its statement, whether it is run at import, and the code before and after."""

    lines: range
    at_import: bool
    was: str
    now: str


def mutants(text: str) -> list[Mutant]:
    """Every mutant of a file."""
    found = []
    for place, other in _changes(ast.parse(text)):
        before = ast.unparse(place.statement).split("\n")
        _put(place, other)
        after = ast.unparse(other if place.node is place.statement else place.statement).split("\n")
        _put(place, place.node)
        was, now = next((pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]), ("", ""))
        found.append(Mutant(place.lines, place.at_import, *_near(was.strip(), now.strip())))
    return found


def changed(text: str, number: int) -> ast.Module:
    """A file with one of its mutants, by its place among them; number -1 is the file itself."""
    tree = ast.parse(text)
    if number >= 0:
        _put(*next(islice(_changes(tree), number, None)))
    return ast.fix_missing_locations(tree)


def _changes(tree: ast.Module) -> Iterator[tuple["_Place", ast.AST]]:
    alone = {id(part) for node in ast.walk(tree) for root in _left_alone(node) for part in ast.walk(root)}
    return ((place, other) for place in _places(tree, alone) for other in _changed(place.node))


def _near(was: str, now: str, most: int = 120) -> tuple[str, str]:
    """Two lines, or of long ones what lies about their difference."""
    first = next((i for i, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), 0)
    start = 0 if len(was) <= most else max(0, first - most // 2)
    return was[start:start + most], now[start:start + most]


class _Place(NamedTuple):
    """Where a node hangs, and in which statement or lambda."""

    parent: ast.AST
    field: str
    index: int
    node: ast.AST
    statement: ast.AST
    lines: range
    at_import: bool


def _places(parent: ast.AST, alone: set[int], statement: ast.AST | None = None, lines: range = range(0),
            at_import: bool = True) -> Iterator[_Place]:
    for field, value in ast.iter_fields(parent):
        for i, child in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(child, ast.AST) or id(child) in alone:
                continue
            inside, around = _lines(child, lines), child if isinstance(child, ast.stmt) or statement is None else statement
            later = isinstance(child, ast.Lambda) or (isinstance(parent, (ast.FunctionDef, ast.Lambda)) and field == "body")
            yield _Place(parent, field, i, child, around, inside, at_import and not later)
            yield from _places(child, alone, around, inside, at_import and not later)


def _lines(node: ast.AST, around: range) -> range:
    """The lines whose running says that the node is run: its statement's, or its lambda's; of a block, those of its head."""
    if not isinstance(node, (ast.stmt, ast.Lambda)):
        return around
    body = getattr(node, "body", None)
    last = body[0].lineno - 1 if isinstance(body, list) else node.end_lineno or node.lineno
    return range(node.lineno, max(last, node.lineno) + 1)


def _changed(node: ast.AST) -> list[ast.AST]:
    """What a node may become."""
    match node:
        case ast.BinOp(op=op, left=left, right=right) if type(op) in SWAPS and not (_is_text(left) or _is_text(right)):
            return [_with(node, op=SWAPS[type(op)]())]
        case ast.BoolOp(op=op):
            return [_with(node, op=SWAPS[type(op)]())]
        case ast.Compare(ops=ops):
            return [_with(node, ops=[*ops[:i], SWAPS[type(op)](), *ops[i + 1:]]) for i, op in enumerate(ops)]
        case ast.Constant(value=bool(value)):
            return [_with(node, value=not value)]
        case ast.Constant(value=int(value) | float(value)):
            return [_with(node, value=value + 1)]
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            return [operand]
        case ast.IfExp(test=test) | ast.If(test=test) if not isinstance(test, (ast.Compare, ast.BoolOp, ast.UnaryOp)):
            return [_with(node, test=ast.UnaryOp(ast.Not(), test))]
        case ast.Call(func=ast.Name(id=name)) if name in NAMES:
            return [_with(node, func=ast.Name(NAMES[name], ast.Load()))]
    return []


def _with(node: ast.AST, **fields: object) -> ast.AST:
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _is_text(node: ast.AST) -> bool:
    """Text that is put together: an operator on it says nothing about numbers."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _left_alone(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.JoinedStr() | ast.Raise() | ast.Assert():
            return [node]
        case ast.keyword(arg=name) if name in UNTOLD:
            return [node]
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return [node]
        case ast.Subscript(value=ast.Name(id="Annotated" | "Literal" | "Callable" | "ClassVar")):
            return [node]
    return [part for name in ("annotation", "returns") if (part := getattr(node, name, None)) is not None]


def _put(place: _Place, child: ast.AST) -> None:
    value = getattr(place.parent, place.field)
    if isinstance(value, list):
        value[place.index] = child
    else:
        setattr(place.parent, place.field, child)
