"""What every operator promises, over a grid of attributes: shapes, weights, a docstring that tells all."""

import inspect
import re
from pathlib import Path

import pytest
from operator_grid import DOCUMENTED, GRID, documented, label
from together import together

from archcalc.base.errors import Refused
from archcalc.executor.outlines.dtypes import FLOAT32
from archcalc.executor.outlines.namespace import Shared
from archcalc.operators import find, kinds
from archcalc.operators.given_attributes import parse_attribute
from archcalc.operators.operator import Op
from archcalc.operators.operator_chain import names
from archcalc.operators.operator_chain import shapes as chain_shapes

RULED = [kind for kind in kinds() if not find(kind).traits & {"opaque", "counted-only"}]
"""All but those that stand for others' operators, and cannot be run."""
ALL = {label(case): case for case in (*GRID, *DOCUMENTED) if case[0].kind in RULED}
CASES = [pytest.param([case for case in ALL.values() if case[0].kind == kind], id=kind) for kind in RULED]
"""The cases of each operator, together: to collect thousands one by one takes longer than they do."""


def outlined(op, shapes):
    """The arrays and weights of a case, without values."""
    xp = Shared()
    arrays = [xp.empty(shape, FLOAT32) for shape in shapes] or [xp.empty(op.output(), FLOAT32)] * ("input" in op.traits)
    return xp, arrays, {name: xp.empty(weight.shape, FLOAT32) for name, weight in op.weights(*shapes).items()}


@together("kind", kinds())
def test_every_example_is_a_case(kind):
    cases = documented(find(kind))
    assert cases
    assert {op.kind for op, _ in cases} == {kind}


def test_an_example_is_run_for_its_operators_and_shapes():
    (op, shapes), = documented(find("conv"))
    assert (op, shapes) == (find("conv")(filters=96, kernel=(11, 11), stride=(4, 4)), [(1, 3, 227, 227)])
    assert [shapes for _, shapes in documented(find("attention"))] == [[(1, 197, 768)]]


@together("cases", CASES)
def test_output_is_a_shape(cases):
    for op, shapes in cases:
        shape = op.output(*shapes)
        assert isinstance(shape, tuple), (op, shapes)
        assert all(type(axis) is int and axis > 0 for axis in shape), (op, shapes)


@together("cases", CASES)
def test_forward_makes_the_computed_shape_of_exactly_the_weights(cases):
    for op, shapes in cases:
        xp, arrays, weights = outlined(op, shapes)
        y = op.forward(xp, *arrays, **weights)
        assert (y.shape, y.dtype) == (op.output(*shapes), FLOAT32), (op, shapes)
        with pytest.raises(TypeError):
            op.forward(xp, *arrays, **weights, another=xp.empty((1,), FLOAT32))


@together("kind", RULED)
def test_forward_takes_weights_by_the_names_that_the_rule_gives(kind):
    named = {name for op, shapes in ALL.values() if op.kind == kind for name in op.weights(*shapes)}
    parameters = inspect.signature(find(kind).forward).parameters.values()
    if any(each.kind is each.VAR_KEYWORD for each in parameters):
        return  # names that depend on attributes; another one is refused, above
    taken = {each.name for each in parameters if each.annotation != inspect.Parameter.empty} - {"xp", "x", "xs", "given", "return"}
    assert taken == named - inside(kind)


def inside(kind):
    """The weights of a chain of operators that an operator holds, which are called after them."""
    chains = [(op.attributes[each], given[0]) for op, given in ALL.values() if op.kind == kind
              for each, field in op.fields.items() if field.steps]
    return {f"{own}_{name}" for chain, x in chains
            for own, (each, read, _) in zip(names(chain), chain_shapes(chain, x), strict=True) for name in each.weights(read)}


@together("kind", kinds())
def test_the_docstring_names_every_attribute_and_has_an_example(kind):
    op = find(kind)
    assert ">>>" in op.__doc__
    for name in op.fields:
        assert name in op.__doc__ or name in inspect.getdoc(op.__mro__[1]), f"{kind} does not tell of {name}"


