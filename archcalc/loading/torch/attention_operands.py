"""What an attention reads, from the calls of a program: products whose rows and columns are told, keys as they lie."""

from __future__ import annotations

from collections import Counter
from math import prod
from typing import Any

from archcalc.loading.torch.exported_program import ExportedProgram, ProgramCall, ValueName
from archcalc.operators.operator import Shape

_PRODUCTS = {"matmul": ("self", "other"), "bmm": ("self", "mat2"), "baddbmm": ("batch1", "batch2")}
"""Products of matrices by the last two axes, and what their operands are called."""
UNCHANGED = frozenset({"dropout", "to", "_to_copy", "float", "type_as", "contiguous", "clone", "alias", "detach"})
"""Calls after which values are the same ones, in use."""
VIEWS = frozenset({"view", "reshape", "_unsafe_view", "unflatten", "flatten", "squeeze", "unsqueeze"})
_SAME = frozenset({"clone", "contiguous", "slice", "alias"})


class NoAttention(Exception):
    """What looked like attention is none."""


class Operands:
    """The calls of a program by name, and those that are put before the one in hand."""

    def __init__(self, program: ExportedProgram) -> None:
        self.shapes: dict[str, Any] = {**dict(program.inputs), **program.constants}
        self.shapes |= {name: array.shape for name, array in program.held.items()}
        self.shapes.update((call.name, call.shape) for call in program.calls)
        self.made = {call.name: call for call in program.calls}
        self.readers = Counter(name for call in program.calls for name in call.reads) + Counter(program.outputs)
        self.added: list[ProgramCall] = []

    def begin(self, call: ProgramCall) -> None:
        """The call in hand is another one."""
        self.call, self.added = call, []

    def shape(self, name: str) -> Any:
        """The shape of a value, as the program states it."""
        return self.shapes.get(name)

    def known_shape(self, name: str) -> Shape:
        """The shape of a value. Raises NoAttention where it is not known."""
        shape = self.shape(name)
        if not isinstance(shape, tuple) or not all(type(size) is int for size in shape):
            raise NoAttention
        return shape

    def sole(self, name: str) -> ProgramCall:
        """The call that gives a value, which one other reads. Raises NoAttention."""
        call = self.made.get(name)
        if call is None or self.readers[name] != 1:
            raise NoAttention
        return call

    def source(self, call: ProgramCall) -> str:
        """The value that a call works on. Raises NoAttention."""
        given = call.arguments.get("self", call.arguments.get("input"))
        if type(given) is not ValueName:
            raise NoAttention
        return given.name

    def keeps_scores(self, call: ProgramCall) -> bool:
        """True of a call that changes at most the axes before the last two."""
        if call.operator not in UNCHANGED | VIEWS:
            return False
        return self.known_shape(call.name)[-2:] == self.known_shape(self.source(call))[-2:]

    def new(self, operator: str, shape: Shape, /, **arguments: Any) -> str:
        """The name of what one more call gives, which is put before the one in hand."""
        name = f"{self.call.name}.{len(self.added)}"
        made = self.call._replace(name=name, operator=operator, arguments=arguments, shape=shape)
        self.added.append(made)
        self.made[name], self.shapes[name] = made, shape
        return name

    def viewed(self, name: str, shape: Shape) -> str:
        """The same values under another shape."""
        return name if self.shape(name) == shape else self.new("view", shape, self=ValueName(name), size=shape)

    def broadcast(self, operator: str, /, **arguments: Any) -> str:
        """One more call on values whose shapes fit each other; texts among its arguments are their names."""
        given = {key: ValueName(value) if isinstance(value, str) else value for key, value in arguments.items()}
        shapes = [self.shape(value) for value in arguments.values() if isinstance(value, str)]
        rank = max(map(len, shapes))
        wide = [(1,) * (rank - len(shape)) + tuple(shape) for shape in shapes]
        return self.new(operator, tuple(map(max, zip(*wide, strict=True))), **given)

    def is_product(self, call: ProgramCall) -> bool:
        """True of a product of two values as matrices."""
        return call.operator in _PRODUCTS or (call.operator == "einsum" and _terms(call) is not None)

    def mixture(self, call: ProgramCall) -> tuple[str, str, str]:
        """The weights (..., t, s) of a product, its values (..., s, v), and the order of its output's axes."""
        if call.operator == "baddbmm":
            raise NoAttention
        left, right = self.operands(call)
        if call.operator != "einsum":
            return left, right, ""
        rows, columns, result = self.terms(call)
        both = "".join(letter for letter in result if letter in rows and letter in columns)
        query, place, feature = (_only(*pair) for pair in ((rows, columns), (rows, result), (columns, rows)))
        if rows != both + query + place:
            raise NoAttention
        return left, self.ordered(right, columns, both + place + feature), f"{both}{query}{feature}->{result}"

    def terms(self, call: ProgramCall) -> tuple[str, str, str]:
        """The letters of a product in Einstein's notation."""
        found = _terms(call)
        if found is None:
            raise NoAttention
        return found

    def operands(self, call: ProgramCall) -> tuple[str, str]:
        """The names of both operands of a product."""
        if call.operator == "einsum":
            found = call.arguments.get("tensors", ())
        else:
            found = tuple(call.arguments.get(name) for name in _PRODUCTS.get(call.operator, ()))
        if len(found) != 2 or not all(type(each) is ValueName for each in found):
            raise NoAttention
        left, right = (each.name for each in found)
        ranks = {len(shape) for name in (left, right) if isinstance(shape := self.shape(name), tuple)}
        if call.operator != "einsum" and len(ranks) != 1:
            raise NoAttention
        return left, right

    def rows(self, call: ProgramCall) -> tuple[str, str]:
        """Queries (..., t, w) and keys (..., s, w) of a product (..., t, s)."""
        left, right = self.operands(call)
        if call.operator != "einsum":
            return left, self.turned(right)
        rows, columns, result = self.terms(call)
        both = "".join(letter for letter in result if letter in rows and letter in columns)
        query, width, key = (_only(*pair) for pair in ((rows, columns), (rows, result), (columns, rows)))
        if result != both + query + key:
            raise NoAttention
        return self.ordered(left, rows, both + query + width), self.ordered(right, columns, both + key + width)

    def ordered(self, name: str, term: str, wanted: str) -> str:
        """A value with its axes in another order."""
        if term == wanted:
            return name
        order, shape = tuple(term.index(letter) for letter in wanted), self.shape(name)
        return self.new("permute", tuple(shape[axis] for axis in order), self=ValueName(name), dims=order)

    def turned(self, name: str) -> str:
        """A value with its last two axes exchanged: what it was before somebody did so, where somebody did."""
        call, shape = self.made.get(name), self.shape(name)
        last = len(shape) - 1
        gives = (*shape[:-2], shape[last], shape[last - 1])
        source = call.arguments.get("self") if call is not None else None
        if call is not None and call.operator in {"transpose", "permute"} and type(source) is ValueName:
            order = list(range(last + 1))
            if call.operator == "permute":
                order = [axis % (last + 1) for axis in call.arguments["dims"]]
            else:
                first, second = (call.arguments[key] % (last + 1) for key in ("dim0", "dim1"))
                order[first], order[second] = second, first
            order[last], order[last - 1] = order[last - 1], order[last]
            if order == list(range(last + 1)):
                return source.name
            return self.new("permute", gives, self=source, dims=tuple(order))
        return self.new("transpose", gives, self=ValueName(name), dim0=last - 1, dim1=last)

    def before_repetition(self, name: str) -> str | None:
        """Keys or values (n, g, s, w) before each head is repeated for the queries side by side that share it."""
        call = self.behind(name)
        if call is None:
            return None
        shape, source = self.shape(name), call.arguments.get("self")
        if call.operator == "repeat_interleave" and type(source) is ValueName and len(shape) == 4 \
                and call.arguments.get("dim") in {1, -3} and isinstance(call.arguments.get("repeats"), int):
            return source.name
        if call.operator not in {"view", "reshape"} or type(source) is not ValueName or len(shape) != 4:
            return None
        spread = self.behind(source.name)
        if spread is None or spread.operator not in {"expand", "expand_as"}:
            return None
        given = spread.arguments["self"].name
        images, heads, *matrix = self.shape(given) or (0, 0)
        wide = self.shape(spread.name)
        if len(wide) != 5 or matrix[:1] != [1] or wide[:2] != (images, heads) or wide[3:] != shape[2:] \
                or heads * wide[2] != shape[1]:
            return None
        return self.viewed(self.narrow(given), (images, heads, *shape[2:]))

    def behind(self, name: str) -> ProgramCall | None:
        """The call that a value comes from, through calls that change nothing of it."""
        call = self.made.get(name)
        while call is not None and call.operator in _SAME:
            source = call.arguments.get("self")
            sizes = [prod(self.shape(name) or ()) for name in (getattr(source, "name", ""), call.name)]
            if type(source) is not ValueName or sizes[0] != sizes[1]:
                break
            call = self.made.get(source.name)
        return call

    def narrow(self, name: str) -> str:
        """A value as it was before an axis of one was put in."""
        call = self.behind(name)
        if call is not None and call.operator == "unsqueeze":
            source: str = call.arguments["self"].name
            return source
        return name

    def given_back(self, made: ProgramCall, call: ProgramCall, order: str) -> ProgramCall:
        """The attention under its product's name, its output as that lies."""
        if not order and made.shape == call.shape:
            return made
        self.shapes[made.name] = made.shape
        inner = self.new(made.operator, self.known_shape(made.name), **made.arguments)
        if not order:
            return call._replace(operator="view", arguments={"self": ValueName(inner), "size": call.shape})
        letters, _, result = order.partition("->")
        if letters == result:
            return made
        dims = tuple(letters.index(letter) for letter in result)
        return call._replace(operator="permute", arguments={"self": ValueName(inner), "dims": dims})


def _terms(call: ProgramCall) -> tuple[str, str, str] | None:
    """The letters of both operands and of the result, each once: those of both, one more of each, one summed."""
    text = str(call.arguments.get("equation", "")).replace(" ", "")
    given, arrow, result = text.partition("->")
    rows, _, columns = given.partition(",")
    once = all(len(set(term)) == len(term) and term.isalpha() for term in (rows, columns, result))
    if not arrow or not once:
        return None
    own, other = set(rows) - set(columns), set(columns) - set(rows)
    summed = (set(rows) & set(columns)) - set(result)
    alike = len(own) == len(other) == len(summed) == 1 and own | other <= set(result)
    return (rows, columns, result) if alike else None


def _only(term: str, other: str) -> str:
    """The letter of a term that another has not."""
    return next(letter for letter in term if letter not in other)
