"""Gradescope: an autograder in a zip, which marks a sheet by `archcalc check`; with the sheet and its key.

Source: https://gradescope-autograders.readthedocs.io, "Autograder specifications".
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from archcalc.homework.handouts.banks import FOLLOWED, PARTIAL, POINTS, TOLERANCE, _run_autograder, csv
from archcalc.homework.handouts.banks._archive import packed
from archcalc.homework.handouts.quiz import Item, Quiz
from archcalc.homework.handouts.quiz_rubric import network_file, rubric_text

SUFFIXES = ()
HOLDS = frozenset({PARTIAL, TOLERANCE, POINTS, FOLLOWED})
_PROGRAMS = ("setup.sh", "run_autograder")
_SETUP = """\
#!/usr/bin/env bash
# Installs archcalc, which wants Python 3.11: a wheel that lies beside this file, or the published release.
set -e
source=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$source")
python=$(for each in python3.14 python3.13 python3.12 python3.11; do command -v "$each" && break; done || true)
if [ -z "$python" ]; then
    apt-get update
    apt-get install -y python3.11 python3.11-venv
    python=python3.11
fi
if ! "$python" -m venv "$root/python"; then
    apt-get update
    apt-get install -y "$(basename "$python")-venv"
    "$python" -m venv --clear "$root/python"
fi
wheel=$(ls "$source"/archcalc-*.whl 2>/dev/null | head -n 1)
"$root/python/bin/pip" install "${wheel:-archcalc==RELEASE}" 'openpyxl>=3.1' 'defusedxml>=0.7'
"""
_ABOUT = """\
# An autograder for Gradescope

Upload this zip as it is ("Configure Autograder"). Students hand in one file: `sheet.csv` with its answers filled in, or
the same sheet as XLSX, ODS, YAML, JSON, Markdown or a notebook. `run_autograder` marks it with `archcalc check` by
`rubric.yaml`, and says what is wrong, but never what is right.

Give students `sheet.csv` alone: `key.csv` holds the answers. Where the released archcalc cannot be installed, put a
wheel of it (`archcalc-*.whl`) into the zip.
"""


def takes(item: Item) -> bool:
    """True for a question that `check` knows."""
    return item.is_keyed


def render(quiz: Quiz) -> bytes:
    """The zip: what Gradescope runs, the rubric, and for the teacher the sheet and its key."""
    beside = network_file(quiz)
    program = Path(_run_autograder.__file__).read_text("utf-8")
    return packed({"setup.sh": _SETUP.replace("RELEASE", version("archcalc")), "run_autograder": program,
                   "rubric.yaml": rubric_text(quiz), **({beside: quiz.specification or ""} if beside else {}),
                   "sheet.csv": csv.render(quiz), "key.csv": csv.key(quiz), "README.md": _ABOUT}, _PROGRAMS)
