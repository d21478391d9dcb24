"""The typer application: only the command that is named is imported."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Protocol

import typer

from archcalc import api  # noqa: F401 - where a name that is not found is looked for in plugins
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.registry import Registry
from archcalc.base.suggestions import nearest, unknown
from archcalc.cli.words.usage_errors import MISUSED, mistake, refuse_bytes, refuse_empty
from archcalc.cli.words.word_readers import WordCommand, WordGroup


class Command(Protocol):
    """One command."""

    EXAMPLE: str
    """A line that works as it stands."""
    PAGE: str
    """The manual's page about it."""
    command: Callable[..., Any]
    """A function whose parameters are the command's arguments and options, and whose docstring is its help."""


_FOLDER = Path(__file__).parent / "commands"
COMMANDS = Registry[Command]("archcalc.cli.commands", str(_FOLDER / "__init__.py"), "command")
DEFAULT = "show"
_PLUGIN, _NO_PAGER, _MOST_LAYERS = "--plugin", "--no-pager", "--most-layers"
_COMPLETION = ("--show-completion", "--install-completion")


def run(arguments: list[str]) -> None:
    """`archcalc NAME` is `archcalc show NAME`."""
    refuse_bytes(arguments)
    words, files = _without_plugins([word for word in arguments if word not in {"--debug", _NO_PAGER}])
    words = _with_bound(words)
    refuse_empty(words)
    if _NO_PAGER in arguments:
        from archcalc.cli import pager

        pager.switch_off()
    if not words and _greets():
        return
    if any(name.startswith("_ARCHCALC_") for name in os.environ):
        _complete(words)
    if files:
        from archcalc.api.plugins import load_plugin

        for file in files:
            load_plugin(file)
    typed = next((word for word in words if not word.startswith("-") or word == "-"), None)
    verb = _verb(words, typed)
    if verb is not None and verb != typed and words[0] != "--version":
        words.insert(0, verb)
    try:
        left = application(verb)(words, prog_name="archcalc", standalone_mode=False)
    except MISUSED as error:
        raise _meant(typed) or _misused(error, verb) from None
    except ArchcalcError as error:
        said = error.mistakes[0]
        no_network = said.code == "unknown-network" and not said.hint.startswith("did you mean")
        raise (_meant(typed) if no_network else None) or error from None
    sys.exit(left)


def _complete(words: list[str]) -> None:
    """Answer a shell; a prompt is no place for what may go wrong in that."""
    try:
        application(_completed(), completing=True)(words, prog_name="archcalc")
    except (ArchcalcError, ValueError, LookupError, OSError):
        if "_ARCHCALC_COMPLETE" not in os.environ:
            raise
        sys.exit(1)


def _greets() -> bool:
    """True where a reader at a terminal, who has said nothing, was told how to begin; a pipe gets the help."""
    from archcalc.cli.output import at_terminal, put

    if at_terminal():
        from archcalc.cli.greeting import greeting

        put(greeting())
    return at_terminal()


def _without_plugins(words: list[str]) -> tuple[list[str], list[str]]:
    """The words without `--plugin FILE`, which may stand anywhere before --, and the files."""
    left, files, waiting = [], [], iter(words)
    for word in waiting:
        option, equals, file = word.partition("=")
        if option == _PLUGIN:
            file = file if equals else next(waiting, "")
            if not file:
                raise ArchcalcError.of("usage", f"{_PLUGIN} wants a Python file", hint=f"{_PLUGIN} mine.py")
            files.append(file)
        else:
            left += [word, *waiting] if word == "--" else [word]
    return left, files


def _with_bound(words: list[str]) -> list[str]:
    """The words without `--most-layers N`, which may stand anywhere before --; the bound on layers is then N."""
    end = words.index("--") if "--" in words else len(words)
    at = next((i for i, word in enumerate(words[:end]) if word.partition("=")[0] == _MOST_LAYERS), None)
    if at is None:
        return words
    from archcalc.language.expansion.size_limits import LARGEST, MOST_LAYERS, RAISED

    _, equals, number = words[at].partition("=")
    number = number if equals else "".join(words[at + 1:at + 2])
    if not (number.isascii() and number.isdecimal() and len(number) < 9 and MOST_LAYERS < int(number) <= LARGEST):
        raise ArchcalcError.of("usage", f"{_MOST_LAYERS} raises the bound of {MOST_LAYERS:,} layers, to {LARGEST:,} at "
                                        f"most, found {quoted(number)}", hint=f"{_MOST_LAYERS} 1000000")
    os.environ[RAISED] = number
    return _with_bound([*words[:at], *words[at + 2 - bool(equals):]])


