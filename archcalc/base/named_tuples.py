"""Named tuples, made quickly: every stage of archcalc is one, and a start makes a hundred such classes.

`typing.NamedTuple` compiles a constructor for each class, and each annotation that is text. Here annotations stay as
they are written, and all constructors of as many fields share their code, each under its own fields' names. For a type
checker, and for whoever uses such a tuple, it is `typing.NamedTuple`.
"""

from __future__ import annotations

import sys
from _collections import _tuplegetter  # type: ignore[import-not-found]
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from types import CodeType, FunctionType

__all__ = ["NamedTuple"]

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
    return f"{type(self).__name__}({', '.join(f'{field}={value!r}' for field, value in _asdict(self).items())})"


_METHODS = {"_make": classmethod(_make), "_replace": _replace, "__replace__": _replace, "_asdict": _asdict,
            "__repr__": _written, "__getnewargs__": _values}

if not TYPE_CHECKING:
    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})
