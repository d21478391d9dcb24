"""No silent drop: each piece of what a reader reads is left out or replaced, and something must change or be said.

    python tests/support/silent_pieces.py              every reader; writes silent_pieces.json
    python tests/support/silent_pieces.py csv solve    some readers; prints, writes nothing

A piece (a word, a cell, a key, a value) is replaced by a word without meaning, a number by the next one, and left out. The
exit code and all that is printed, without echoes of the input, must differ from what the whole input gives. `READERS` names
for each the command, the input, and the pieces of which nothing needs to be said, with the reason.
"""

import contextlib
import io
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]
import handed_in  # noqa: E402

import archcalc.cli  # noqa: E402

RECORD = HERE / "silent_pieces.json"
NONSENSE = "qzxw"
WORDS, CELLS, SCALARS, JSON = r"[^\s]+", r"[^,;\t\n|]+", r"[^\s:{}\[\],#\"'=]+", r"\"[^\"]*\"|-?[0-9.]+|true|false|null"


class Reader(NamedTuple):
    """A command with `{}` for the file or the text, the input and its name, how it falls into pieces, what may be silent."""

    command: str
    name: str
    text: str
    pieces: str = SCALARS
    silent: str = "(?!)"
    """Pieces, as a pattern, of which nothing needs to be said: articles, comments, what is only shown."""
    beside: dict[str, str] = {}
    """Other files in the folder."""


def changes(piece: str) -> Iterator[tuple[str, str]]:
    """The ways in which a piece is changed, each with a word for it."""
    number = re.fullmatch(r"(\D*)(\d+)(.*)", piece, re.DOTALL)
    quoted = piece[:1] == '"'
    if number:
        yield "another number", f"{number[1]}{int(number[2]) + 1}{number[3]}"
    elif piece in {"true", "false"}:
        yield "the other", "false" if piece == "true" else "true"
    else:
        yield "nonsense", f'"{NONSENSE}"' if quoted else NONSENSE
    yield "left out", '""' if quoted else ""


def answer(reader: Reader, text: str) -> tuple[int, str]:
    """The exit code and everything printed, without echoes of the input."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for name, content in (({reader.name: text} if reader.name else {}) | reader.beside).items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(content, "utf-8")
        said = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
        sys.argv[1:] = [word.replace("{}", reader.name or text) for word in reader.command.split()]
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = archcalc.cli._run()
    printed = said.buffer.getvalue().decode("utf-8").replace(folder, "")
    return code, printed if reader.name else printed.replace(text, "")


class Found(NamedTuple):
    """How many changes were tried, those in silence, and those of which nothing needs to be said."""

    changes: int
    silent: list[str]
    rightly: list[str]


def tried(reader: Reader) -> Found:
    right, count, silent, rightly = answer(reader, reader.text), 0, list[str](), list[str]()
    assert right[0] != 2, right[1]
    for match in re.finditer(reader.pieces, reader.text):
        if not match[0].strip():
            continue
        for way, new in changes(match[0]):
            count += 1
            if answer(reader, reader.text[: match.start()] + new + reader.text[match.end():]) == right:
                line = reader.text.count("\n", 0, match.start()) + 1
                (rightly if re.fullmatch(reader.silent, match[0].strip()) else silent).append(f"{line}: {match[0].strip()} {way}")
    return Found(count, silent, rightly)


SPECIFICATION = """title: A net
source: {authors: Ada, year: 1998, url: "https://example.org/a"}
input: [3, 16, 16]
options: {n: 2, wide: true}
modules:
  block:
    parameters: {f: 8, k: 3}
    layers: [conv: {filters: f, kernel: k, padding: k - 2}, batch_norm, relu]
layers:
  - conv: {name: stem, filters: 8, kernel: 3, stride: 2, padding: 1, bias: false}
  - repeat: {times: n, index: i, layers: [block: {f: 8 + i}]}
  - block
  - residual: [conv: {filters: c_in, kernel: 1}, relu]
  - max_pool: {kernel: 2, if: wide}
  - concat: {from: [input, stem], axis: 2, if: not wide}
  - flatten
  - linear: {units: 10, name: out}
published:
  - {figure: params, printed: 3K, where: the paper}
"""
ABOUT = """title: A net
source: {authors: Ada, year: 1998, url: "https://example.org/a"}
input: [3, 16, 16]
layers: [CONV3-8]
published:
  - {figure: params, printed: 3K, where: the paper}
