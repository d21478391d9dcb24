"""A mistake in an operator's file is answered with that file, line and rule: never as a fault of archcalc, never a traceback."""

import importlib.util
import re
import sys

import pytest
from operator_grid import GRID, label
from together import together

import archcalc
from archcalc import cli
from archcalc.base.errors import ArchcalcError
from archcalc.operators import rule_errors
from archcalc.operators.operator import Op

pytest.importorskip("numpy")

MAXOUT = '''"""Maxout."""

from archcalc.operators.attributes import Positive
from archcalc.operators.operator import Cost, Op, Shape, Weight


class Maxout(Op):
    """The largest of `pieces` channels, times a weight for each place of a row."""

    kind, traits = "maxout", {"pooling"}

    pieces: Positive

    def output(self, x: Shape) -> Shape:
        return x[0], x[1] // self.pieces, *x[2:]

    def weights(self, x: Shape) -> dict[str, Weight]:
        return {"scale": Weight((x[-1],))}

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(compares=1)

    def forward(self, xp, x, scale):
        n, c, h, w = x.shape
        return xp.max(x.reshape(n, c // self.pieces, self.pieces, h, w), axis=2) * scale
'''
NETWORK = "input: [8, 6, 5]\nlayers:\n  - conv: {filters: 8, kernel: 3, padding: 1}\n  - maxout: {pieces: 2}\n  - relu\n"


