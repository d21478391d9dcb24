"""Words on the command line that suit no command: typer's complaints, told as archcalc tells all others."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Any, cast

import typer

from archcalc.base.errors import ArchcalcError, Mistake, quoted
from archcalc.base.suggestions import did_you_mean, one_of
from archcalc.cli.words.word_readers import Taken, name_of, taken

MISUSED = cast("tuple[type[Exception], ...]", typer.BadParameter.__bases__)
"""What typer raises where the words do not suit; it keeps the class itself to itself."""

_NUMBERS = {"int": "a whole number", "float": "a number"}
_MAY_BE_EMPTY = ("--title", "--caption")
"""Options whose empty value says something: that nothing stands there."""
_PATTERNS = (
    (r"Option '(.*)' requires an argument\.", "{} wants a value"),
    (r"Option '(.*)' requires ([0-9]+) arguments\.", "{} wants {} values"),
    (r"Option '(.*)' does not take a value\.", "{} takes no value"),
    (r"(?s:Got unexpected extra argument\(s\) \((.*)\))", "nothing more is expected, found '{}'"),
)
"""typer's words, and ours with what was found in them."""


def refuse_empty(words: Iterable[str]) -> None:
    """Refuse an empty word, which would be passed over as if nothing had been said. Raises ArchcalcError."""
    before = ""
    for word in words:
        option, equals, value = word.partition("=")
        empty = option if equals and not value and option.startswith("--") else before if not word else None
        if empty is not None and empty not in _MAY_BE_EMPTY:
            where = f"of {quoted(empty)} " if empty.startswith("-") else ""
            raise ArchcalcError.of("usage", f"the value {where}is empty", hint="leave it out, or say something")
        before = word


def refuse_bytes(words: Iterable[str]) -> None:
    """Refuse a word of bytes that are no text, which Python hands on as lone surrogates. Raises ArchcalcError."""
    for word in words:
        try:
            word.encode("utf-8")
        except UnicodeEncodeError:
            message, hint = _no_text(word)
            raise ArchcalcError.of("encoding", f"{quoted(word)} is {message}", hint=hint) from None
        if "\0" in word:
            raise ArchcalcError.of("encoding", f"{quoted(word)} holds a zero byte", hint="no name and no value has one")


def _no_text(word: str) -> tuple[str, str]:
    """True where the bytes are none of UTF-8, or are not read as such; and a way out."""
    try:
        os.fsencode(word).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return "not UTF-8", "names and values are text; a file can be given another name"
    return "not ASCII, and this locale knows nothing else", "set LC_ALL to C.UTF-8"


def mistake(error: Any, path: str, example: str) -> ArchcalcError:
    """Typer's complaint, with an example of the command `path`, and where its options are told."""
    message, hint, expected = _told(error, path)
    return ArchcalcError([Mistake("usage", message, None, hint or f"for example {example}", expected,
                                  (f"{path} --help tells its options",))])


def _told(error: Any, path: str) -> tuple[str, str, str]:
    """Message, hint, and what was expected."""
    if hasattr(error, "possibilities"):
        return _unknown_option(error, path)
    if (parameter := getattr(error, "param", None)) is not None:
        return _of_parameter(error, parameter, path)
    for pattern, words in _PATTERNS:
        if match := re.fullmatch(pattern, error.message):
            return words.format(*(quoted(group, "") for group in match.groups())), "", ""
    return "the words do not suit the command", "", ""


def _of_parameter(error: Any, parameter: Any, path: str) -> tuple[str, str, str]:
    is_option = parameter.param_type_name == "option"
    if type(error).__name__ == "MissingParameter":
        return f"{path} wants {' or '.join(parameter.opts) if is_option else name_of(parameter)}", "", ""
    name, takes = parameter.opts[-1] if is_option else name_of(parameter), taken(parameter)
    found = _found(error.message)
    if takes.choices:
        return f"{name} takes no {found}", "", one_of([str(getattr(each, "value", each)) for each in takes.choices])
    return f"{name} wants {_wanted(takes, error.message)}, found {found}", "", ""


def _unknown_option(error: Any, path: str) -> tuple[str, str, str]:
    from archcalc.rendering.formats import NAMES

    options = [option for each in error.ctx.command.params for option in each.opts if option.startswith("--")]
    near = did_you_mean(error.option_name, options)
    if "--format" in options and (form := error.option_name.lstrip("-")) in NAMES:
        near = f"a format is told as --format {form}"
    return (f"{path} has no option {quoted(error.option_name)}", near,
            "" if near else one_of(sorted(error.possibilities or ())))


def _wanted(takes: Taken, message: str) -> str:
    """A kind of value in words: "a whole number of 1 or more"; of several values, the kind that the message names."""
    word = found[1] if (found := re.search(r"is not a valid (\w+)\.", message)) else takes.word
    noun = _NUMBERS.get(word, f"a {word}")
    if takes.least is None:
        return noun
    return f"{noun} of {takes.least} or more" if takes.most is None else f"{noun} from {takes.least} to {takes.most}"


def _found(message: str) -> str:
    """The word that typer quotes at the beginning of its message."""
    return quoted(message.partition(" is not ")[0].removeprefix("Value error, ").strip("'\""))
