"""An import of a name that archcalc had elsewhere is answered with the new one, and costs nothing where nothing is missing."""

import subprocess
import sys
from importlib import import_module

import pytest
from together import together

import archcalc
from archcalc.base.moved import MOVED, refuse

SHOWN = {
    "from archcalc.rules.operator import Cost, Op": "archcalc.operators.operator", "from archcalc.rules.attributes import Positive": "archcalc.operators.attributes",
    "from archcalc.counting import Rule, Term": "archcalc.counting.convention", "from archcalc.measures import figures": "archcalc.counting.measures",
    "from archcalc.report import Column": "archcalc.base.report", "import archcalc.ops.conv": "archcalc.operators", "from archcalc import analyses": "archcalc.counting.columns",
    "from archcalc.conventions import NAMES": "archcalc.counting.conventions", "from archcalc.formats import render": "archcalc.rendering.formats",
    "from archcalc.interop.reading import read": "archcalc.loading.onnx", "import archcalc.planning.devices": "archcalc.training", "from archcalc.kernels import im2col": "archcalc.operators.kernels",
    "from archcalc.errors import ArchcalcError": "archcalc.base.errors", "from archcalc.graph import build": "archcalc.network.builder", "from archcalc.spec import Spec": "archcalc.language.spec",
    "from archcalc import library": "archcalc.loading.library", "from archcalc.executor.weights import save": "archcalc.executor.weights.load",
    "from archcalc.executor.weights import declared": "archcalc.executor.weights.names", "from archcalc.operators import conv": "archcalc.operators.convolution.conv",
    "from archcalc.base.registry import did_you_mean": None, "import archcalc.counting.analyses": None, "from archcalc import Term": "archcalc.counting.convention",
}
"""Imports of old and of misremembered names, and where they lead; None where nothing can be told."""


@pytest.mark.parametrize(("line", "told"), SHOWN.items(), ids=SHOWN)
def test_an_import_of_an_old_name_names_the_new_one(line, told):
    with pytest.raises(ImportError) as caught:
        exec(line, {})
    assert (f" is now {told}" in str(caught.value) or f" or {told}" in str(caught.value)) if told else " is now " not in str(caught.value)


@together("name", MOVED)
def test_what_the_table_names_is_there_and_what_it_replaces_is_not(name):
    for module in MOVED[name].split():
        assert import_module(f"archcalc.{module}")
    with pytest.raises(ImportError, match=rf"^archcalc\.{name} is now archcalc\."):
        import_module(f"archcalc.{name}")


def test_the_table_names_everything_that_a_word_of_many_places_does_not():
    assert refuse("render") is None, "it is defined in many files"
    assert refuse("nothing.at.all") is None


@pytest.mark.parametrize("line", ["import archcalc.nothing", "from archcalc import nothing", "import nothing"])
def test_a_name_that_never_was_is_missed_as_any_other(line):
    with pytest.raises(ImportError, match=r"nothing"):
        exec(line, {})


def test_nothing_is_read_where_nothing_is_missing():
    code = "import sys; sys.argv[1:] = ['lenet5']; from archcalc import cli; cli._run(); sys.exit('archcalc.base.moved' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=False).returncode == 0


def test_attributes_are_no_imports():
    with pytest.raises(AttributeError):
        archcalc.measures  # noqa: B018
