"""More of what is fuzzed: the doors for texts and files of others, and messages of the page and of editors, in any order.

Each is a target as in targets.py, and the inputs that its mutations begin with: `mutated.py` drives them. The page's and the
server's inputs are messages, one to a line; the server's want pygls, and without it there is no such target.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

import handed_in
from targets import MOST_ANALYZED, _folder, checked, told

from archcalc.base import configuration
from archcalc.base.errors import ArchcalcError
from archcalc.homework import exercises, sheets
from archcalc.homework.classes import roster
from archcalc.homework.marking import check
from archcalc.live.page.page_question import PageQuestion
from archcalc.live.page.page_worker import answered
from archcalc.loading.keras import config_file
from archcalc.loading.library import load
from archcalc.network.builder import build
from archcalc.rendering import formats
from archcalc.rendering.tables.layout import Page

TESTS = Path(__file__).parents[2]
EXERCISES = ("what padding keeps 63x63 under 7x7?", "conv 3x3, 64 filters, stride 2, pad 1 on 112x112x64: output and params?",
             "nn.Conv2d(3, 64, 7, stride=2, padding=3) on 224x224: output size and parameters", "max pool 3x3 stride 2 ceil on 112x112x64",
             "5 filters 5x5x3 with stride 1 on 32x32x3, and how many MACs?", "receptive field of conv3 -> pool2 -> conv3?",
             "A) 12 B) 14: 28x28 under 5x5?")


class Door(NamedTuple):
    """What is run on an input's bytes, and the inputs to begin with."""

    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]


def refused(work: Callable[[], Any]) -> Any:
    """What comes of it; None where it is refused in words."""
    try:
        return work()
    except ArchcalcError as error:
        told(error)
    return None


def written(name: str, raw: bytes) -> Path:
    path = Path(_folder().name) / name
    path.write_bytes(raw)
    return path


def solve(raw: bytes) -> None:
    """An exercise in words -> its answer as a table."""
    if report := refused(lambda: exercises.solve(raw.decode("utf-8", "replace"))):
        formats.render(report, "text", Page(100))


def keras(raw: bytes) -> None:
    """A byte that chooses JSON or an archive, and a model's configuration -> a graph."""
    path = written("m.json", raw[1:])
    if raw[:1] > b"\x7f":
        path = path.with_suffix(".keras")
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            archive.writestr("config.json", raw[1:])
    if refused(lambda: config_file.read(path)) is None:
        return
    graph = refused(lambda: build(load(str(path)), 2))
    if graph and len(graph.nodes) <= MOST_ANALYZED:
        checked(graph)


def sheet(name: str, raw: bytes) -> None:
    """An answer sheet's bytes -> marks."""
    for each in refused(lambda: sheets.read(written(name, raw))) or ():
        refused(lambda sheet=each: _marker().mark(sheet))


@cache
def _marker() -> Any:
    return check.marker(None, "lenet5")


def form(raw: bytes) -> None:
    """A form's export, and the same bytes as a class roster."""
    sheet("answers.csv", raw)
    refused(lambda: roster.read(written("roster.csv", raw)))


def manifest(raw: bytes) -> None:
    """The file that names plugins."""
    refused(lambda: configuration.parsed(written("config.toml", raw)))


def page(raw: bytes) -> None:
    """What a page says, message by message, each answered by what it is about."""
    question = PageQuestion("", trusted=False)
    for line in raw.split(b"\n")[:6]:
        try:
            said = json.loads(line)
            about, question = ABOUT[said["kind"]], question.with_said(said)
        except (ArchcalcError, ValueError, KeyError, TypeError, RecursionError):
            continue  # as Conversation refuses them
        done, answer = answered(about, question)
        assert done or "fault of archcalc" not in answer, answer
        if done and about != "download":
            json.dumps(answer)


ABOUT = {"text": "figures", "look": "panel", "complete": "words", "download": "download"}
"""What the kinds of messages ask for."""


