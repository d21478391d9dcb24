"""Hostile words for every argument and option of every command, as typer itself declares them, and what must hold of the answers.

Nothing here names an option: a command that is added, or an option of one, is attacked as it stands.
"""

import io
import re
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import typer

from archcalc import cli
from archcalc.cli.application import COMMANDS, application
from archcalc.cli.endings import SIGNALS
from archcalc.cli.words.word_readers import name_of

CODES = {0, 1, 2, 74}
"""What a command may leave with, whatever it is given: 70 is a fault of archcalc itself."""
FOREIGN = re.compile(r"Traceback|\b0x(?![0-9a-f]{2} is not UTF)|object at|object has no|NoneType|argument|(?<!has no )attribute '|allow_|<_io|numpy\.|<class|Error\(|codec|\\udc")
"""Words of Python and of its libraries, which mean nothing to a user.

`byte 0xff is not UTF-8` and `conv has no attribute 'kernal'` are ours.
"""

MOST_TOLD = 20_000

WORDS = (
    # bytes that are no text, as Python hands them on; a name that no file has; nothing at all
    "\udcff", "ok\udc80", "a\0b", "", " ", "x" * 300, "x" * 70_000,
    # numbers that are none, too large, or of another kind
    "0", "-1", "1.5", "1e999", "nan", "inf", "9" * 25, "9" * 5_000, "١٢", "1_000", "true", "2147483648",
    # options in disguise, and the sign for standard input
    "-", "--", "-x", "--nothing", "--help", "-o",
    # paths; none on which a command could write outside the folder in which it is attacked
    ".", "/dev/null", "/dev/null/x", "nowhere/../x", "~", "nothing/x.yaml", "a/b.csv", "x.onnx", "x.npz", "C:\\x", "file:///nowhere", "torch:os:getcwd", "net.yaml#",
    # text that means something to YAML, to formats of strings, to terminals
    "[" * 200, "{a: 1}", "{a: [1, {b: c}]}", "&a [*a]", "!!python/name:os.system", "- x", "a: b", "%s %(x)s {0} {x.__class__}", "${1 // 0}", "\x1b[31mred", "a\nb", "\u202eabc",
    "卷积", "=1+1", "a,b", ",", ",,,", "a=b", "=", "a=", "=b", "..", "1..2..0", "1..9..0.0000001", "null", "a.b=c", "*", "'", '"', "\\", "<b>", "|", "#", ":", "lenet5", "vgg16(batch=0)",
)


class Attack(NamedTuple):
    """A command line, and what is hostile in it."""

    words: tuple[str, ...]
    where: str

    def __str__(self) -> str:
        return f"{self.words[0]} {self.where}"


class Answer(NamedTuple):
    code: int
    out: bytes
    told: str


def parameters(command: str) -> list:
    """Arguments and options of a command, as typer has them."""
    app = typer.main.get_command(application(command))
    return [each for each in app.commands[command].params if each.name != "help"]


LIGHT = {"resnet50": "lenet5", "alexnet": "lenet5"}
"""Networks of the examples that take their time, and one in their place."""
OTHERS = {"ensemble": "ensemble lenet5 lenet5_1998"}
"""Examples that would be refused with such a network in them."""
FILES = {"hw.csv": "question,answer\nvgg16.conv1_1.params,1792\n", "truth.csv": "image,class\na,cat\nb,dog\n",
         **dict.fromkeys(("a.csv", "b.csv", "c.csv"), "image,cat,dog\na,0.75,0.25\nb,0.5,0.5\n")}
"""What the examples read."""


def example(command: str) -> list[str]:
    """The words of the command's own example."""
    if command in OTHERS:
        return OTHERS[command].split()
    words = shlex.split(COMMANDS.load(command).EXAMPLE.partition(" >")[0])[1:]
    return [LIGHT.get(word, word) for word in words]


def written(parameter) -> list[str]:
    """The words with which an option begins; every way to write it."""
    return [*parameter.opts, *parameter.secondary_opts] if parameter.param_type_name == "option" else [""]


def forms(parameter, word: str) -> list[str]:
    """A word where the value stands, and where a part of it does: KEY=VALUE, A,B."""
    shape = str(parameter.metavar or "")
    found = [word]
    if "=" in shape:
        found += [f"{word}=1", f"classes={word}", f"conv1.stride={word}", f"memory={word}"]
    if "," in shape:
        found += [f"{word},params", f"params,{word}"]
    return found


def attacks(command: str) -> Iterator[Attack]:
    """Every hostile word in place of every argument, and as the value of every option, of the command's own example."""
    base = example(command)
    for parameter in parameters(command):
        name = written(parameter)[0] or name_of(parameter)
        for word in WORDS:
            for form in forms(parameter, word):
                shown = form if len(form) <= 40 else f"{form[:30]}... ({len(form)})"
                yield Attack(tuple(_with(command, base, parameter, form)), f"{name} {shown!r}")


def _with(command: str, base: list[str], parameter, word: str) -> list[str]:
    """The command line with the word in it: an option that stands there already is taken out first."""
    if parameter.param_type_name != "option":
        places = [i for i in range(1, len(base)) if not base[i].startswith("-") and not base[i - 1].startswith("-")]
        place = next(iter(places), len(base))
        return [*base[:place], word, *base[place + 1:]]
    kept, words = [], iter(base)
    for each in words:
        if each in parameter.opts:
            if not getattr(parameter, "is_flag", False):
                for _ in range(parameter.nargs):
                    next(words)
        else:
            kept.append(each)
    if getattr(parameter, "is_flag", False):
        return [*kept, f"{parameter.opts[-1]}={word}"]
    return [*kept, parameter.opts[-1], word, *["lecture"] * (parameter.nargs - 1)]


@contextmanager
def _streams(sent: bytes) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Standard streams as a pipe has them."""
    out, told = io.BytesIO(), io.BytesIO()
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin = io.TextIOWrapper(io.BytesIO(sent), "utf-8")
    sys.stdout, sys.stderr = (io.TextIOWrapper(each, "utf-8", write_through=True) for each in (out, told))
    try:
        yield out, told
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
            stream.detach()
        sys.stdin, sys.stdout, sys.stderr = before


def answer(words: list[str] | tuple[str, ...], sent: bytes = b"") -> Answer:
    """What the command answers, in this process: its exit code, and what it writes to standard output and error."""
    before, handlers = sys.argv, {each: signal.getsignal(each) for each in SIGNALS}
    sys.argv = ["archcalc", *words]
    try:
        with _streams(sent) as (out, told):
            code = cli._run()
    finally:
        sys.argv = before
        for each, handler in handlers.items():
            signal.signal(each, handler)
    return Answer(code, out.getvalue(), told.getvalue().decode("utf-8", "replace"))


def complaints(given: Answer) -> list[str]:
    """What is wrong with an answer."""
    wrong = [] if given.code in CODES else [f"exit code {given.code}"]
    if len(given.told) > MOST_TOLD:
        wrong.append(f"{len(given.told):,} letters are told")
    if given.code > 1 and not given.told:
        wrong.append("nothing is told")
    return wrong + [f"{word!r} is told" for word in sorted(set(FOREIGN.findall(given.told)))]