def _verb(words: list[str], typed: str | None) -> str | None:
    """The command meant, whose module alone is imported; None where all are listed: for help, and for completion."""
    if _chooses_shell(words) or (typed is None and words != ["--version"]):
        return None
    return typed if typed is not None and typed in COMMANDS.names else DEFAULT


def _misused(error: Exception, verb: str | None) -> ArchcalcError:
    """The answer to words that do not suit the command; `archcalc` alone prints its help."""
    if type(error).__name__ == "NoArgsIsHelpError":
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    if verb is None:
        return mistake(error, "archcalc", "archcalc vgg16")
    return mistake(error, f"archcalc {verb}", COMMANDS.load(verb).EXAMPLE)


def _meant(typed: str | None) -> ArchcalcError | None:
    """The answer to a first word that is no command and no network, and nearly a command."""
    from archcalc.loading import library

    if typed is None or typed in COMMANDS.names or nearest(typed, COMMANDS.names) is None:
        return None
    return None if library.begun(typed) else unknown("command", typed, COMMANDS.names)


def _chooses_shell(words: list[str]) -> bool:
    """True where completion is asked for: `--show-completion zsh`, or without a shell for the one that runs."""
    option, equals, _ = words[0].partition("=") if words else ("", "", "")
    if option in _COMPLETION and (equals or len(words) > 1):
        # typer takes a shell's name only where it may not look which one runs
        os.environ["_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION"] = "1"
    return option in _COMPLETION


def _completed() -> str | None:
    """The command of which a word is completed; None where it is the command's own name.

    `archcalc vg<TAB>` completes as `archcalc show vg<TAB>` does, unless a command begins so.
    """
    for variable in ("COMP_WORDS", "_TYPER_COMPLETE_ARGS"):
        line = os.environ.get(variable, "")
        program, *words = line.split() or [""]
        if not words or words[0].startswith("-"):
            continue
        if words[0] in COMMANDS.names and line != f"{program} {words[0]}":
            return words[0]
        if not any(name.startswith(words[0]) for name in COMMANDS):
            os.environ[variable] = f"{program} {DEFAULT} {line.removeprefix(program).lstrip()}"
            if "COMP_CWORD" in os.environ:
                os.environ["COMP_CWORD"] = str(int(os.environ["COMP_CWORD"]) + 1)
            return DEFAULT
    return None


def application(verb: str | None, *, completing: bool = False) -> typer.Typer:
    """The application with one command, or the list of them all; while `completing`, it answers the shell."""
    app = typer.Typer(cls=WordGroup, add_completion=completing or verb is None, rich_markup_mode=None,
                      no_args_is_help=True, pretty_exceptions_enable=False, help=_HELP,
                      epilog=_ending("archcalc vgg16", "archcalc manual"))
    app.callback()(_root)
    if verb is None:
        for name in COMMANDS:
            app.command(name, help=_summary(_FOLDER / f"{name}.py"))(_listed)
    else:
        module = COMMANDS.load(verb)
        command = module.command
        if completing:
            from archcalc.cli.completion_values import with_values

            command = with_values(verb, command)
        app.command(verb, cls=WordCommand, epilog=_ending(module.EXAMPLE, f"archcalc manual {module.PAGE}"))(command)
    return app


def _summary(file: Path) -> str:
    """The help of a command, read off its file: the list of all would else import thirty files for a line each."""
    found = re.search(r'^def command\(.*?"""(.*?)"""', file.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def _listed() -> None:
    """A command that is listed, and not called."""


def _ending(example: str, manual: str) -> str:
    """The end of a help text, each line by itself, to be copied: typer joins lines but for the mark before them."""
    return f"\b\nExample: {example}\nManual: {manual}"


_HELP = """A pencil-and-paper calculator for neural network architectures.

archcalc NAME shows the table of a network: archcalc vgg16, or a .yaml file of your own."""


def _version(wanted: bool) -> None:
    if wanted:
        from archcalc.base.version import version

        found = version()
        sys.stdout.write(f"archcalc {found}\n" if found[:1].isdigit() else f"archcalc, {found}\n")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", callback=_version, is_eager=True)] = False,
    plugin: Annotated[
        list[str] | None, typer.Option("--plugin", metavar="FILE.py", help="Load operators, formats, conventions ... "
                                       "from a Python file. Every command takes it.")] = None,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback of a fault of archcalc itself.")] = False,
    most_layers: Annotated[
        int | None, typer.Option("--most-layers", metavar="N", help="Raise the bound of 200,000 layers, for files of "
                                 "your own. Every command takes it.")] = None,
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Print an answer that is longer than the terminal at once. Every command "
                           "takes it.")] = False,
) -> None:
    pass
