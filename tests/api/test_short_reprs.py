"""Whatever a program holds is written in a line or two: every value that is reached from what the functions answer."""

import json
from collections.abc import Mapping

import pytest

import archcalc
from archcalc.base.named_tuples import MOST_SHOWN, NamedTuple

HOSTILE = "title: '" + "t" * 5000 + "'\ninput: [3, 8, 8]\nlayers: [" + ", ".join(["relu"] * 300) + "]\n"
QUESTIONS = {
    "report": archcalc.analyze, "with formulas": lambda network: archcalc.analyze(network, formulas=True), "graph": archcalc.build,
    "plan": archcalc.plan, "explained": lambda network: archcalc.explain(network, "params"), "compared": lambda network: archcalc.compare(network, "lenet5"),
    "differs": lambda network: archcalc.diff(network, "lenet5"), "network": lambda network: network,
}


def reached(value):
    """Every value of archcalc's own that can be reached from one, each once."""
    waiting, known = [value], set()
    while waiting:
        one = waiting.pop()
        if id(one) in known:
            continue
        known.add(id(one))
        if isinstance(one, Mapping):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, (tuple, list, set, frozenset)):
            waiting += one
        if type(one).__module__.startswith("archcalc."):
            yield one
            waiting += vars(one).values() if hasattr(one, "__dict__") else [getattr(one, name) for name in getattr(one, "__slots__", ())]


@pytest.mark.parametrize("name", ["alexnet", "resnet50", "transformer_base", "hostile"])
def test_everything_that_is_reached_is_written_in_a_line_or_two(name):
    network = archcalc.load(HOSTILE if name == "hostile" else name)
    kinds, values = set(), []
    for ask in QUESTIONS.values():
        values.append(ask(network))
        for one in reached(values[-1]):
            text = repr(one)
            assert len(text) <= MOST_SHOWN, (type(one), len(text))
            assert "\n" not in text
            kinds.add(type(one))
    assert len(kinds) > 10
    assert {archcalc.Network, type(archcalc.build(network)), archcalc.Report} <= kinds


def test_the_whole_is_written_where_it_is_short_and_what_matters_where_it_is_not():
    graph = archcalc.build("alexnet")
    assert repr(graph.node("relu1").op) == "relu()"
    assert repr(graph).startswith("Graph(about=About(name='alexnet', ...), nodes=<25 items>, outputs=(24,)")
    assert "op=conv(filters=96" in repr(graph.node("conv1"))


class Pair(NamedTuple):
    one: object
    other: object = ()


@pytest.mark.parametrize(("value", "text"), [
    (Pair(1), "Pair(one=1, other=())"), (Pair("a" * 300), f"Pair(one='{'a' * 44}...)"),
    (Pair("\x1b" * 300), "Pair(one='" + r"\x1b" * 11 + "...)"), (Pair(range(3), (0,) * 300), "Pair(one=range(0, 3), other=<300 items>)"),
    (Pair((Pair({"a": 1}), [2])), "Pair(one=(Pair(one={'a': 1}, other=()), [2]), other=())"),
    (Pair({str(i): i for i in range(99)}, frozenset(range(99))), "Pair(one=<99 items>, other=<99 items>)"),
    (Pair(Pair((0,) * 99, "b")), "Pair(one=Pair(one=<99 items>, other='b'))")])
def test_a_value_is_cut_where_it_is_long(value, text):
    assert repr(value) == text


def test_a_value_of_any_size_is_written_at_once():
    deep = Pair(0)
    for _ in range(50_000):
        deep = Pair(deep)
    assert repr(deep).startswith("Pair(one=Pair(one=")
    assert len(repr(deep)) <= MOST_SHOWN


def test_errors_are_written_so_too():
    with pytest.raises(archcalc.ArchcalcError) as caught:
        archcalc.load("input: [3, 8, 8]\nlayers: [" + "relv, " * 30 + "relu]")
    assert repr(caught.value) == "ArchcalcError(\"unknown-operator: there is no operator or module 'relv'\" and 29 more)"
    long = archcalc.ArchcalcError.of("usage", "m" * 1000)
    assert (len(repr(long)), repr(long)[-1]) == (MOST_SHOWN, ")")
    assert json.loads(json.dumps(str(long))) == str(long)
