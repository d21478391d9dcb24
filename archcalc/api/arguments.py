"""Kinds of arguments: what a function takes is what the command takes, and the rest is refused, by one table for both.

A parameter's annotation names its kind. A number may be written, as it is in a terminal; one of NumPy's is a number.
Text has the same bounds as words on the command line: it is UTF-8, and holds no zero byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from os import PathLike
from typing import Any, TypeVar, cast

from archcalc.api import argument_readers as readers
from archcalc.api.argument_readers import AnyNetwork, Name
from archcalc.base.errors import ArchcalcError, Refused
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Report
from archcalc.rendering.tables.layout import Page

__all__ = ["COUNT", "KINDS", "NATURAL", "RESAMPLES", "SHARE", "THREADS", "YES_OR_NO", "AnyNetwork", "Name", "kind_of",
           "public"]

Count = int
Natural = int
ThreadCount = int
Resamples = int
Share = float
YesOrNo = bool | str
File = str | PathLike[str]
Written = str | PathLike[str] | Mapping[str, object]
"""A network's name or file, its text, or its keys with their values."""
Texts = Iterable[str]
"""Texts; one alone stands for itself."""
Files = Iterable[str | PathLike[str]]
Names = Name | Iterable[Name]
Depth = int | str
Settings = Mapping[str, object] | Iterable[str]
"""Values by name; or, as the command has them, KEY=VALUE words."""
Several = Any
"""One value, several, or as the command has them: 1,8,16 or 0.25..1..0.05."""
SeveralSettings = Mapping[str, Any]
Numbers = str | Iterable[float]
"""Numbers; or as the command has them: 2,1,1."""
Arrays = Any
"""An array, or arrays by name."""
Weights = Any
"""A word, a file, arrays by name, or a Keras model."""
Answers = str | PathLike[str] | Mapping[str, object]
SaidRubric = str | PathLike[str] | Mapping[str, object]

_OR_NONE = " | None"
_VARIADIC = 0x04
"""Python's flag of code that takes any number of arguments."""
_Function = TypeVar("_Function", bound=Callable[..., Any])


class ArgumentKind(NamedTuple):
    """One kind of argument: what is expected, in words, and how a value is read. `least` and `most` are of numbers.

    `read` raises Refused where there is something to say, and whatever it likes for a value of another kind.
    """

    expected: str
    read: Callable[[object], Any]
    least: int | None = None
    most: int | None = None

    @property
    def range(self) -> dict[str, Any]:
        """The bounds, as options of commands take them."""
        return {"min": self.least, "max": self.most}

    def value(self, given: object, name: str, hint: str = "archcalc manual python tells what functions take") -> Any:
        """The argument `name`, read. Raises ArchcalcError."""
        try:
            return self.read(given)
        except Refused as fact:
            raise ArchcalcError([fact.at(None, name)]) from None
        except ArchcalcError:
            raise
        except Exception:  # an object of a stranger's may raise whatever it likes when it is looked at
            raise ArchcalcError.of("usage", f"{name} wants {self.expected}, found {readers.shown(given)}",
                                   hint=hint) from None


def whole(least: int | None = None, most: int | None = None) -> ArgumentKind:
    """Whole numbers between bounds."""
    bounds = "" if least is None else f" of {least} or more" if most is None else f" from {least} to {most}"
    return ArgumentKind(f"a whole number{bounds}", readers.whole_reader(least, most), least, most)


COUNT, NATURAL, THREADS, RESAMPLES = whole(1), whole(0), whole(1, 1024), whole(1, 100_000)
SHARE = ArgumentKind("a number from 0 to 1", readers.read_share)
YES_OR_NO = ArgumentKind("yes or no", readers.read_yes_or_no)

def _read_inputs(value: object) -> Any:
    from archcalc.api.array_readers import read_inputs

    return read_inputs(value)


def _read_weights(value: object) -> Any:
    from archcalc.api.array_readers import read_weights

    return read_weights(value)


KINDS = {
    "int": whole(), "Count": COUNT, "Natural": NATURAL, "ThreadCount": THREADS,
    "Resamples": RESAMPLES,
    "float": ArgumentKind("a number", readers.read_number), "Share": SHARE,
    "Numbers": ArgumentKind("numbers", readers.read_numbers),
    "bool": ArgumentKind("True or False", readers.read_flag), "YesOrNo": YES_OR_NO,
    "str": ArgumentKind("a text", readers.read_words), "Texts": ArgumentKind("texts", readers.read_texts),
    "File": ArgumentKind("a file's name", readers.read_path),
    "Written": ArgumentKind("a network's name, its file, its text, or its keys with their values",
                             readers.read_written),
    "Files": ArgumentKind("names of files", readers.read_paths),
    "Depth": ArgumentKind("a whole number, or 'all'", readers.read_depth),
    "Settings": ArgumentKind("values by name", readers.read_settings),
    "Several": ArgumentKind("a value, or several", readers.read_several),
    "SeveralSettings": ArgumentKind("values by name", readers.read_several_settings),
    "Name": ArgumentKind("a name, a file or a specification", readers.read_name),
    "Names": ArgumentKind("names, files or specifications", readers.read_names),
    "AnyNetwork": ArgumentKind("a network: a name, a file, a specification or a graph", readers.read_network),
    "Arrays": ArgumentKind("an array of numbers, or arrays by name", _read_inputs),
    "Weights": ArgumentKind("random, ones, zeros, own, a file, arrays of numbers by name, or a Keras model",
                            _read_weights),
    "Answers": ArgumentKind("a sheet's file, or answers by question", readers.read_answers),
    "SaidRubric": ArgumentKind("a rubric's file, or its keys with their values", readers.read_answers),
    "Report": ArgumentKind("a report", readers.reader_of(Report)),
    "Page": ArgumentKind("a page", readers.reader_of(Page)),
    "Any": ArgumentKind("anything", lambda value: value),
}
"""Every kind, by the name that annotations have for it; where an argument may be left out, ` | None` follows."""


def kind_of(annotation: str) -> ArgumentKind:
    """The kind that an annotation names."""
    return KINDS[annotation.removesuffix(_OR_NONE)]


def public(function: _Function) -> _Function:
    """A function whose arguments are read, each by its kind, before it is called.

    It raises ArchcalcError, or TypeError where it is called with arguments that it does not have.
    """
    code, hints = function.__code__, function.__annotations__
    names = code.co_varnames[:code.co_argcount]
    several = code.co_varnames[code.co_argcount + code.co_kwonlyargcount] if code.co_flags & _VARIADIC else ""

    def read(name: str, given: object) -> Any:
        hint: str = hints.get(name, "Any")
        return None if given is None and hint.endswith(_OR_NONE) else kind_of(hint).value(given, name)

    @wraps(function)
    def called(*given: Any, **named: Any) -> Any:
        own = [read(name, value) for name, value in zip(names, given, strict=False)]
        more = [read(several, value) if several else value for value in given[len(names):]]
        try:
            return function(*own, *more, **{name: read(name, value) for name, value in named.items()})
        except ArchcalcError:
            raise
        except Exception as error:
            from archcalc.api.unexpected import behind

            mistake = behind(error)
            if mistake is None:
                raise
            raise mistake from error

    return cast("_Function", called)
