"""Named tuples, made quickly: every stage of archcalc is one, and a start makes a hundred such classes.

`typing.NamedTuple` compiles a constructor for each class, and each annotation that is text. Here annotations stay as
they are written, and all constructors of as many fields share their code, each under its own fields' names. For a type
checker, and for whoever uses such a tuple, it is `typing.NamedTuple`.

At Python's prompt it is shown whole where it is short; else by its class and its first fields, each cut in its turn.
Other classes are written by the same rule. Of a value of any size no more is looked at than is written.
"""

from __future__ import annotations

import sys
from _collections import _tuplegetter  # type: ignore[import-not-found]
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from importlib import import_module
from types import CodeType, FunctionType

__all__ = ["MOST_SHOWN", "NamedTuple", "cut", "written"]

TYPE_CHECKING = False
"""What `typing` calls so, without its import."""

if TYPE_CHECKING:
    from typing import Any, NamedTuple


class _Maker(type):
    """Makes of `class Point(NamedTuple)` a subclass of tuple with the fields that its body annotates."""

    def __new__(cls, name: str, _bases: tuple[type, ...], body: dict[str, Any]) -> Any:
        fields = _fields(body)
        defaults = {field: body.pop(field) for field in fields if field in body}
        if [*defaults] != [*fields[len(fields) - len(defaults):]]:
            raise TypeError(f"a field without a default stands behind one with it: {', '.join(fields)}")
        own = {field: _tuplegetter(number, None) for number, field in enumerate(fields)}
        own |= {"__slots__": (), "_fields": fields, "_field_defaults": defaults, "__match_args__": fields,
                "__new__": _constructor(name, fields, tuple(defaults.values()))}
        return type(name, (tuple,), _METHODS | own | body)


def _fields(body: dict[str, Any]) -> tuple[str, ...]:
    """The names that a class's body annotates, in order."""
    if "__annotations__" in body:
        return tuple(body["__annotations__"])
    if sys.version_info < (3, 14):
        return ()
    lazily = import_module("annotationlib")  # from 3.14 on, what is no text is worked out when it is asked for
    annotate = lazily.get_annotate_from_class_namespace(body)
    return tuple(lazily.call_annotate_function(annotate, lazily.Format.STRING)) if annotate else ()


def _constructor(name: str, fields: tuple[str, ...], defaults: tuple[object, ...]) -> FunctionType:
    """The `__new__` of a class with these fields, of which the last have defaults."""
    code = _code(len(fields)).replace(co_varnames=("_cls", *fields), co_qualname=f"{name}.__new__")
    return FunctionType(code, {"_new": tuple.__new__}, "__new__", defaults)


@cache
def _code(count: int) -> CodeType:
    """The code of a constructor that takes so many values."""
    values = "".join(f"_{number}, " for number in range(count))
    made: FunctionType = eval(f"lambda _cls, {values}: _new(_cls, ({values}))")  # noqa: S307 - a text of numbers
    return made.__code__


def _make(cls: Any, values: Iterable[Any]) -> Any:
    made = tuple.__new__(cls, values)
    if len(made) != len(cls._fields):
        raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields, found {len(made)} values")
    return made


def _replace(self: Any, /, **changes: Any) -> Any:
    made = tuple.__new__(type(self), map(changes.pop, self._fields, self))
    if changes:
        raise TypeError(f"{type(self).__name__} has no field {', '.join(changes)}")
    return made


def _asdict(self: Any) -> dict[str, Any]:
    return dict(zip(self._fields, self, strict=True))


def _values(self: Any) -> tuple[Any, ...]:
    return tuple(self)


def _written(self: Any) -> str:
    return written(type(self).__name__, zip(self._fields, self, strict=True), self._field_defaults)


_METHODS = {"_make": classmethod(_make), "_replace": _replace, "__replace__": _replace, "_asdict": _asdict,
            "__repr__": _written, "__getnewargs__": _values}

if not TYPE_CHECKING:
    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})