@together("kind", kinds())
def test_every_operator_is_a_class_in_the_file_of_its_name(kind):
    op = find(kind)
    path = Path(inspect.getsourcefile(op))
    assert (op.kind, path.stem) == (kind, kind)
    assert re.search(rf"^class {op.__name__}\(", path.read_text("utf-8"), re.MULTILINE)


def test_rules_that_an_operator_does_not_state():
    op = Op()
    assert (op.weights((1, 3)), op.cost((1, 3), (1, 3))) == ({}, (0,) * 6)
    assert (op.window((1, 3)).kernel, op.is_view(training=True)) == ((1, 1), False)
    with pytest.raises(Refused, match="has no rule `forward`: it cannot be run"):
        op.forward(Shared(), (1, 3))


@pytest.mark.parametrize(("kind", "attributes", "shapes", "words"), [
    ("concat", {"axis": 4}, [(1, 2, 3), (1, 2, 3)], "concat wants axis 4"), ("softmax", {"axis": 2}, [(1, 7)], "softmax wants axis 2"),
    ("select", {"axis": 4, "places": [0, 1]}, [(1, 2, 3, 3)], "select wants axis 4"), ("select", {"axis": 1, "places": [0, 3]}, [(1, 2, 3, 3)], "places 0 to 2"),
    ("reduce", {"function": "mean", "axes": [4]}, [(1, 2, 3, 3)], "reduce wants axis 4"), ("reduce", {"function": "max", "axes": [0, 1]}, [(1, 7)], "leaves no axis"),
    ("matmul", {}, [(1, 2, 3), (1, 4, 5)], "matmul cannot multiply"), ("matmul", {}, [(2, 2, 3), (3, 3, 5)], "matmul cannot join"),
    ("pad", {"sides": [0, 0, 3, 0], "mode": "reflect"}, [(1, 2, 4, 3)], "pad, reflect, wants 3 along the width of 3: at most 2"),
    ("pad", {"sides": [0, 5, 0, 0], "mode": "circular"}, [(1, 2, 4, 3)], "pad, circular, wants 5 along the height of 4: at most 4"),
    ("regroup", {"shape": [1, 7]}, [(1, 2, 3)], "holds 7"), ("reshape", {"shape": [7]}, [(1, 2, 3)], "6"), ("transpose", {"order": [0, 2, 1]}, [(1, 2, 3, 3)], "transpose orders 3 axes"),
    ("table_conv", {"kernel": 1, "connections": [[0], [3]]}, [(1, 3, 4, 4)], "name the input map 3"), ("token", {"index": 4}, [(1, 4, 8)], "there are 4, counted from 0"),
    ("roi_align", {"size": 7}, [(1, 3, 8, 8)], "roi_align wants its regions"), ("roi_align", {"size": 7}, [(1, 3, 8, 8), (1, 9, 5)], "boxes of 4 numbers"),
    ("roi_align", {"size": 7, "regions": 4}, [(1, 3, 8, 8), (1, 9, 4)], "there are 9 boxes"), ("roi_align", {"size": 7}, [(2, 3, 8, 8), (1, 9, 4)], "cannot join"),
    ("upsample", {"scale": 2, "corners": True}, [(1, 3, 4, 4)], "corners says nothing to nearest"), ("upsample", {"scale": 0.2}, [(1, 3, 4, 4)], "leaves nothing of 4x4x3"),
    ("upsample", {"scale": 2, "mode": "bicubic"}, [(1, 3, 4, 4, 4)], "bicubic is for other axes"),
    ("window_attention", {"heads": 2, "size": 2, "shift": 2}, [(1, 8, 4, 4)], "a shift of 2 along the height")])
def test_what_an_operator_refuses(kind, attributes, shapes, words):
    op = find(kind)
    with pytest.raises(Refused, match=re.escape(words)):
        op(**{name: parse_attribute(op, name, value) for name, value in attributes.items()}).output(*shapes)


def test_an_operator_does_not_change():
    with pytest.raises(AttributeError, match="immutable"):
        find("relu")().slope = 1
