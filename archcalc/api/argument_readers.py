"""Readers of arguments: an object of whatever kind into a plain value, or Unfit; no code of a stranger's is trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from math import isfinite
from operator import index
from os import PathLike, fspath
from typing import Any, NoReturn, cast

from archcalc.base.errors import ArchcalcError, Refused, quoted
from archcalc.language.spec import Spec
from archcalc.network.graph import Graph

AnyNetwork = str | PathLike[str] | Spec | Graph
"""A bundled name, a file, a specification, or a graph."""
Name = str | PathLike[str] | Spec
"""A bundled name, a file, or a specification."""

_MOST_ITEMS = 1_000_000
"""So many items of a list are taken at most; a sweep has no more points."""
_MOST_NAMES = 200_000
"""So many names of a mapping are taken at most: a network has no more layers."""
_DEEPEST = 16
"""Levels of lists in a value."""
_LARGEST = 10**18
"""Numbers have at most 18 digits, as in a specification."""
_NOUNS: dict[type, str] = {list: "a list", tuple: "a tuple", dict: "a mapping", set: "a set", bytes: "bytes",
                           bytearray: "bytes"}
_NAME = type.__dict__["__name__"]


class Unfit(Exception):
    """A value of another kind than the reader's."""


def shown(value: object) -> str:
    """A value in words, whatever it is: no code of its own is run.

    >>> shown(2.5), shown("a"), shown(None), shown([1]), shown(10**5000)
    ('2.5', "'a'", 'None', 'a list', 'a number of more than 18 digits')
    """
    kind = type(value)
    if kind is int and not -_LARGEST < cast("int", value) < _LARGEST:
        return "a number of more than 18 digits"
    if value is None or kind in {bool, int, float}:
        return str(value)
    return quoted(value) if kind is str else _NOUNS.get(kind, f"something of the type {quoted(_NAME.__get__(kind))}")


def unfit() -> NoReturn:
    """Say that a value is of another kind. Raises Unfit."""
    raise Unfit


def read_text(value: object) -> str:
    """A text: UTF-8, without a zero byte, as a word on the command line."""
    found = str.__str__(value) if isinstance(value, str) else unfit()
    try:
        found.encode("utf-8")
    except UnicodeEncodeError:
        raise Refused("encoding", f"{quoted(found)} is not UTF-8", hint="names and values are text") from None
    if "\0" in found:
        raise Refused("encoding", f"{quoted(found)} holds a zero byte", hint="no name and no value has one")
    return found


def read_words(value: object) -> str:
    """A text that says something; an empty one would be passed over."""
    return read_text(value) or unfit()


def read_path(value: object) -> str:
    """A file's name."""
    return read_words(value if isinstance(value, str) else fspath(cast("PathLike[str]", value)))


def _plain(value: object) -> object:
    """A scalar of NumPy's as Python has it."""
    return value.item() if type(value).__module__ == "numpy" and not getattr(value, "shape", 1) else value  # type: ignore[attr-defined]


def whole_reader(least: int | None, most: int | None) -> Callable[[object], int]:
    """The reader of whole numbers between bounds; a word is read as in a terminal."""
    def read(value: object) -> int:
        if isinstance(value, bool):
            unfit()
        number = int(read_text(value)) if isinstance(value, str) else index(value)  # type: ignore[arg-type]
        low, high = (-_LARGEST if least is None else least), (_LARGEST if most is None else most)
        if not low <= number <= high:
            unfit()
        return number

    return read


def read_number(value: object) -> float:
    """A number that is one: finite, and no flag."""
    found = _plain(value)
    if isinstance(found, bool) or not isinstance(found, int | float | str):
        unfit()
    number = float(read_text(found)) if isinstance(found, str) else float(found)
    return number if isfinite(number) else unfit()


def read_share(value: object) -> float:
    """A part of a whole, from 0 to 1; not-a-number is none."""
    number = read_number(value)
    return number if 0 <= number <= 1 else unfit()


def read_flag(value: object) -> bool:
    """True or False."""
    found = _plain(value)
    return found if isinstance(found, bool) else unfit()


def read_yes_or_no(value: object) -> bool:
    """True or False, or the words for them."""
    if isinstance(value, str):
        return {"yes": True, "no": False}[read_text(value).lower()]
    return read_flag(value)


def _items(value: object) -> list[object]:
    """The items of what holds several; a text and a mapping hold none."""
    if isinstance(value, str | bytes | bytearray | Mapping) or not isinstance(value, Iterable):
        unfit()
    items = list(islice(value, _MOST_ITEMS + 1))
    if len(items) > _MOST_ITEMS:
        raise Refused("too-large", f"it has more than {_MOST_ITEMS:,} items", hint="give fewer")
    return items


