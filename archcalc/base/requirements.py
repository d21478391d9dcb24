"""Requirements of a protocol that a module does not meet: names, kinds of values, parameters of functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import Parameter, signature
from types import ModuleType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from archcalc.base.named_tuples import NamedTuple

_WORDS = {str: "a text", bool: "True or False", int: "a whole number"}
_SEVERAL = {str: "texts", bool: "flags", int: "whole numbers"}


class Lack(NamedTuple):
    """One fact: the name that it is about, and what is wrong with it, in words."""

    name: str
    fact: str


def lacks(module: ModuleType, protocol: type) -> Iterator[Lack]:
    """Everything that is missing in a module, or is not as the protocol has it.

    >>> from archcalc.base import errors, registry
    >>> list(lacks(errors, registry.Suffixed))
    [Lack(name='SUFFIXES', fact='SUFFIXES is missing: a tuple of texts')]
    """
    for name, hint in get_type_hints(protocol).items():
        if not hasattr(module, name):
            yield Lack(name, f"{name} is missing: {expected(hint)}")
        elif not fits(value := getattr(module, name), hint):
            yield Lack(name, f"{name} has to be {expected(hint)}, and is {shown(value)}")
    for name, method in _methods(protocol).items():
        wanted = ", ".join([*signature(method).parameters][1:])
        if not callable(function := getattr(module, name, None)):
            yield Lack(name, f"{name} is missing: a function of ({wanted})")
        elif not _takes(function, wanted.count(",") + bool(wanted)):
            yield Lack(name, f"{name} has to take ({wanted}), and takes {signature(function)}")


def _methods(protocol: type) -> dict[str, Callable[..., Any]]:
    """A protocol's own functions, and those of the protocols that it extends."""
    return {name: value for base in reversed(protocol.__mro__) if getattr(base, "_is_protocol", False)
            for name, value in vars(base).items() if callable(value) and not name.startswith("_")}


def _takes(function: Callable[..., Any], count: int) -> bool:
    """True where a function can be called with so many arguments, and no names."""
    parameters = signature(function).parameters.values()
    placed = [each for each in parameters if each.kind in {Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD}]
    many = any(each.kind == Parameter.VAR_POSITIONAL for each in parameters)
    named = any(each.kind == Parameter.KEYWORD_ONLY and each.default is Parameter.empty for each in parameters)
    required = sum(each.default is Parameter.empty for each in placed)
    return required <= count <= (count if many else len(placed)) and not named


def fits(value: object, hint: Any) -> bool:
    """True where a value is of a type; items of tuples and sets are looked at, arguments of functions are not."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is Any or isinstance(hint, str):
        return True
    if isinstance(hint, UnionType):
        return any(fits(value, each) for each in arguments)
    if origin is tuple:
        return isinstance(value, tuple) and all(fits(item, arguments[0]) for item in value)
    if origin is frozenset:
        return isinstance(value, frozenset) and all(fits(item, arguments[0]) for item in value)
    return isinstance(value, origin or hint)


def expected(hint: Any) -> str:
    """A type in words.

    >>> expected(tuple[str, ...]), expected(bool)
    ('a tuple of texts', 'True or False')
    """
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {tuple, frozenset}:
        return f"a {origin.__name__} of {_SEVERAL.get(arguments[0], arguments[0].__name__)}"
    if origin is Callable:
        return "a function"
    return _WORDS.get(hint, f"a {getattr(hint, '__name__', hint)}")


def shown(value: object) -> str:
    """A value in words; a text as it stands.

    >>> shown(".csv"), shown((3, ".csv")), shown(None)
    ("'.csv'", "(3, '.csv')", 'None')
    """
    plain = value is None or type(value) in {str, bool, int, float, tuple}
    text = repr(value) if plain else f"a {type(value).__name__}"
    return text if len(text) <= 60 else f"{text[:57]}..."