def server(raw: bytes) -> None:
    """Texts that an editor opens and changes, and its requests anywhere in them."""
    from lsprotocol import types
    from pygls.exceptions import JsonRpcException

    from archcalc.live.server import answers, requests
    from archcalc.live.server.open_text import TextState

    state = TextState("", "x.yaml", None, "utf-16")
    for line in raw.split(b"\n---\n")[:4]:
        state, place = state.after(line[4:].decode("utf-8", "replace")), types.Position(*(2 * [0], [*line[:2]])[len(line) > 1])
        answers.diagnostics(state)
        params = types.RenameParams(types.TextDocumentIdentifier("file:///x.yaml"), place, line[2:4].decode("utf-8", "replace") or "a")
        stretch = types.Range(types.Position(0, 0), place)
        asked = SimpleNamespace(of_document=lambda _, state=state: state)
        list(answers.hints(state, stretch))
        list(answers.fixes(state, "file:///x.yaml", stretch))
        for answer in (answers.told, partial(answers.completed, gaps=True), requests._meant):
            answer(state, place)
        for answer in (answers.lenses, answers.symbols):
            answer(state)
        for request in (requests._rename, requests._renamable, requests._format, requests._references, requests._highlights,
                        requests._definition):
            with suppress(JsonRpcException):  # a refusal, in words
                request(asked, params)


def _exercises() -> list[bytes]:
    files = sorted((TESTS / "homework").glob("exercises*.tsv"))
    rows = (line.split("\t")[0] for path in files for line in path.read_text("utf-8").splitlines())
    return [text.encode() for text in (*EXERCISES, *rows) if 8 < len(text) < 600]


def _configurations() -> list[bytes]:
    cases = json.loads((TESTS / "oracle" / "keras_layers.json").read_text("utf-8"))
    return [b"\x00" + text.encode() for text in (json.dumps(case["config"]) for case in cases) if len(text) < 3000]


ANSWERS = {"conv1.params": "156", "conv1.output": "28x28x6", "fc1.params": "400*120 + 120"}
FORMS = ["Timestamp,Email Address,Name,conv1.params,conv1.output\n2026/01/01 10:00,a@b.c,Ada,156,28x28x6\n2026/01/01 10:01,b@b.c,Bob,150,28x28\n",
         "Surname,First name,ID number,Question 1,Response 1,Right answer 1\nLovelace,Ada,17,conv1.params?,156,156\n",
         "name,id\nAda Lovelace,a1\nBob,b2\n", "Student,ID,SIS User ID,Section\nPoints Possible,,,\n\"Lovelace, Ada\",1,al,1\n"]
MANIFESTS = ['plugins = ["~/maxout.py", "/work/own.py"]\nnetworks = ["~/nets"]\n', "plugins = []\n[a]\nb = 1\n", 'networks = "x"\n']
SPECIFICATIONS = ["input: 32x32x3\nlayers: [CONV3-8, POOL2, FC-10]\n", "32x32x3 -> 2x (CONV3-8 -> RELU) -> POOL2 -> FC-10",
                  "input: [3, 8, 8]\noptions: {n: 2}\nmodules:\n  m: {parameters: {f: 4}, layers: [conv: {filters: f, kernel: 3, padding: 1}]}\n"
                  "layers:\n  - repeat: {times: n, index: i, layers: [m: {f: i + 2, name: 'a${i}'}]}\n  - add: {from: ['a*']}\n"]


def _messages() -> list[bytes]:
    talk = [[{"kind": "text", "text": text, "number": 1, "batch": 2}, {"kind": "complete", "line": 2, "column": 5},
             {"kind": "look", "panel": panel, "about": "conv1", "other": "lenet5"},
             {"kind": "download", "form": "csv", "options": {"n": "3"}}]
            for text in SPECIFICATIONS for panel in ("table", "difference", "receptive_field", "memory", "tensors", "drawing")]
    return ["\n".join(map(json.dumps, messages)).encode() for messages in talk]


def _edits() -> list[bytes]:
    return [bytes([line, 4]) + b"ab" + text.encode() + b"\n---\n" + bytes([1, 2]) + b"cd" + other.encode()
            for line in range(4) for text in SPECIFICATIONS for other in SPECIFICATIONS]


DOORS: dict[str, Door] = {
    "solve": Door(solve, _exercises), "keras": Door(keras, _configurations), "form": Door(form, lambda: [text.encode() for text in FORMS]),
    "notebook": Door(lambda raw: sheet("hw.ipynb", raw), lambda: [handed_in.notebook(ANSWERS).encode()]),
    "manifest": Door(manifest, lambda: [text.encode() for text in MANIFESTS]), "page": Door(page, _messages),
    **({"server": Door(server, _edits)} if find_spec("pygls") else {})}

