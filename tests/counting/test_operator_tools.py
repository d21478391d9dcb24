"""Every named convention on every operator alone, after another and between others: against the tools, as recorded.

A figure is equal, or a doubt of the convention concerns the network and says why.
"""

import json
from functools import lru_cache

import pytest
from places import ORACLE

from archcalc import operators
from archcalc.counting import conventions
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build
from archcalc.reports.convention_tables import all_conventions

RECORD = json.loads((ORACLE / "operator_tools.json").read_text())
KINDS, CASES = RECORD["kinds"], RECORD["cases"]


@lru_cache
def network(label):
    case = CASES[label]
    text = "\n".join([f"input: {case['input']}", "layers:", *(f"  - {step}" for step in case["steps"])])
    return build(read(parse(text, "case.yaml"), "case"))


def said(tool):
    """What a tool says, by case and kind; bytes only where it says nothing of values."""
    for label, case in CASES.items():
        figures = case["figures"].get(tool)
        if isinstance(figures, list):
            known = dict(zip(KINDS, figures, strict=True))
            if known["memory"] is not None:
                known["bytes"] = None
            yield from ((label, kind, figure) for kind, figure in known.items() if figure is not None)


TOOLS = sorted({tool for case in CASES.values() for tool in case["figures"]})
SPOKEN = {tool: [(label, kind, figure) for label, kind, figure in said(tool)
                 if conventions.rule("memory" if kind == "bytes" else kind, tool) is not None] for tool in TOOLS}


@lru_cache
def figures_apart(tool):
    return list(apart(tool))


def apart(tool):
    """The figures that a convention does not meet, with those that it gives and its doubts on that network."""
    for label, kind, figure in SPOKEN[tool]:
        rule = conventions.load("memory" if kind == "bytes" else kind, tool)
        found = rule.total(network(label), 4)[kind == "bytes"]
        if found != figure:
            yield label, kind, figure, found, [doubt.why for doubt in rule.doubts if doubt.concerns(network(label))]


@pytest.mark.quick(cases=6)
@pytest.mark.parametrize("tool", TOOLS)
def test_a_convention_is_the_tools_figure_or_states_its_doubt(tool):
    assert [(label, kind, figure, found) for label, kind, figure, found, doubts in figures_apart(tool) if not doubts] == []


@pytest.mark.parametrize("tool", TOOLS)
def test_doubts_are_few(tool):
    assert len(figures_apart(tool)) <= len(SPOKEN[tool]) / 4


def test_what_the_package_says_of_the_record_is_the_record():
    covered = {tool: {step.split(":")[0] for case in CASES.values() if isinstance(case["figures"].get(tool), list)
                      for step in case["steps"]} for tool in TOOLS}
    written = json.loads((ORACLE.parents[1] / "archcalc" / "counting" / "conventions" / "recorded.json").read_text())
    assert {tool: set(kinds) for tool, kinds in written.items()} == {tool: kinds for tool, kinds in covered.items() if kinds}


WITHOUT = {"subsample", "table_conv", "rbf", "mixture", "opaque", "input", "side_input", "module_array", "tensor_function"}
"""Operators that PyTorch has no form of, or that are none."""
LATER = {"dynamic_quantize"}
"""Operators on which no tool was run yet: the table says so."""


def test_every_operator_is_among_the_cases():
    tried = {step.split(":")[0] for case in CASES.values() for step in case["steps"]}
    assert tried == set(operators.built_in()) - WITHOUT - LATER


def test_where_a_tool_was_not_run_the_table_says_so():
    text = "input: [6, 8, 8]\nlayers:\n  - subsample: {kernel: 2}\n  - max_pool: {kernel: 2}"
    notes = all_conventions(build(read(parse(text, "old.yaml"), "old")), 4).notes
    (note,) = [note for note in notes if note.startswith("not recorded")]
    assert note.startswith("not recorded on subsample: ")
    assert "thop" in note
    assert "macs" not in note
    assert "max pool" not in note


def test_and_is_silent_where_all_were():
    text = "input: [6, 8, 8]\nlayers:\n  - max_pool: {kernel: 2}"
    assert not any(note.startswith("not recorded") for note in all_conventions(build(read(parse(text, "new.yaml"), "new")), 4).notes)
