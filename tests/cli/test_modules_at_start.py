"""`archcalc vgg16` imports no module that a plain table does not need: a start is short because little is read."""

import subprocess
import sys
from pathlib import Path

from archcalc.cli import application

SELDOM = ("archcalc.counting.receptive_fields.parts", "archcalc.counting.receptive_fields.lines",
          "archcalc.counting.receptive_fields.extents", "archcalc.counting.receptive_fields.phased_fields",
          "archcalc.base.plugin_files", "archcalc.base.python_errors", "archcalc.base.requirements",
          "archcalc.operators.rule_errors", "archcalc.operators.written_forms",
          "archcalc.operators.matrices", "archcalc.operators.attribute_names", "archcalc.loading.given_words",
          "archcalc.language.options", "archcalc.rendering.presets",
          "archcalc.language.notation", "archcalc.cli.watch", "archcalc.reports.comparison", "fractions", "numpy")
"""Modules for rare forms, for mistakes and for runs."""
OF_OTHERS = {
    ("explain", "vgg16", "conv1_1"): (
        "archcalc.api.topics", "archcalc.api.subjects", "archcalc.reports.network_table", "archcalc.counting.claims",
        "archcalc.counting.receptive_fields.phased_fields", "archcalc.rendering.tables.folding", "fractions"),
    ("plan", "vgg16"): (
        "archcalc.api.network", "archcalc.reports.network_table", "archcalc.counting.measures.blocks",
        "archcalc.training.layer_split", "archcalc.training.filter_split", "archcalc.training.roofline",
        "archcalc.training.largest_batch", "archcalc.training.estimators.deepspeed", "decimal"),
    ("fit", "vgg16", "--memory", "24GiB"): ("multiprocessing", "concurrent.futures", "pickle", "random"),
    ("sweep", "vgg16", "--set", "classes=10,100"): ("multiprocessing", "concurrent.futures", "pickle", "random"),
    ("vit_b16",): ("ctypes", "fractions", "decimal"),
    ("worksheet", "vgg16"): ("archcalc.cli.class_homework", "archcalc.homework.marking.marking", "fractions", "hashlib"),
    ("quiz", "alexnet"): ("archcalc.homework.answers.meanings_in_full", "archcalc.homework.answers.volumes",
                          "archcalc.homework.marking.marking", "archcalc.homework.sheets.csv", "tempfile", "hashlib"),
    ("draw", "vgg16"): ("archcalc.rendering.drawings.charts.chart_data", "archcalc.rendering.drawings.charts.curve_data"),
    ("list",): ("importlib.metadata", "archcalc.api.plugins", "hashlib"),
    ("conventions", "vgg16"): ("importlib.metadata", "archcalc.api.plugins"),
}
"""By command, modules of what it is not asked for."""
COMMAND = """
import os, sys
os._exit = lambda code: sys.stderr.write("\\n".join(sys.modules))
sys.argv = ["archcalc", *sys.argv[1:]]
from archcalc.cli import main
main()
"""


def imported_by(*words):
    """The modules that a command has read at its end."""
    ran = subprocess.run([sys.executable, "-c", COMMAND, *words], capture_output=True, text=True, check=True)
    return set(ran.stderr.splitlines())


def test_a_plain_table_needs_no_module_for_rare_forms_and_mistakes():
    imported = imported_by("vgg16")
    assert "archcalc.counting.columns.receptive_field" in imported
    assert imported.isdisjoint(SELDOM), sorted(imported & {*SELDOM})


def test_a_table_at_a_terminal_needs_no_more_than_in_a_pipe():
    for words in (("vgg16",), ("list",), ("conventions", "vgg16")):
        further = imported_by(*words, "--format", "terminal") - imported_by(*words)
        assert further <= {"archcalc.rendering.formats.terminal"}, words


def test_notation_asks_no_plugins():
    """To look for them takes as long as the rest of a table."""
    imported = imported_by("alexnet")
    assert "archcalc.language.notation" in imported
    assert imported.isdisjoint({"archcalc.base.plugin_files", "importlib.metadata", "numpy"})


def test_commands_read_what_is_asked_for_alone():
    for words, others in OF_OTHERS.items():
        imported = imported_by(*words)
        assert imported.isdisjoint(others), (words, sorted(imported & {*others}))


def test_no_annotation_of_a_command_is_a_text():
    """typer works such texts out twice, one by one, at every start."""
    folder = Path(application.__file__).parent
    files = [folder / "application.py", *folder.glob("commands/*.py")]
    assert len(files) > 30
    assert [file.name for file in files if "from __future__ import annotations" in file.read_text("utf-8")] == []
