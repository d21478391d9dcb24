"""Words of Python and of its libraries reach nobody: what went wrong is told in archcalc's own, at its place."""

import ast
import io
import json
import re
import struct
from pathlib import Path

import pytest
from attacks import FOREIGN, answer
from broken_files import packed

import archcalc

PACKAGE = Path(archcalc.__file__).parent


def safetensors(head):
    return struct.pack("<Q", len(head)) + head


def npz_of_objects():
    import numpy

    out = io.BytesIO()
    numpy.savez(out, **{"conv1.weight": numpy.array([{}, None], dtype=object)})
    return out.getvalue()


def onnx_input(*sizes):
    from onnx import TensorProto, helper

    ends = [[helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)] for name, shape in (("x", sizes), ("y", None))]
    return helper.make_model(helper.make_graph([helper.make_node("Relu", ["x"], ["y"])], "g", *ends)).SerializeToString()


SHEET = b"question,answer\nvgg16.conv1_1.params,1792\n"
NETWORK = "input: [3, 8, 8]\nlayers:\n  - conv: {filters: 2, kernel: 3}\n"
CASES = {
    "a mapping": ("net.yaml", lambda: NETWORK.replace("3}", "{a: 1}}").encode(), "show {}", "found '{a: 1}'"),
    "a mapping in a list": ("net.yaml", lambda: NETWORK.replace("3}", "[{a: [1, b]}, null]}").encode(), "show {}", "found '{a: [1, b]}'"),
    "a safetensors header that is a list": ("w.safetensors", lambda: safetensors(b"[1,2]"), "run lenet5 --weights {}", "its header is no table of tensors"),
    "one that is nothing": ("w.safetensors", lambda: safetensors(b"null"), "run lenet5 --weights {}", "its header is no table of tensors"),
    "a picture that is none": ("text.png", lambda: b"hi", "run lenet5 --image {}", "'text.png' is no picture that can be read"),
    "an array of objects": ("w.npz", npz_of_objects, "run lenet5 --weights {}", "'conv1.weight' holds Python objects, not numbers"),
    "a member that is no array": ("w.npz", lambda: packed({"conv1.weight.npy": b"hi"}), "run lenet5 --weights {}", "'conv1.weight' is no array of NumPy's"),
    "an empty rubric": ("rubric.yaml", lambda: b"", "check hw.csv --rubric {}", "write at least one key of a rubric"),
    "UTF-16 as Windows writes it": ("net.yaml", lambda: NETWORK.encode("utf-16"), "show {}", "this is UTF-16, as Windows writes it"),
    "UTF-16, the other way round": ("net.yaml", lambda: b"\xfe\xff" + NETWORK.encode("utf-16-be"), "show {}", "this is UTF-16, as Windows writes it"),
    "UTF-16 without a mark": ("net.yaml", lambda: NETWORK.encode("utf-16-le"), "show {}", "this is UTF-16"),
    "a rubric in UTF-16": ("rubric.yaml", lambda: "points: 1\n".encode("utf-16"), "check hw.csv --rubric {}", "this is UTF-16"),
    "UTF-16 in labels": ("names.txt", lambda: "a\nb\n".encode("utf-16"), "run lenet5 --image cat.png --labels {}", "UTF-16"),
    "a negative size": ("net.onnx", lambda: onnx_input(1, -3, 8, 8), "show {}", "input 'x' is [1, -3, 8, 8], and no size is negative"),
    "negative images": ("net.onnx", lambda: onnx_input(-2, 3, 8, 8), "show {}", "no size is negative"),
    "deep brackets": ("net.yaml", lambda: b"[" * 100_000, "show {}", "net.yaml:1:65: error[too-deep]: more than 64 levels"),
    "deep braces": ("net.yaml", lambda: b"{a: " * 50_000, "show {}", "net.yaml:1:257: error[too-deep]: more than 64 levels"),
    "deep lists, a line each": ("net.yaml", lambda: "".join(" " * i + "-\n" for i in range(70)).encode(), "show {}", "net.yaml:65:65: error[too-deep]"),
    "deep lists on one line": ("net.yaml", lambda: b"- " * 100, "show {}", "net.yaml:1:129: error[too-deep]"),
    "labels that are no names": ("names.json", lambda: json.dumps([{"a": 1}, None, *range(8)]).encode(), "run lenet5 --image cat.png --labels {}", "holds something else than names"),
    "ONNX that is none": ("net.onnx", lambda: b"\xff" * 40, "show {}", "net.onnx"),
}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("hw.csv").write_bytes(SHEET)
    pytest.importorskip("PIL.Image").new("RGB", (32, 32)).save("cat.png")


@pytest.mark.parametrize("case", CASES)
def test_what_went_wrong_is_told_in_our_words(case):
    pytest.importorskip("onnx")
    name, content, words, said = CASES[case]
    Path(name).write_bytes(content())
    given = answer(words.format(name).split())
    assert given.code == 2
    assert said in given.told
    assert FOREIGN.findall(given.told) == []


def test_an_open_size_is_no_negative_one():
    pytest.importorskip("onnx")
    Path("net.onnx").write_bytes(onnx_input("N", 3, "H", 8))
    assert "sizes that the file leaves open: N = 1, H = 224" in answer(["show", "net.onnx"]).out.decode()


CALLS = {"str", "quoted", "repr", "format", "printable"}
PROGRAMMERS = {"base/python_errors.py", "operators/rule_errors.py", "base/configuration.py", "loading/frameworks.py"}
"""Files that look into an error: those of plugins and of rules tell programmers what their own code raised."""


def shown_errors(path):
    """The lines on which a caught exception itself becomes text."""
    text = path.read_text("utf-8")
    tree = ast.parse(text if re.search(r"except .* as ", text) else "")
    for handler in (node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and node.name):
        kinds = ast.unparse(handler.type)
        if kinds.split(".")[-1] in {"ArchcalcError", "Refused", "MISUSED", "NoRule", "MistakenRule", "OutputError", "Untranslatable"}:
            continue
        for node in ast.walk(handler):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS
            parts = [node.value] if isinstance(node, ast.FormattedValue) else node.args[:1] if called else []
            if any(isinstance(part, ast.Name) and part.id == handler.name for part in parts):
                yield node.lineno


def test_no_foreign_error_is_put_into_words():
    found = {str(path.relative_to(PACKAGE)): list(shown_errors(path)) for path in PACKAGE.rglob("*.py")}
    assert {file: lines for file, lines in found.items() if lines and file not in PROGRAMMERS} == {}
