"""What the first edition's files gave, by the archcalc that is importable: `python tests/kept/first_edition.py` writes figures.json.

The files beside it were made by the version before the second edition (2c0ebd8), and figures.json by it, too: run there
(`PYTHONPATH=that/checkout`), never by a later one. test_kept.py holds every later version to them.
"""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
MARKED = {"worksheet.csv": [], "worksheet.md": [], "worksheet.xlsx": [], "quiz.csv": [], "answers.csv": ["--rubric", "rubric.yaml"]}
"""Sheets with what they are marked by."""
SWEEP = ["sweep", "mobilenet_v1", "--set", "width=0.25,0.5", "--input", "3x128x128,3x160x160", "--format", "csv"]
RUN = ["run", "lenet5", "--weights", "lenet5.safetensors", "--trace", "--format", "json"]


def told(*words):
    """What a command prints."""
    return subprocess.run([sys.executable, "-m", "archcalc", *words], check=False, stdout=subprocess.PIPE, cwd=HERE, text=True).stdout


def marks(sheet):
    """The verdict and points of every question of a sheet."""
    rows = json.loads(told("check", sheet, *MARKED[sheet], "--format", "json"))["verdicts"]
    return [[row["question"], row["verdict"], row["points"]] for row in rows]


def values():
    """The least and the largest output of every layer, on kept weights."""
    return [[row["name"], row["min"], row["max"]] for row in json.loads(told(*RUN))["layers"]]


def paths(network):
    """Every layer's path with its volume and its figures, and every weight's name with its shape, in short."""
    import archcalc

    graph = archcalc.load(network).build()
    lines = [f"{node.name} {list(node.shape)} {node.op.cost(node.shape, *node.input_shapes).macs}" for node in graph.nodes]
    lines += [f"{node.name} {name} {list(weight.shape)} {weight.role}" for node in graph.nodes
              for name, weight in node.op.weights(*node.input_shapes).items()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def networks():
    """All bundled networks, by name."""
    return sorted(row["name"] for row in json.loads(told("list", "--format", "json"))["networks"])


def written(figures):
    """The figures as JSON, one to a line."""
    parts = []
    for name, part in figures.items():
        mapping = isinstance(part, dict)
        rows = (f"{json.dumps(key)}: {json.dumps(part[key])}" if mapping else json.dumps(key) for key in part)
        lines, (opened, closed) = [f"  {row}" for row in rows], "{}" if mapping else "[]"
        parts.append(f" {json.dumps(name)}: {opened}\n" + ",\n".join(lines) + f"\n {closed}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    figures = {"marks": {sheet: marks(sheet) for sheet in MARKED}, "values": values(), "paths": {name: paths(name) for name in networks()}}
    (HERE / "figures.json").write_text(written(figures))
