"""Words as the values that a command's parameters take: text, numbers, files, and several of them.

typer reads them itself until 0.28. From 0.29 on it asks pydantic, which takes longer to import than a table takes to
make: there every parameter gets a reader from here, unless it is of a kind that is none of these.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args, get_origin

import typer
from typer.core import TyperCommand, TyperGroup

from archcalc.base.named_tuples import NamedTuple

_KINDS = (str, int, float, bool, Path)
"""A flag comes as what it is."""


class Taken(NamedTuple):
    """What a parameter takes: the word for its kind, the least and the most of a number, and the choices there are."""

    word: str
    least: float | None
    most: float | None
    choices: tuple[Any, ...]


def taken(parameter: Any) -> Taken:
    """What a parameter takes, as either typer holds it."""
    if hasattr(parameter, "type_descriptor"):
        held = parameter.type_descriptor
        word = getattr(held.annotation, "__name__", str(held.annotation))
        return Taken(word, held.parameter_info.min, held.parameter_info.max, tuple(held.choices or ()))
    kind = parameter.type
    return Taken(kind.name.removesuffix(" range"), getattr(kind, "min", None), getattr(kind, "max", None),
                 tuple(getattr(kind, "choices", ())))


def name_of(argument: Any) -> str:
    """The name of an argument, as its help has it."""
    return str(getattr(argument, "human_readable_name", None) or argument.display_name_raw)


class _Reader(NamedTuple):
    """The reader of one parameter, as typer calls it."""

    kinds: tuple[type, ...]
    several: bool
    parser: Callable[[str], Any] | None
    least: float | None
    most: float | None

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value of a word, or of several. Raises typer.BadParameter."""
        if value is None:
            return () if self.several else None
        if self.several:
            return [self._read(self.kinds[0], word, param, ctx) for word in value]
        if len(self.kinds) > 1:
            return tuple(self._read(kind, word, param, ctx) for kind, word in zip(self.kinds, value, strict=True))
        return self._read(self.kinds[0], value, param, ctx)

    def _read(self, kind: type, word: Any, param: Any, ctx: Any) -> Any:
        if self.parser is not None:
            return self.parser(word)
        try:
            value: Any = word if isinstance(word, kind) else kind(word)
        except ValueError:
            raise typer.BadParameter(f"{word!r} is not a valid {kind.__name__}.", ctx=ctx, param=param) from None
        if (self.least is not None and value < self.least) or (self.most is not None and value > self.most):
            raise typer.BadParameter(f"{value} is not in the range.", ctx=ctx, param=param)
        return value


def _reader(parameter: Any) -> _Reader | None:
    """The reader of a parameter; None for one that typer reads."""
    held = parameter.type_descriptor
    kinds = get_args(held.annotation) if get_origin(held.annotation) in {list, tuple} else (held.annotation,)
    if held.is_choice or not all(kind in _KINDS for kind in kinds):
        return None
    told = held.parameter_info
    return _Reader(kinds, parameter.multiple or parameter.nargs == -1, told.parser, told.min, told.max)


def _made_ready(parameters: list[Any]) -> list[Any]:
    """The parameters, each with its reader; an argument's help shows its name alone, as an option's does."""
    for parameter in parameters:
        if not hasattr(parameter, "get_runtime_param"):
            continue
        if (reader := _reader(parameter)) is not None:
            parameter.get_runtime_param = lambda reader=reader: reader
        if parameter.param_type_name == "argument":
            parameter.display_type_rich = lambda ctx: ""
    return parameters


class WordCommand(TyperCommand):
    """A command whose words are read here."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Its own parameters, and --help."""
        return _made_ready(super().get_params(ctx))


class WordGroup(TyperGroup):
    """The commands, and options of all of them."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Its own parameters, and --help."""
        return _made_ready(super().get_params(ctx))