"""
STUDENT = '"?Ada"?'
"""Whose a sheet is stands in a class's table, and not above a single one's marks."""
OF_KERAS = '"(module|keras.*|name|net|flat)"'
"""Where a class is from is left out by Keras 2; what a model and its flattening are called stands in no row."""
KERAS = json.dumps({"module": "keras", "class_name": "Sequential", "config": {"name": "net", "layers": [
    {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [None, 8, 8, 3], "name": "x"}},
    {"module": "keras.layers", "class_name": "Conv2D", "config": {
        "name": "conv", "filters": 4, "kernel_size": [3, 3], "strides": [2, 2], "padding": "same", "dilation_rate": [1, 1], "groups": 1,
        "activation": "relu", "use_bias": True}},
    {"module": "keras.layers", "class_name": "Flatten", "config": {"name": "flat"}},
    {"module": "keras.layers", "class_name": "Dense", "config": {"name": "out", "units": 5, "activation": "softmax", "use_bias": False}}]}})
LENET = "question,answer\nlenet5.conv1.params,156\nlenet5.conv1.output,28x28x6\n"
READERS = {
    "specification": Reader("show {} --format json", "net.yaml", SPECIFICATION, silent=r"input|stem|2"),
    "about": Reader("about {}", "net.yaml", ABOUT, silent="16"),
    "notation": Reader("show {} --format json", "net.yaml", "input: [3, 34, 34]\nlayers:\n- 2x (CONV3-8 stride 2 pad 1 no bias -> BN -> RELU) -> MAXPOOL3 /2 ceil -> FC-10\n",
                       WORDS),
    "solve": Reader("solve {}", "", "max pool 3x3 stride 2 ceil on 112x112x64", silent="on"),
    "csv": Reader("check {} --network lenet5", "hw.csv", "layer,output,params,remark\nconv1,28x28x6,156,sure\npool2,14x14x6,0,\n", CELLS, "sure"),
    "questions": Reader("check {}", "hw.csv", LENET, CELLS),
    "markdown": Reader("check {} --network lenet5", "hw.md", "# Homework\n\n| layer | output | params |\n|---|---|---|\n| conv1 | 28x28x6 | 156 |\n\nsee below\n", r"[^|\n-][^|\n]*"),
    "json": Reader("check {} --network lenet5", "hw.json", '{"student": "Ada", "conv1": {"params": 156, "output": "28x28x6"}, "conv3.params": 1516}', JSON, STUDENT),
    "yaml": Reader("check {} --network lenet5", "hw.yaml", "student: Ada\nconv1: {params: 156, output: 28x28x6}\nconv3.params: 1516\n", silent=STUDENT),
    "text": Reader("check {}", "hw.txt", "network: lenet5\nconv1.params: 156\nconv1.output = 28x28x6\n", r"[^:=\n]+"),
    "notebook": Reader("check {} --network lenet5", "hw.ipynb", handed_in.notebook({"conv1.params": "156"}), JSON, r'"markdown"|".*question.*"|".*---.*"|"(nbformat|nbformat_minor|metadata|cell_type)"|[45]'),
    "form": Reader("check {} --network lenet5 --format json", "form.csv",
                   "Timestamp,Email Address,Name,conv1.params,conv1.output,Mood\n2026/01/01 10:00,a@b.c,Ada,156,28x28x6,fine\n2026/01/01 10:01,b@b.c,Bob,150,28x28,\n",
                   CELLS, "2026.*|.@b.c|fine"),
    "rubric": Reader("check hw.csv --rubric {}", "r.yaml", (HERE.parent / "kept" / "rubric.yaml").read_text("utf-8"), silent="biases-forgotten",
                     beside={"hw.csv": "question,answer\nlenet5.conv1.params,150\nlenet5.conv1.output,28x28x6\nlenet5.total.params,62632\nlenet5.conv1.memory,5704\n"}),
    "roster": Reader("check class --rubric r.yaml --roster {} --format moodle", "roster.csv", "name,id\nAda Lovelace,17\nBob Ross,18\n", CELLS, "1[78]",
                     beside={"class/Ada Lovelace_17_assignsubmission_file_/hw.csv": LENET, "r.yaml": "questions: [lenet5.conv1.params]\n",
                             "course.secret": "a" * 40 + "\n"}),
    "votes": Reader("vote {} b.csv c.csv --soft --labels t.csv", "a.csv", "image,cat,dog\n1.png,0.6,0.4\n2.png,0.25,0.75\n", CELLS, "image",
                    beside={"b.csv": "image,cat,dog\n1.png,0.5,0.5\n2.png,0.5,0.5\n", "c.csv": "image,cat,dog\n1.png,0.45,0.55\n2.png,0.7,0.3\n",
                            "t.csv": "image,class\n1.png,cat\n2.png,dog\n"}),
    "labels": Reader("vote a.csv b.csv --labels {}", "t.csv", "image,class\n1.png,cat\n2.png,dog\n", CELLS, "image|class",
                     beside=dict.fromkeys(("a.csv", "b.csv"), "image,class\n1.png,cat\n2.png,dog\n")),
    "network of Keras": Reader("show {} --format text", "m.json", KERAS, JSON, OF_KERAS),
}


def main() -> int:
    some = sys.argv[1:]
    found = {name: tried(READERS[name]) for name in some or READERS}
    for name, each in found.items():
        print(f"{name}: {len(each.silent)} of {each.changes} changes in silence, {len(each.rightly)} rightly"
              + "".join(f"\n  {piece}" for piece in each.silent), flush=True)
    if not some:
        RECORD.write_text(json.dumps({name: each._asdict() for name, each in found.items()}, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 1 if any(each.silent for each in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
