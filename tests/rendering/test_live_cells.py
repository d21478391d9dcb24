"""Rules and expressions run on cells: where every decision holds for other sizes, the formulas give what the rules give."""

import random
import re

import pytest
from operator_grid import GRID

import archcalc
from archcalc.base.errors import ArchcalcError, Refused
from archcalc.counting.derivations.live_numbers import Decisions, LiveInteger, plain
from archcalc.counting.derivations.traced_integers import Remembered
from archcalc.operators.given_attributes import missing_attributes
from archcalc.operators.shape_kinds import like
from archcalc.rendering.tables.cell_arithmetic import condition, formula
from archcalc.rendering.tables.presentation import Presentation
from archcalc.rendering.tables.spreadsheet_formulas import sheet

pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")
from evaluated_workbook import FUNCTIONS, Workbook, python


def worked_out(text, cells):
    """A formula with other values in its cells."""
    named = re.sub(r"\{(\d+):axis(\d+)\}", lambda match: f"cells[{match[1]},{match[2]}]", text)
    return eval(python(named), {"__builtins__": {}, "cells": cells, **FUNCTIONS})


def rules(op, shapes):
    """Everything that a sheet asks of an operator, as one flat list of numbers."""
    output = op.output(*shapes)
    held = op.weights(*shapes)
    return [*output, *(axis for weight in held.values() for axis in weight.shape), op.cost(output, *shapes).macs]


def live(shapes, decisions):
    return tuple(like(shape, (shape[0], *(LiveInteger.cell(axis, f"{{{i}:axis{j}}}", decisions) for j, axis in enumerate(shape[1:], 1))))
                 for i, shape in enumerate(shapes))


def varied(shapes, chance):
    """The same shapes with some axes larger or smaller; equal axes stay equal, mostly."""
    moved = {axis: max(1, axis + chance.choice([0, 0, 1, -1, 2, 6, axis])) for shape in shapes for axis in shape[1:]}
    return tuple(like(shape, (shape[0], *(moved[axis] if chance.random() < 0.95 else axis + 1 for axis in shape[1:]))) for shape in shapes)


@pytest.mark.parametrize("part", range(4))
def test_an_operators_rules_go_the_same_way_wherever_its_decisions_hold(part):
    """Every operator of the grid and of the docstrings, on ten other shapes each."""
    chance, held, turned = random.Random(part), 0, 0
    for op, shapes in GRID[part::20]:
        decisions = Decisions()
        numbers = rules(op, live(shapes, decisions))
        assert [plain(each) for each in numbers] == rules(op, shapes), op
        told = [condition(each) for each in decisions.taken()]
        assert None not in told, op
        for _ in range(10):
            other = varied(shapes, chance)
            cells = {(i, j): axis for i, shape in enumerate(other) for j, axis in enumerate(shape)}
            if not all(worked_out(each, cells) for each in told if each):
                turned += 1
                continue
            held += 1
            try:
                right = rules(op, other)
            except Refused:
                pytest.fail(f"{op} takes no {other}, and its decisions hold: {told}")
            found = [worked_out(formula(each), cells) if isinstance(each, Remembered) else each for each in numbers]
            assert found == right, (op, shapes, other, told)
    assert held > 4 * turned / 10 > 0


NETWORK = "input: [8, 32, 32]\nlayers:\n  - conv: {{{}, kernel: 3}}\n  - conv: {{filters: 5, kernel: 3}}\n"
LIVE = ("c_in // 2", "c_in * 3 - 1", "h_in", "h_in % 7 + 1", "round(c_in / 4)", "round(h_in / 4)", "floor(0.3 * h_in)",
        "ceil(h_in / 3)", "max(3, h_in // 2)", "volume()[1] + volume('input')[2]", "h_in ** 2",
        "w_in if h_in > 8 else 3", "-(-h_in // 3)", "[c_in, h_in][1] + 1",
        "divisible(1.4 * h_in, 8)", "divisible(0.31 * h_in, 8)", "divisible(h_in * 7 / 5, 10)", "divisible(h_in, 8)", "divisible(2.5, h_in)", "max(h_in, 12.5) // 1", "max(0.5, h_in) // 1")