def by_name(value: Mapping[Any, object], read: Callable[[object], Any]) -> dict[str, Any]:
    """A mapping's values by name, each of them read."""
    names = list(islice(value, _MOST_NAMES + 1))
    if len(names) > _MOST_NAMES:
        raise Refused("too-large", f"it has more than {_MOST_NAMES:,} names", hint="give fewer")
    return {read_text(name): read(value[name]) for name in names}


def read_texts(value: object) -> tuple[str, ...]:
    """A text, or several."""
    return (read_words(value),) if isinstance(value, str) else tuple(map(read_words, _items(value)))


def read_paths(value: object) -> tuple[str, ...]:
    """A file's name, or several."""
    return (read_path(value),) if isinstance(value, str | PathLike) else tuple(map(read_path, _items(value)))


def _word(value: object) -> str:
    """A plain value as the command has it: YAML on one line."""
    found = _plain(value)
    if isinstance(found, str):
        return read_text(found)
    import json

    return json.dumps(_tree(found, _DEEPEST))


def _tree(value: object, levels: int) -> object:
    found = _plain(value)
    if found is None or isinstance(found, bool):
        return found
    if isinstance(found, str):
        return read_text(found)
    if isinstance(found, float):
        return float(found)
    if isinstance(found, int):
        number = int.__index__(found)
        return number if -_LARGEST < number < _LARGEST else unfit()
    if isinstance(found, Mapping):
        return by_name(found, lambda item: _tree(item, levels - 1)) if levels else unfit()
    return [_tree(item, levels - 1) for item in _items(found)] if levels else unfit()


def pairs(words: Iterable[str], option: str) -> dict[str, str]:
    """`KEY=VALUE` words as a mapping. Raises ArchcalcError."""
    split = [word.partition("=") for word in words]
    for key, equals, value in split:
        if not (key and equals and value):
            raise ArchcalcError.of("usage", f"{option} wants KEY=VALUE, found {quoted(key + equals + value)}")
    return {key.strip(): value.strip() for key, _, value in split}


def read_settings(value: object) -> dict[str, str]:
    """Values by name, each as the command has it; or KEY=VALUE words."""
    if isinstance(value, Mapping):
        return by_name(value, _word)
    return pairs(read_texts(value), "an argument")


def read_several(value: object) -> str | tuple[str, ...]:
    """The values of an axis: as the command has them, one alone, or several."""
    found = _plain(value)
    if isinstance(found, str):
        return read_text(found)
    if isinstance(found, Mapping) or not isinstance(found, Iterable):
        return (_word(found),)
    return tuple(map(_word, _items(found)))


def read_several_settings(value: object) -> dict[str, str | tuple[str, ...]]:
    """The same by name."""
    if isinstance(value, Mapping):
        return by_name(value, read_several)
    return {**pairs(read_texts(value), "an argument")}


def read_depth(value: object) -> str:
    """A number of levels, or a word."""
    return read_words(value) if isinstance(value, str) else str(whole_reader(None, None)(value))


def read_name(value: object) -> Name:
    """A name, a file or a specification."""
    return value if isinstance(value, Spec) else read_path(value)


def read_names(value: object) -> tuple[Name, ...]:
    """The same, or several."""
    return (read_name(value),) if isinstance(value, str | PathLike | Spec) else tuple(map(read_name, _items(value)))


def read_network(value: object) -> AnyNetwork:
    """The same, or a graph."""
    return value if isinstance(value, Graph) else read_name(value)


def read_numbers(value: object) -> str:
    """Numbers with commas between, as the command has them."""
    return read_text(value) if isinstance(value, str) else ",".join(map(_word, _items(value)))


def read_answers(value: object) -> Any:
    """A file, or answers by question."""
    if isinstance(value, Mapping):
        return by_name(value, lambda item: _tree(item, _DEEPEST))
    return read_path(value)


def read_written(value: object) -> Any:
    """A name, a file or a text; or a specification's keys with their values."""
    if isinstance(value, Mapping):
        from archcalc.language.text.yaml_events import MOST_DEPTH

        return by_name(value, lambda item: _tree(item, MOST_DEPTH))
    return read_path(value)


def reader_of(kind: type) -> Callable[[object], object]:
    """The reader of objects of a class."""
    return lambda value: value if isinstance(value, kind) else unfit()
