"""What is fuzzed: functions of bytes that may raise nothing. A mistake is told in words, at its place, and is no failure.

tests/support/fuzz/fuzz.py drives them with coverage; tests/support/test_fuzz.py runs them over the corpus. A target is a function of
this module that is named in TARGETS; a new one needs nothing else but seeds in `fuzz.py`.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from functools import cache
from math import prod
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from grammar import edits, specification

from archcalc.base.errors import ArchcalcError, Refused
from archcalc.executor.weights import files
from archcalc.homework import sheets
from archcalc.homework.marking import check, reports
from archcalc.language.expressions import compile_text
from archcalc.language.spec import Spec, read, variants
from archcalc.language.text.characters import decode
from archcalc.language.text.document import parse
from archcalc.loading.library import adapted
from archcalc.loading.onnx import read as read_onnx
from archcalc.network.builder import build
from archcalc.network.graph import Graph
from archcalc.operators import find, kinds
from archcalc.rendering import drawings, formats
from archcalc.rendering.tables.layout import Page
from archcalc.reports import network_table

CORPUS = Path(__file__).parent / "corpus"
BATCH, MOST_ANALYZED, MOST_RENDERED = 2, 5_000, 200
"""Images at once; layers of a network that is still analyzed, and of one that is exported: larger ones take their time."""


def told(error: ArchcalcError) -> None:
    """Every mistake can be printed, and stands inside its text."""
    assert str(error).replace("\n", "").isprintable(), repr(str(error))
    assert error.mistakes
    for mistake in error.mistakes:
        assert mistake.code
        assert mistake.code != "operator-rule", mistake.message  # an operator of the collection is to refuse, not to fail
        assert mistake.message
        if mistake.place:
            assert 1 <= mistake.place.line <= mistake.place.source.text.count("\n") + 2
            assert mistake.place.column >= 1


def reader(raw: bytes) -> None:
    """Bytes -> a document."""
    try:
        root = parse(decode(raw, "x.yaml"), "x.yaml").root
        json.dumps(root.plain())
    except ArchcalcError as error:
        told(error)


def whole(raw: bytes) -> None:
    """A byte that chooses an exporter, and a specification: text -> graph -> figures -> a file."""
    _figured(lambda: read(parse(decode(raw[1:], "x.yaml"), "x.yaml"), "x"), raw[0] if raw else 0)


def notation(raw: bytes) -> None:
    """A byte that chooses an exporter, and a step in the lecture's notation, in a file with options and modules."""
    step = json.dumps(raw[1:].decode("utf-8", "replace"))
    text = f"""input: [3, 32, 32]
options: {{n: 2, width: 8}}
modules: {{m: {{parameters: {{f: 4}}, layers: [conv: {{filters: f, kernel: 1}}]}}}}
layers: [{step}]
"""
    _figured(lambda: read(parse(decode(text.encode(), "x.yaml"), "x.yaml"), "x"), raw[0] if raw else 0)


def _figured(specification: Callable[[], Spec], form: int) -> None:
    """A specification, where there is one, through all the stages."""
    try:
        graph = build(specification(), BATCH)
    except ArchcalcError as error:
        told(error)
        return
    if len(graph.nodes) <= MOST_ANALYZED:
        checked(graph)
    if len(graph.nodes) <= MOST_RENDERED:
        exported(graph, EXPORTERS[form % len(EXPORTERS)])


def checked(graph: Graph) -> None:
    """What holds of every network: positive sizes, edges that point back, weights and figures that are no fractions."""
    for position, node in enumerate(graph.nodes):
        assert all(type(axis) is int and axis > 0 for axis in node.shape), node
        assert all(place < position for place in node.inputs), node
        assert all(axis > 0 for weight in node.op.weights(*node.input_shapes).values() for axis in weight.shape), node
        assert all(type(number) is int and number >= 0 for number in node.op.cost(node.shape, *node.input_shapes)), node
    table = network_table.analyze(graph).table("layers")
    for key, total in table.totals.items():
        if key in {"weights", "biases", "affine", "params", "buffers", "macs"}:
            assert sum(table.column(key)) == total, key


def exported(graph: Graph, export: Callable[[Graph], Any]) -> None:
    """The network in one of the formats of tables or pictures."""
    try:
        export(graph)
    except ArchcalcError as error:
        told(error)


def _as_table(form: str) -> Callable[[Graph], Any]:
    return lambda graph: formats.render(network_table.analyze(graph, formulas=True), form, Page(100))


def _as_picture(form: str) -> Callable[[Graph], Any]:
    return lambda graph: drawings.drawn(graph, form)


_LIGHT = [*(_as_table(form) for form in formats.NAMES if form not in {"xlsx", "pptx", "html"}),
          *(_as_picture(form) for form in ("svg", "dot", "mermaid"))]
