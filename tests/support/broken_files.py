"""Files of every kind that archcalc reads, each whole and then broken in every way that breaks any file."""

import io
import json
import random
import re
import struct
import zipfile
from collections.abc import Iterator

CUTS, FLIPS, REWORDED = 5, 8, 60
"""So many times a file is cut off, has some of its bytes changed, and a word of a text is another."""
INSTEAD = ("", "0", "-1", "9" * 30, "9" * 5_000, "1e999", "1e-400", "nan", ".inf", "x" * 300, "{a: 1}", "[1, [2]]", "[]", "{}", "null", "true", '"', "'", "\\", "*", "&a", "&a [*a]", "!x", "%", "1/0", "${1 // 0}",
           "a.b.c", "conv1", "\t", "\n", ",", ":", ": x", "- x", "#", "|", "\u202e", "\ufeff", "é")
"""What a word may be instead."""

SPECIFICATION = "input: [1, 28, 28]\nlayers:\n  - conv: {name: conv1, filters: 2, kernel: 3}\n  - relu\n  - flatten\n  - linear: {name: fc, units: 3}\n"
ANSWERS = {"lenet5.conv1.params": 156, "lenet5.conv1.output": "28x28x6"}


def packed(members: dict[str, bytes]) -> bytes:
    """A zip of some members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def onnx() -> bytes:
    from numpy import ones
    from onnx import TensorProto, helper, numpy_helper

    ends = [[helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)] for name, shape in (("x", (1, 1, 8, 8)), ("y", None))]
    held = [numpy_helper.from_array(ones((2, 1, 3, 3), "f"), "w")]
    graph = helper.make_graph([helper.make_node("Conv", ["x", "w"], ["y"], kernel_shape=[3, 3])], "g", *ends, held)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9).SerializeToString()


def weights() -> dict:
    from numpy import ones

    return {"conv1.weight": ones((2, 1, 3, 3), "f"), "conv1.bias": ones(2, "f"), "fc.weight": ones((3, 1352), "f"), "fc.bias": ones(3, "f")}


def npz() -> bytes:
    import numpy

    out = io.BytesIO()
    numpy.savez(out, **weights())
    return out.getvalue()


def safetensors() -> bytes:
    entries, end = {}, 0
    for name, array in weights().items():
        entries[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [end, end := end + array.nbytes]}
    head = json.dumps(entries).encode()
    return struct.pack("<Q", len(head)) + head + b"".join(array.tobytes() for array in weights().values())


def sheet() -> bytes:
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (("question", "answer"), *ANSWERS.items()):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def presentation() -> bytes:
    from pptx import Presentation

    out = io.BytesIO()
    Presentation().save(out)
    return out.getvalue()


def picture(form: str) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.linear_gradient("L").resize((40, 40)).save(out, form)
    return out.getvalue()


BALLOT = b"image,cat,dog\na,0.75,0.25\nb,0.5,0.5\n"
READERS = {
    "specification": ("net.yaml", SPECIFICATION.encode, "show {}"),
    "rubric": ("rubric.yaml", b"title: One\npoints: 2\ntolerance: 1%\nquestions: {conv1.params: {unit: values}}\n".__bytes__, "check hw.csv --network lenet5 --rubric {}"),
    "sheet in csv": ("hw.csv", ("question,answer\n" + "".join(f"{key},{value}\n" for key, value in ANSWERS.items())).encode, "check {}"),
    "sheet in json": ("hw.json", json.dumps(ANSWERS).encode, "check {}"),
    "sheet in yaml": ("hw.yaml", ("answers:\n" + "".join(f"  {key}: {value}\n" for key, value in ANSWERS.items())).encode, "check {}"),
    "sheet in markdown": ("hw.md", ("| question | answer |\n|---|---|\n" + "".join(f"| {key} | {value} |\n" for key, value in ANSWERS.items())).encode, "check {}"),
    "sheet in xlsx": ("hw.xlsx", sheet, "check {}"),
    "ballot": ("a.csv", BALLOT.__bytes__, "vote {} b.csv --soft"),
    "truth": ("truth.csv", b"image,class\na,cat\nb,dog\n".__bytes__, "vote b.csv --labels {}"),
    "labels": ("names.txt", "".join(f"n{i}\n" for i in range(10)).encode, "run lenet5 --image cat.png --labels {}"),
    "labels in json": ("names.json", json.dumps([f"n{i}" for i in range(10)]).encode, "run lenet5 --image cat.png --labels {}"),
    **{f"picture, {form}": (f"cat.{form}", lambda form=form: picture(form), "run lenet5 --image {}") for form in ("png", "jpeg", "gif", "bmp", "tiff", "webp")},
    "template": ("design.pptx", presentation, "show lenet5 -o o.pptx --template {}"),
    "onnx": ("net.onnx", onnx, "show {}"),
    "weights in onnx": ("net.onnx", onnx, "run {} --weights net.onnx"),
    "weights in npz": ("w.npz", npz, "run net.yaml --weights {}"),
    "weights in safetensors": ("w.safetensors", safetensors, "run net.yaml --weights {}"),
}
"""By name: a file, what it holds where it is whole, and the command that reads it."""


def without(whole: bytes, member: str, pattern: bytes) -> bytes:
    """A zip in one of whose members every place that fits a pattern is left out."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return packed(members | {member: re.sub(pattern, b"", members[member])})


