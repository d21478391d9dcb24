"""The README and the manual's pages as tests read them: their blocks, and what their commands print today."""

import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from unittest.mock import patch

from places import README, ROOT
from typer.testing import CliRunner

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.cli.application import COMMANDS, application
from archcalc.homework.misconceptions import catalogue
from archcalc.operators import built_in, find
from archcalc.reports.explain import operator

MANUAL = ROOT / "archcalc" / "manual"
PAGES = {"README": README, **{path.stem: path for path in sorted(MANUAL.glob("*.md"))}}
"""Every page by name."""

BLOCK = re.compile(r"^```([a-z]+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A fenced block: its language, its name if it has one, its text."""

_CONSOLE = re.compile(r"^```console(| [0-9]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""Commands and what a pipe gets of them; with a number, what a terminal of so many columns shows."""

_COMMAND = re.compile(r"^\$ (archcalc .*)$", re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")


def text(name: str) -> str:
    return PAGES[name].read_text("utf-8")


def blocks(name: str, language: str) -> list[tuple[str, str]]:
    """The blocks of a page in one language: name ("" without one) and text."""
    return [(label, body) for lang, label, body in BLOCK.findall(text(name)) if lang == language]


def put_files(name: str, folder: Path) -> None:
    """The files that a page shows, written into a folder; those of the package are additions to archcalc itself."""
    for _, label, body in BLOCK.findall(text(name)):
        if "." in label and not label.startswith("arch"):
            (folder / label).parent.mkdir(exist_ok=True)
            (folder / label).write_text(body, "utf-8")


def inline_commands(name: str) -> list[str]:
    """The command lines that stand in a page's sentences and tables.

    `archcalc check` alone is the command's name; in others NAME, FILE and ... stand for what a reader puts there.
    """
    prose = BLOCK.sub("", text(name))
    found = (code for code in _CODE.findall(prose) if code.startswith("archcalc ") and code.removeprefix("archcalc ") not in COMMANDS)
    return [code for code in dict.fromkeys(found) if not re.search(r"\.\.\.|\b[A-Z]{3,}\b", code)]


def inline_calls(name: str) -> list[str]:
    """The calls of `archcalc` in Python that stand in a page's sentences and tables."""
    return [code for code in dict.fromkeys(_CODE.findall(BLOCK.sub("", text(name)))) if re.match(r"archcalc\.\w+\(", code)]


def run(command: str):
    """A command line, run in this process; `archcalc NAME` is `archcalc show NAME`."""
    words = shlex.split(re.split(r" [>|] ", command)[0])[1:]
    verb = words[0] if words[0] in COMMANDS else "show"
    return CliRunner().invoke(application(verb), words if words[0] in COMMANDS else ["show", *words])


def printed(command: str) -> str:
    """What a terminal shows of a command: its answer, or the message of a refusal."""
    result = run(command)
    if isinstance(result.exception, ArchcalcError):
        return f"{result.output}{result.exception}\n"
    assert result.exit_code in {0, 1}, result.output  # 1 is an answer: something differs
    return result.output


def true_page(name: str) -> str:
    """A page with what the commands of its console blocks print today, and with the rows that its derived tables have."""
    told = _CONSOLE.sub(lambda block: f"```console{block[1]}\n{_true_block(block[2], block[1].strip())}```", text(name))
    return _TABLE.sub(lambda table: f"{table[1]}{_rows(table[2], table[3])}", told)


def _rows(heading: str, header: str) -> str:
    """The rows of a derived table, which the code knows."""
    return "".join(f"| {' | '.join(cells)} |\n" for cells in DERIVED[header](heading))


def _operators(heading: str) -> Iterator[tuple[str, ...]]:
    for kind in sorted(built_in()):
        op = find(kind)
        if op.__module__.split(".")[2] == heading.lower():
            attributes = (f"**{name}**" if default == "required" else f"{name} ({default if default != '()' else 'none'})"
                          for name, _, default in operator(op).tables[0].rows)
            yield f"`{kind}`", ", ".join(attributes), op.__doc__.partition("\n")[0]


def _misconceptions(heading: str) -> Iterator[tuple[str, ...]]:
    return ((f"`{row.name}`", row.says) for row in sorted(catalogue(), key=lambda row: row.name))


def _rooms(heading: str) -> Iterator[tuple[str, ...]]:
    rooms = re.findall(r"^    ([a-z]+)  +(.+)$", archcalc.__doc__ or "", re.MULTILINE)
    return ((f"`{room}`", holds) for room, holds in reversed(rooms))


DERIVED = {"| operator | attributes | what it does |": _operators, "| name | what went wrong |": _misconceptions,
           "| room | what it holds |": _rooms}
"""Tables of the manual that are written from the code, by their first line; each is told the heading above it."""

_TABLE = re.compile(rf"(^## ([^\n]*)\n(?:(?!^## |^\|).*\n)*?({'|'.join(map(re.escape, DERIVED))})\n\|[-|]+\|\n)(?:\|.*\n)*", re.MULTILINE)


def _true_block(block: str, columns: str) -> str:
    shown = zip(_COMMAND.findall(block), _COMMAND.split(block)[2::2], strict=True)
    with _terminal(columns) if columns else nullcontext():
        return "\n".join(f"$ {command}\n{shortened(printed(command), like)}" for command, like in shown)


@contextmanager
def _terminal(columns: str) -> Iterator[None]:
    """Commands believe that they print to a terminal of so many columns, without colours."""
    with patch.dict("os.environ", COLUMNS=columns, NO_COLOR="1", TERM="xterm"), patch("archcalc.cli.output.at_terminal", return_value=True):
        yield


def shortened(answer: str, like: str) -> str:
    """As many lines of its beginning and its end as are shown of it, where `...` stands for the others."""
    head, dots, tail = like.strip("\n").partition("\n...")
    if not dots:
        return answer
    lines = answer.rstrip("\n").split("\n")
    first, last = head.count("\n") + 1, tail.count("\n")
    assert first + last < len(lines), "nothing is left out"
    return "\n".join([*lines[:first], "...", *lines[len(lines) - last:]]) + "\n"