_HEAVY = [*map(_as_table, ("xlsx", "pptx", "html")), *map(_as_picture, ("pdf", "html"))]
EXPORTERS = [*_LIGHT * (200 // len(_LIGHT)), *_HEAVY]
"""By number. Files that take a hundred times as long are written a hundred times more seldom."""

_NUMBERS: list[Any] = [0, 1, 2, 3, 4, 5, 7, 8, 11, 16, 32, 33, 64, -1, 1.0, 1.5, 2**31 - 1, 2**31, 10**17, True, False, None,
                       "same", "valid", "bilinear", "no", "017", "", "x", "${c_in}", "${h_in // 2}", "${1 // 0}", [1, 2], [3, 0],
                       [1, 0, 1, 2], [0, 3], [[0, 1], [2]], {"a": 1}]
_EDGE: list[list[int]] = [[3, 32, 32], [1, 1, 1], [8, 7, 5], [16], [4, 8], [2, 2**20, 2**20], [64, 14, 14]]


def network(raw: bytes) -> None:
    """Bytes as choices: a network of known operators with values that suit them, or do not; and an exporter."""
    choices = iter(raw)
    try:
        form = next(choices)
        text = json.dumps({"input": _EDGE[next(choices) % len(_EDGE)], "layers": _steps(choices, 0)})
    except StopIteration:
        return
    whole(bytes([form]) + text.encode())


def _steps(choices: Any, depth: int) -> list[Any]:
    steps: list[Any] = []
    for _ in range(next(choices) % 6 + 1):
        try:
            steps.append(_step(choices, depth))
        except StopIteration:
            break
    return steps


def _step(choices: Any, depth: int) -> Any:
    kind = kinds()[next(choices) % len(kinds())]
    op, how = find(kind), next(choices)
    assert op is not None
    if op.inputs[1] is None and depth < 4:
        return {kind: [_steps(choices, depth + 1) for _ in range(how % 3 + 1)]}
    if how < 16 and depth < 4:
        return {"residual": _steps(choices, depth + 1)} if how < 8 else {
            "repeat": {"times": how - 8, "index": "i", "layers": _steps(choices, depth + 1)}}
    wanted = [name for name in op.fields if name not in op.defaults or next(choices) % 2]
    return {kind: {name: _NUMBERS[next(choices) % len(_NUMBERS)] for name in wanted}}


def language(raw: bytes) -> None:
    """Bytes as choices: a specification that uses all of the language, a variant of it, options and changes; and an exporter."""
    choices = iter(raw)
    try:
        form, which = next(choices), next(choices)
        text, asked = json.dumps(specification(choices)), edits(choices)
    except StopIteration:
        return

    def taken() -> Spec:
        document = parse(text, "x.yaml")
        names = variants(document) or ("x",)
        return adapted(read(document, names[which % len(names)]), **asked)

    _figured(taken, form)


def sheet(raw: bytes) -> None:
    """A byte that chooses a kind of sheet, and an answer sheet: bytes -> marks -> a table."""
    try:
        kinds_of_sheet = sorted(set(sheets.formats().values()))
        module = sheets.NAMES.load(kinds_of_sheet[(raw[0] if raw else 0) % len(kinds_of_sheet)])
        for read_sheet in module.read(raw[1:], "x"):
            formats.render(reports.of_sheet(_marker().mark(read_sheet), "x"), "text", Page(100))
    except ArchcalcError as error:
        told(error)


@cache
def _marker() -> Any:
    return check.marker(None, "lenet5")


NAMES: dict[str, Any] = {"c_in": 64, "h_in": 7, "w_in": 5, "i": 3, "name": "conv", "rows": [[1, 2], [3, "a"]], "keys": {"a": 1}, "yes": True}


def expression(raw: bytes) -> None:
    """A text with `${...}`, worked out over a few names."""
    try:
        template = compile_text(raw.decode("utf-8", "replace"))
        if template.names <= NAMES.keys():  # others are refused where the specification is read
            template.evaluate(NAMES)
    except Refused as fact:
        told(ArchcalcError([fact.at(None)]))


def onnx(raw: bytes) -> None:
    """Bytes -> an ONNX file -> a graph. Where the library is missing, that is the answer."""
    path = Path(_folder().name) / "x.onnx"
    path.write_bytes(raw)
    try:
        graph = build(read_onnx(path), BATCH)
    except ArchcalcError as error:
        told(error)
        return
    if len(graph.nodes) <= MOST_ANALYZED:
        checked(graph)


def weights(raw: bytes) -> None:
    """A byte that chooses a format of weights, and the file; of NumPy's, the array inside."""
    path = Path(_folder().name) / ("x.npz" if raw[:1] > b"\x7f" else "x.safetensors")
    if path.suffix == ".npz":
        with ZipFile(path, "w") as archive:
            archive.writestr("a.npy", raw[1:])
    else:
        path.write_bytes(raw[1:])
    try:
        with files.by_suffix(path).arrays(path) as stored:
            for array in stored.values():
                if prod(array.shape) <= 1 << 20:  # a network asks for an array of its own sizes
                    array.values()
    except ArchcalcError as error:
        told(error)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """A folder that goes away with the process, in memory where the system has such a place."""
    memory = Path("/dev/shm")
    return tempfile.TemporaryDirectory(prefix="archcalc-fuzz-", dir=memory if memory.is_dir() else None)


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (reader, whole, network, language, notation, sheet, expression, onnx, weights)
}