"""Expressions that are formulas, whatever the size."""
DECIDED = ("0.3 * h_in // 0.1 + 1", "1.5 * h_in % 0.7 // 0.1 + 1", "1.5 * h_in // 1 % 7 + 1", "min(3.5 * c_in, h_in) // 1 + 1", "sqrt(h_in * h_in)", "[4, 8, 12][h_in % 3]",
           "len([1, 2, 3, 4][:h_in // 20]) + 1", "len(range(h_in))", "len([x for x in range(h_in // 4)]) + 2",
           "4 if h_in > 40 else 8", "4 if 33.5 > h_in else 8", "4 if 32 == h_in else 8", "4 if 32.0 == h_in else 8",
           "4 if h_in in [32, 33] else 8", "4 if not (h_in < 40 and w_in < 40) else 8", "h_in / 2", "2 ** (h_in // 16)",
           "len('12345678'[h_in // 8:]) + 3", "4 if h_in != 40 else 5",
           "1.5 * h_in // 1 % 7 + 1 if h_in // 8 != 5 else 4")
"""Expressions that need a number as it is, or go one way or another."""
FOLLOWING = ('each: {as: n, of: ["${h_in}", "${c_in}"], layers: [conv: {filters: "${n}", kernel: 3}]}',
             'avg_pool: {kernel: ["${h_in}", "${w_in}"]}', 'crop: {size: ["${h_in - 3}", "${w_in // 2}"]}',
             'conv: {filters: 4, kernel: "${h_in // 8 + 1}", stride: "${h_in // 16 + 1}"}')
TURNING = ('repeat: {times: "${h_in // 16}", layers: [conv: {filters: "${c_in + 1}", kernel: 3}]}',
           'conv: {filters: 4, name: "conv_${h_in}", kernel: 1}', 'conv: {filters: 4, kernel: 3, if: "${h_in != 40}"}',
           'conv: {filters: 4, kernel: "${h_in // 8}", stride: "${h_in // 16}"}',
           'conv: {filters: 8, kernel: 3, padding: "${h_in // 16}", groups: "${c_in}"}',
           'residual: {layers: [conv: {filters: 8, kernel: 3, padding: 1}], skip: "${h_in > 33}"}',
           'residual: {layers: [conv: {filters: 8, kernel: 1}], skip: "${w_in < 33}"}')
CHAIN = "input: [8, 32, 32]\nlayers:\n  - {}\n"


def judged(path, sizes):
    """For every size: what the sheet says of itself, and whether its cells are those of the network."""
    spec = archcalc.load(path)
    graph = archcalc.build(spec)
    report = sheet(graph, archcalc.analyze(graph), spec)
    made = Workbook(archcalc.render(Presentation().shown(report, "xlsx"), "xlsx"))
    for size in sizes:
        try:
            right = archcalc.analyze(archcalc.load(path, input_size="x".join(map(str, size)))).tables[0]
        except ArchcalcError:
            right = None
        yield made.follows(size), right is not None and made.equals(right)


SIZES = ((8, 32, 32), (8, 40, 40), (8, 33, 35), (9, 32, 32), (12, 64, 64), (8, 36, 32), (8, 5, 5), (16, 48, 24))


@pytest.mark.parametrize("body", [*(NETWORK.format(f'filters: "${{{each}}}"') for each in LIVE), *map(CHAIN.format, FOLLOWING)])
def test_what_an_expression_computes_is_a_formula(body, tmp_path):
    (tmp_path / "net.yaml").write_text(body, "utf-8")
    for holds, equal in judged(tmp_path / "net.yaml", SIZES):
        assert (holds, equal) in {(True, True), (False, False)}


@pytest.mark.parametrize("body", [*(NETWORK.format(f'filters: "${{{each}}}"') for each in DECIDED), *map(CHAIN.format, TURNING)])
def test_what_an_expression_decides_is_a_condition(body, tmp_path):
    """A sheet that does not count what the network has says so; the size that it was made for always holds."""
    (tmp_path / "net.yaml").write_text(body, "utf-8")
    first, *others = judged(tmp_path / "net.yaml", SIZES)
    assert first == (True, True)
    assert not [each for each in others if each[0] and not each[1]], others
    assert not all(holds for holds, _ in others), "one of these sizes turns something"


def test_the_grid_has_every_operator_with_a_rule_for_sizes():
    assert len({op.kind for op, _ in GRID}) > 40
    assert all(not missing_attributes(type(op), op.attributes) for op, _ in GRID)