@pytest.fixture
def shown(tmp_path, monkeypatch, capsys):
    """shown(text, command): the exit code and the answer of a command on a network with the operator that the text makes."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "net.yaml").write_text(NETWORK)
    known = dict(Op.known)

    def answered(text, command):
        (tmp_path / "maxout.py").write_text(text)
        spec = importlib.util.spec_from_file_location("maxout", tmp_path / "maxout.py")
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, "maxout", module)
        sys.dont_write_bytecode = True
        spec.loader.exec_module(module)
        monkeypatch.setattr(sys, "argv", ["archcalc", *command.split()])
        code = cli._run()
        return code, capsys.readouterr().err

    yield answered
    Op.known.clear()
    Op.known.update(known)


def test_an_operator_of_a_strangers_runs(shown):
    assert shown(MAXOUT, "net.yaml") == (0, "")
    assert shown(MAXOUT, "run net.yaml") == (0, "")


MISTAKES = [  # what is changed, the command, line and column, what is told
    ("xp.max(", "xp.foo(", "run net.yaml", "25:16", "maxout's forward: xp has no function 'foo'", "archcalc explain operator lists them"),
    ("xp.max(", "xp.maxx(", "run net.yaml", "25:16", "maxout's forward: xp has no function 'maxx'", "did you mean 'max'?"),
    ("xp.max(x.reshape", "xp.max(x.reshap", "run net.yaml", "25:23", "an array has no method 'reshap'", "did you mean 'reshape'?"),
    ("* scale", "* scale.reshape(7)", "run net.yaml", "25:84", "an array of the shape [5] cannot be seen as [7]", "axes that multiply to 5"),
    ("* scale", "* x", "run net.yaml", "25:16", "arrays of the shapes [1, 4, 6, 5] and [1, 8, 6, 5] do not fit together", "axes that agree, or are 1"),
    ("axis=2) * scale", "axis=7) * scale", "run net.yaml", "25:16", "there is no axis 7 of an array of the shape [1, 4, 2, 6, 5]", "from -5 to 4"),
    ("        return xp.max", "        if x.max() > 0:\n            x = -x\n        return xp.max", "run net.yaml", "25:12", "asked an array for a value", "xp.where"),
    ("xp, x, scale", "xp, x", "run net.yaml", "23:5", "maxout's forward: it takes (xp, x) and is given 2 values and 'scale'", "explain operator"),
    ("xp, x, scale", "xp, x, *, weight", "run net.yaml", "23:5", "it takes (xp, x, weight) and is given 2 values and 'scale'", "explain operator"),
    ("return xp.max", "xp.max", "run net.yaml", "23:5", "maxout's forward: expected an array, found None", "explain operator"),
    ("Weight((x[-1],))", "(x[-1],)", "net.yaml", "17:5", "maxout's weights: expected a dictionary of Weight(shape, role) by name", "found {'scale': (5,)}"),
    ("Weight((x[-1],))", "(x[-1],)", "run net.yaml", "17:5", "maxout's weights: expected a dictionary of Weight(shape, role) by name", "found {'scale': (5,)}"),
    ("Weight((x[-1],))", "Weight((x[-1] / 2,))", "net.yaml", "17:5", "maxout's weights: expected a dictionary", "explain operator"),
    ("Weight((x[-1],))", "Weight((x[-1],), 'scale')", "net.yaml", "17:5", "a role is weight, bias, affine, buffer", "explain operator"),
    ("Weight((x[-1],))", "Weight((x[-1],))['scale']", "net.yaml", "18:26", "a value of another kind than it takes is used here", "maxout1"),
    ("weights(self, x: Shape)", "weights(self)", "net.yaml", "17:5", "maxout's weights: it takes () and is given 1 value", "explain operator"),
    ("output(self, x: Shape)", "output(self)", "net.yaml", "14:5", "maxout's output: it takes () and is given 1 value", "explain operator"),
    ("x[1] // self", "x[1] / self", "net.yaml", "14:5", "a tuple of whole numbers, the batch first, found (1, 4.0, 6, 5)", "explain operator"),
    ("return x[0], x[1] // self.pieces, *x[2:]", "return [*x]", "net.yaml", "14:5", "found [1, 8, 6, 5]", "explain operator"),
    ("return x[0], x[1] // self.pieces, *x[2:]", "x", "net.yaml", "14:5", "found None", "explain operator"),
    ("x[1] // self.pieces", "x[1] // 9", "net.yaml", "14:5", "found (1, 0, 6, 5)", "explain operator"),
    ("x[1] // self.pieces", "x[1] // 0", "net.yaml", "15:22", "maxout's output: a division by 0", "after input"),
    ("x[1] // self.pieces", "x[9] // self.pieces", "net.yaml", "15:22", "a place past the end is asked for", "after input"),
    ("x[1] // self.pieces", "prod(x)", "net.yaml", "15:22", "there is no 'prod' here", "import it"),
    ("x[1] // self.pieces", "x[1] // self.peces", "net.yaml", "15:30", "maxout has no attribute 'peces'", "did you mean 'pieces'?"),
    ("        return x[0], x[1]", "        assert x[1] == 7, 'seven channels'\n        return x[0], x[1]", "net.yaml", "15:16", "seven channels", "after input"),
    ("        return x[0], x[1]", "        raise ValueError('seven\x1b channels')\n        return x[0], x[1]", "net.yaml", "15:9", "seven\\x1b channels", "after input"),
    ("        return x[0], x[1]", "        return self.output(x)\n        return x[0], x[1]", "net.yaml", "15:16", "it calls itself without end", "after input"),
    ("Cost(compares=1)", "7", "net.yaml", "20:5", "maxout's cost: expected a Cost of whole numbers, found 7", "explain operator"),
    ("Cost(compares=1)", "Cost(compares=1.5)", "net.yaml", "20:5", "maxout's cost: expected a Cost of whole numbers", "explain operator"),
    ("cost(self, output: Shape, x: Shape)", "cost(self, x: Shape)", "net.yaml", "20:5", "it takes (x) and is given 2 values", "the output's shape"),
    ("    def forward", "    def window(self, x):\n        return 3, 3\n\n    def forward", "net.yaml", "23:5", "maxout's window: expected a Window, found (3, 3)", "explain operator"),
    ("    def forward", "    def summary(self, x):\n        return x.foo\n\n    def forward", "net.yaml", "24:16", "maxout's summary: 'foo' is asked of a value", ""),
    ("    def forward", "    def notation(self):\n        return ''\n\n    def forward", "net.yaml", "23:5", "maxout's notation: it takes ()", "explain operator"),
    ("    def forward", "    def saved(self, when, x):\n        return 3\n\n    def forward", "plan net.yaml", "23:5", "it takes (when, x) and is given 3 values", "circumstances"),
    ("    def forward", "    def saved(self, when, output, x):\n        return 3\n\n    def forward", "plan net.yaml", "23:5", "maxout's saved: expected a Saved, found 3", ""),
]


@pytest.mark.parametrize(("old", "new", "command", "place", "message", "besides"), MISTAKES, ids=[f"{i}" for i in range(len(MISTAKES))])
def test_a_mistake_is_told_in_its_file(shown, old, new, command, place, message, besides):
    assert MAXOUT.count(old) == 1
    code, told = shown(MAXOUT.replace(old, new), command)
    assert code == 2
    assert told.startswith(f"maxout.py:{place}: error[operator-rule]: maxout's ")
    assert message in told
    assert besides in told
    assert not re.search("Traceback|0x|object at|NoneType|argument|Outline|fault of archcalc", told)


def test_a_library_is_answered_in_the_same_way(shown):
    shown(MAXOUT.replace("x[-1],)", "x[9],)"), "net.yaml")
    with pytest.raises(ArchcalcError, match=r"maxout's weights: a place past the end") as caught:
        archcalc.analyze("net.yaml")
    assert type(caught.value.__cause__) is IndexError


def test_what_is_no_operators_mistake_stays_a_fault_of_archcalc(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["archcalc", "vgg16"])
    monkeypatch.setattr("archcalc.reports.network_table._head", lambda *_: 1 // 0)
    assert cli._run() == 70
    assert "this is a fault of archcalc" in capsys.readouterr().err


@together(("op", "shapes"), [pytest.param(op, shapes, id=label((op, shapes))) for op, shapes in GRID[::7]])
def test_the_rules_of_all_operators_give_what_they_should(op, shapes):
    assert rule_errors.looked_through(op, op.output(*shapes), tuple(shapes)) is None
