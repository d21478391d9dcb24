"""An operator in a framework's words: what makes it, with which arguments, and how it is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcalc.base.named_tuples import NamedTuple

UNSAID = object()
"""The default of an argument that has none: it is always written."""


class FormArgument(NamedTuple):
    """An argument: its name, its value, what it is where it is left out, and whether its name is written."""

    name: str
    value: Any
    default: Any = UNSAID
    keyword: bool = False


class HelperSource(NamedTuple):
    """A class or function that a program needs beside its own: its name and its text, which no other name may bear.

    `needs` are helpers that its text uses.
    """

    name: str
    text: str
    needs: tuple[HelperSource, ...] = ()


class HelperClass(NamedTuple):
    """The text of a class, and the parameters that it takes, which its uses give by these names."""

    source: HelperSource
    parameters: tuple[str, ...]


class OperatorForm(NamedTuple):
    """One operator, as an object that is made and then called, or, without a `maker`, as an expression alone.

    `maker` is the class that makes the object, with `arguments`.
    `call` is the expression of its output: {0}, {1} are its inputs, {self} is the object, {name} an argument of
    `inline`, which stands in the expression itself. `weights` are the names of the object's arrays, by the operator's
    names of them, where they are others.
    """

    maker: str = ""
    arguments: tuple[FormArgument, ...] = ()
    call: str = "{self}({0})"
    inline: tuple[FormArgument, ...] = ()
    helpers: tuple[HelperSource, ...] = ()
    weights: Mapping[str, str] = {}

    @property
    def said(self) -> tuple[FormArgument, ...]:
        """All arguments, those of the object first."""
        return *self.arguments, *self.inline

    @property
    def skeleton(self) -> tuple[Any, ...]:
        """All of it but the arguments' values: two operators of one skeleton differ by values alone."""
        return self.maker, self.call, len(self.arguments), tuple(argument.name for argument in self.said)

    @property
    def values(self) -> tuple[Any, ...]:
        """The arguments' values."""
        return tuple(argument.value for argument in self.said)


def expression(call: str, *inline: FormArgument, helpers: tuple[HelperSource, ...] = ()) -> OperatorForm:
    """An operator that holds nothing, as an expression."""
    return OperatorForm("", (), call, inline, helpers)


def brief(sizes: tuple[float, ...]) -> float | tuple[float, ...]:
    """One number where all axes have the same.

    >>> brief((3, 3)), brief((3, 5))
    (3, (3, 5))
    """
    return sizes[0] if len({*sizes}) == 1 else tuple(sizes)