MOST_SHOWN = 199
"""Characters of a value as it is written."""
_MOST_OF_ONE, _MOST_OF_TEXT, _LEFT_OUT = 48, 48, "..."


def cut(text: str, most: int = MOST_SHOWN) -> str:
    """A text with its end left out where it is too long; the last letter, which closes it, stays.

    >>> len(cut("<" + "a" * 300 + ">")), cut("<a>")
    (199, '<a>')
    """
    return text if len(text) <= most else f"{text[:max(0, most - len(_LEFT_OUT) - 1)]}{_LEFT_OUT}{text[-1]}"


def written(head: str, fields: Iterable[tuple[str, Any]], defaults: Mapping[str, Any] = {}) -> str:
    """A value by the name of its class and its fields: all of them where there is room, else those not by default.

    >>> written("Point", [("x", 1), ("y", 2)])
    'Point(x=1, y=2)'
    >>> written("Table", [("name", "layers"), ("rows", (("conv1", 96),) * 1000)])
    "Table(name='layers', rows=<1,000 items>)"
    """
    named = list(fields)
    return _bounded(_of_class(head, named), MOST_SHOWN) or _shortened(head, named, defaults)


def _shortened(head: str, fields: Iterable[tuple[str, Any]], defaults: Mapping[str, Any],
               most: int = MOST_SHOWN) -> str:
    text, comma = f"{head}(", ""
    for name, value in fields:
        if name in defaults and value is defaults[name]:
            continue
        start = f"{text}{comma}{name}="
        room = most - len(start) - len(f", {_LEFT_OUT})")
        part = _short(value, min(room, _MOST_OF_ONE)) if room > 0 else ""
        if not 0 < len(part) <= room:
            return f"{text}{comma}{_LEFT_OUT})"
        text, comma = f"{start}{part}", ", "
    return f"{text})"


def _short(value: Any, most: int) -> str:
    """A field's value: whole where it is short, else of what kind and how much it is."""
    whole = _bounded(_pieces(value), most)
    if whole is not None:
        return whole
    if isinstance(value, (str, bytes)):
        return repr(value[:_MOST_OF_TEXT])[:max(0, most - len(_LEFT_OUT))] + _LEFT_OUT
    parts = _named(value)
    if parts is not None:
        return _shortened(type(value).__name__, parts, value._field_defaults, most)
    if isinstance(value, (tuple, list, Set, Mapping)):
        return f"<{len(value):,} items>"
    return cut(" ".join(repr(value).split()), most)


def _bounded(pieces: Iterator[str], most: int) -> str | None:
    """The pieces as one text, None where it would be too long; no more of them are asked for than that takes."""
    text = ""
    for piece in pieces:
        text += piece
        if len(text) > most:
            return None
    return text


def _pieces(value: Any) -> Iterator[str]:
    """The text that Python writes of a value, bit by bit."""
    parts = _named(value)
    if parts is not None:
        yield from _of_class(type(value).__name__, parts)
    elif type(value) in {tuple, list}:
        left, right = ("(", ")") if type(value) is tuple else ("[", "]")
        yield left
        for number, each in enumerate(value):
            yield ", " if number else ""
            yield from _pieces(each)
        yield ",)" if type(value) is tuple and len(value) == 1 else right
    elif type(value) is dict:
        yield "{"
        for number, (key, each) in enumerate(value.items()):
            yield f"{', ' if number else ''}{key!r}: "
            yield from _pieces(each)
        yield "}"
    elif type(value) is str and len(value) > MOST_SHOWN:
        yield repr(value[:MOST_SHOWN + 1])
    else:
        yield repr(value)


def _named(value: Any) -> list[tuple[str, Any]] | None:
    """The fields of a named tuple that is written as all are; None of anything else."""
    kind: Any = type(value)
    return list(zip(value._fields, value, strict=True)) if kind.__repr__ is _written else None


def _of_class(head: str, fields: Iterable[tuple[str, Any]]) -> Iterator[str]:
    yield f"{head}("
    for number, (name, value) in enumerate(fields):
        yield f"{', ' if number else ''}{name}="
        yield from _pieces(value)
    yield ")"