def broken(whole: bytes, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """The file in every broken state, and a word for each."""
    yield from ((f"{content[:6]!r}", content) for content in GENERAL)
    for cut in sorted(chance.sample(range(1, len(whole)), min(CUTS, len(whole) - 1))):
        yield f"cut at {cut}", whole[:cut]
    for _ in range(FLIPS):
        raw = bytearray(whole)
        for place in chance.choices(range(len(raw)), k=chance.choice((1, 3, 20))):
            raw[place] = chance.randrange(256)
        yield "bytes changed", bytes(raw)
    if whole.isascii():
        yield from _reworded(whole, chance)
    yield "twice", whole + whole
    yield "in UTF-16", whole.decode("latin-1").encode("utf-16")
    if zipfile.is_zipfile(io.BytesIO(whole)):
        yield from _repacked(whole)


def _reworded(whole: bytes, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """A text in which one word, or number, stands for something else."""
    places = [match.span() for match in re.finditer(rb"[A-Za-z_]+|[0-9.]+%?", whole)]
    for start, end in chance.choices(places, k=REWORDED):
        word = chance.choice(INSTEAD)
        yield f"{whole[start:end].decode()} is {word[:20]!r}", whole[:start] + word.encode() + whole[end:]


def _repacked(whole: bytes) -> Iterator[tuple[str, bytes]]:
    """A zip whose members are missing, empty, or something else, one at a time."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for name, content in members.items():
        yield f"without {name}", packed({key: each for key, each in members.items() if key != name})
        for said, other in (("empty", b""), ("text", b"hi"), ("other markup", b"<a><b/></a>"), ("half", content[: len(content) // 2]),
                            ("without numbers", re.sub(rb'"[0-9]+"', b'"x"', content)),
                            ("without attributes", re.sub(rb' [a-zA-Z:]+="[^"]*"', b"", content))):
            if other != content:
                yield f"{name}: {said}", packed(members | {name: other})


GENERAL = (
    b"", b"\0", b"\xff", b"hi", b"\xff\xfe\xfd" * 100, b"\xef\xbb\xbf", b"\xff\xfe", "hé".encode("latin-1"), b"a: b", b"[1,2]", b"{}", b"[]", b"null", b"0", b'"x"', b"[[[[" * 25_000,
    b"{" * 50_000, b'{"a":' * 50_000, b"1" * 5_000, b"- " * 5_000, b",,,\n,,,", b'"', b"question,answer", b"a\0b,c\n", b"<a>", b"%PDF-1.4", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM" + b"\xff" * 60,
    b"\x93NUMPY\x01\0\x10\0{'descr': '<f4'}", b"\x80\x04\x95", b"PK\x05\x06" + bytes(18), b"PK\x03\x04", packed({"a": b"hi"}), packed({"[Content_Types].xml": b"<Types/>"}), packed({"conv1.weight.npy": b"hi"}),
    *(struct.pack("<Q", len(head)) + head for head in (b"[1,2]", b"{}", b"null", b'{"a":1}', b'{"a":{}}', b'{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', b'{"a":{"dtype":7,"shape":7,"data_offsets":7}}')),
    struct.pack("<Q", 2**63), b"\x08\x09\x3a\x02\x0a\x00", b"\x0a\xff\xff\xff\xff\x0f",
)
"""What a file of any kind may hold instead."""
