"""Traits: which operator has which, that a slip of the pen is refused, and that what is new is counted as its cousins are."""

import ast
import re
import sys
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

import archcalc
from archcalc import operators
from archcalc.base.errors import ArchcalcError
from archcalc.counting import conventions
from archcalc.counting.convention import Convention, Rule, Term
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build
from archcalc.operators import built_in, find, kinds, suggested
from archcalc.operators.normalization._base import Norm
from archcalc.operators.operator import Op
from archcalc.operators.traits import FAMILIES, TRAITS
from archcalc.rendering import presets
from archcalc.rendering.drawings.diagram import diagram
from archcalc.reports.network_table import analyze

PACKAGE = Path(archcalc.__file__).parent


@cache
def trees():
    """Every file of the package, parsed."""
    return {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


@pytest.fixture(autouse=True)
def _new_operators_are_forgotten():
    yield
    for kind in Op.known.keys() - set(built_in()):
        del Op.known[kind]


def test_the_table_of_traits(golden):
    lines = [f"{kind:20}{', '.join(trait for trait in TRAITS if trait in find(kind).traits)}\n" for kind in kinds()]
    golden("traits.txt", "".join(lines))


def test_every_trait_is_had_by_some_operator_and_says_something_of_its_own():
    assert frozenset().union(*(find(kind).traits for kind in kinds())) == TRAITS.keys()
    assert len({trait.meaning for trait in TRAITS.values()}) == len(TRAITS)
    assert frozenset().union(*(trait.brings for trait in TRAITS.values())) <= TRAITS.keys()
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", name) for name in TRAITS)


def test_an_operator_is_of_one_family_at_most():
    assert {kind for kind in kinds() if len(find(kind).traits & FAMILIES.keys()) > 1} == set()


def words(node) -> list[str]:
    return [each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def named(tree) -> dict[str, ast.expr]:
    """What a file's own names stand for."""
    return {target.id: node.value for node in tree.body if isinstance(node, ast.Assign)
            for target in node.targets if isinstance(target, ast.Name)}


def asked(tree) -> list[str]:
    """The traits that a file asks for: "quiet" in op.traits, op.traits.isdisjoint({"sum"})."""
    names, found = named(tree), []
    for node in ast.walk(tree):
        sides = []
        if isinstance(node, ast.Compare) and isinstance(node.comparators[0], ast.Attribute) and node.comparators[0].attr == "traits":
            sides = [node.left]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and getattr(node.func.value, "attr", "") == "traits":
            sides = node.args
        found += [word for side in sides for word in words(names.get(getattr(side, "id", ""), side))]
    return found


def test_every_trait_that_is_asked_for_exists_and_every_trait_is_asked_for():
    used = {word for tree in trees().values() for word in asked(tree)}
    assert used > {"weight-layer", "sum", "stacks", "by-channel"}
    assert used <= TRAITS.keys()
    counted = frozenset().union(*(rule.names for name in conventions.NAMES for rule in conventions.NAMES.load(name).rules.values()))
    assert TRAITS.keys() - used - counted - FAMILIES.keys() == set()


def by_name(tree) -> list[str]:
    """Where an operator's name is compared with names that are written there: op.kind == "conv", op.kind in _SUMS."""
    names, found = named(tree), []
    for node in ast.walk(tree):
        sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
        written = [names.get(getattr(side, "id", ""), side) for side in sides]
        literal = [side for side in written if isinstance(side, ast.Constant | ast.Set | ast.Tuple | ast.List)
                   or getattr(getattr(side, "func", None), "id", "") == "frozenset"]
        if any(ast.unparse(side).endswith("op.kind") for side in sides) and any(words(side) for side in literal):
            found.append(ast.unparse(node))
    return found


def test_no_file_chooses_an_operator_by_its_name():
    seen = by_name(ast.parse('_SUMS = frozenset({"add"})\n'
                             'x = "conv" == node.op.kind or op.kind in {"a", "b"} or op.kind not in _SUMS or op.kind in known'))
    assert seen == ["'conv' == node.op.kind", "op.kind in {'a', 'b'}", "op.kind not in _SUMS"]
    assert {path: found for path, tree in trees().items() if (found := by_name(tree))} == {}


CLASS = 'from archcalc.operators.operator import Op\n\nclass Maxout(Op):\n    """The largest."""\n\n    '
RULE = "\n\n    def output(self, x):\n        return x\n"


@pytest.mark.parametrize(("body", "where", "message"), [
    ('kind, traits = "maxout", {"poling", "maxima"}' + RULE, "6:32", "Maxout: there is no trait 'poling'\n6 | did you mean 'pooling'?"),
    ('kind, traits = "maxout", {"maxima", "zzz"}' + RULE, "6:42", "Maxout: there is no trait 'zzz'\n6 | archcalc/operators/traits.py tells what there is"),
    ('kind, traits = "maxout", "pooling"' + RULE, "6:11", "Maxout: traits are a set of names\n6 | traits = {\"pooling\"}"),
    ('kind, drawn_as = "maxout", "nrm"' + RULE, "6:33", "Maxout: there is no trait 'nrm'\n6 | did you mean 'norm'?"),
    ('kind = "maxout"', "3:7", "Maxout: there is no rule `output`\n3 | def output(self, x): return x"),
    ('kind = "maxout"\n    from archcalc.operators.attributes import Pair\n    window: Pair' + RULE, "8:5", "Maxout: 'window' is an operator's own word, and no attribute's\n8 | write window_"),
])
def test_what_is_wrong_with_an_operator_is_told_where_it_stands(body, where, message, tmp_path, monkeypatch):
    path = tmp_path / "maxout.py"
    path.write_text(CLASS + body, "utf-8")
    spec = spec_from_file_location("maxout", path)
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "maxout", module)
    with pytest.raises(ArchcalcError) as caught:
        spec.loader.exec_module(module)
    (mistake,) = caught.value.mistakes
    assert str(mistake.place) == f"{path}:{where}"
    assert f"{mistake.message}\n{mistake.place.line} | {mistake.hint}" == message
    assert "maxout" not in Op.known


def test_a_file_without_the_operator_of_its_name_is_refused(monkeypatch):
    monkeypatch.setattr(operators, "_modules", lambda: {"ghost": "archcalc.operators.linear.linear"})
    with pytest.raises(ArchcalcError, match=r"archcalc\.operators\.linear\.linear has no operator 'ghost'"):
        find("ghost")


def test_all_unknown_traits_are_told_at_once_also_where_there_is_no_file():
    with pytest.raises(ArchcalcError) as caught:
        type("Maxout", (Op,), {"__module__": "__nowhere__", "traits": {"actvation", "nrm", "held"}})
    assert [(each.hint, each.place) for each in caught.value.mistakes] == [
        ("did you mean 'activation'?", None), ("did you mean 'norm'?", None)]


def test_traits_bring_others_along_and_are_inherited():
    base = type("Base", (Op,), {"__annotations__": {}, "traits": {"normalises"}})
    own = type("Own", (base,), {"__annotations__": {}, "kind": "own", "traits": {"maxima"}, "output": lambda self, x: x})
    assert base.traits == {"normalises", "norm", "module", "quiet", "beside", "own-volume"}
    assert own.traits == base.traits | {"maxima"}
    assert own.names == own.traits | {"own"}
    assert type("Same", (own,), {"__annotations__": {}}).kind == "own"
    assert Op.known["own"] is own


def test_a_convention_that_names_what_does_not_exist_is_refused_with_its_file(monkeypatch):
    thop = conventions.NAMES.files.load("thop")
    terms = (Term("outputs", "outputs", frozenset({"normalizes", "conv"})), Term("outputs", "outputs", but=frozenset({"wight-layer"})))
    monkeypatch.setattr(thop, "VARIANTS", {"thop-new": Convention(memory=Rule("", "", terms))}, raising=False)
    monkeypatch.setattr(conventions, "_of_module", conventions._of_module.__wrapped__)  # remembers a file's as it was
    with pytest.raises(ArchcalcError) as caught:
        conventions.NAMES.load("thop-new")
    assert [(each.message, each.hint) for each in caught.value.mistakes] == [
        ("there is no operator or trait 'normalizes'", "did you mean 'normalises'?"),
        ("there is no operator or trait 'wight-layer'", "did you mean 'weight-layer'?")]
    assert caught.value.mistakes[0].place.source.name == thop.__file__


def network(norm: str):
    text = (f"input: [3, 8, 8]\nlayers:\n  - conv: {{filters: 4, kernel: 3}}\n  - {norm}\n"
            "  - relu\n  - global_avg_pool\n  - flatten\n  - linear: {units: 5}\n")
    return build(read(parse(text, "n.yaml"), "n"))


def counts(graph) -> dict[tuple[str, str], list[int]]:
    """What every convention counts whose tool does not know each norm by its name, as onnx-tool does."""
    return {(name, kind): [*rule.counts(graph)] for name in conventions.NAMES for kind, rule in conventions.NAMES.load(name).rules.items()
            if rule.names.isdisjoint({"group_norm", "instance_norm"})}


def test_a_new_norm_is_counted_listed_and_drawn_as_its_cousins_are():
    class Whitening(Norm):
        kind = "whitening"

        def means(self, x):
            return x[0]

    cousin, graph = network("group_norm: {groups: 1}"), network("whitening")
    assert counts(graph) == counts(cousin)
    values = 4 * 6 * 6
    assert conventions.load("operations", "thop").counts(graph)[2] == 4 * values
    assert conventions.load("memory", "torchinfo").counts(graph)[2] == values
    assert conventions.load("params", "thop").counts(graph)[2] == 8
    assert analyze(graph).tables[0].hidden == analyze(cousin).tables[0].hidden
    assert [block.role for block in diagram(graph).root.blocks()] == [block.role for block in diagram(cousin).root.blocks()]
    assert [block.after for block in diagram(graph).root.blocks()][1] == ("whitening", "relu")


def test_without_the_trait_it_is_not():
    class Whitening(Op):
        kind, traits = "whitening", {"norm"}

        def output(self, x):
            return x

    assert conventions.load("operations", "thop").counts(network("whitening"))[2] == 0


def test_products_that_are_written_out_are_seen_by_profilers():
    text = ("input: [6, 8]\nlayers:\n  - linear: {units: 8, name: q}\n"
            "  - transpose: {order: [0, 2, 1], name: k}\n  - matmul: {from: [q, k]}\n")
    graph = build(read(parse(text, "n.yaml"), "n"))
    for name in ("fvcore", "ptflops", "macs"):
        assert conventions.load("operations", name).counts(graph)[3] == 6 * 6 * 8


@pytest.fixture
def no_more_operators():
    """No operator of a test is there for another."""
    before = dict(Op.known)
    yield
    for kind in Op.known.keys() - before.keys():
        del Op.known[kind]


@pytest.mark.usefixtures("no_more_operators")
def test_what_else_must_know_an_operator_is_told_by_it():
    class Blend(Op):
        kind, traits = "blend", {"merge"}
        stem, sign, drawn_as, elsewhere = "mix", "~", "resize", ("lerp",)
        keras, pytorch, inputs = "Blending", "Blend2d", (1, 2)

        def output(self, *xs):
            return xs[0]

    graph = build(read(parse("input: [3, 8, 8]\nlayers: [blend, relu, blend]\n", "n.yaml"), "n"))
    assert [node.name for node in graph.nodes] == ["input", "mix1", "relu1", "mix2"]
    assert [(block.sign, block.role) for block in diagram(graph).root.blocks()][1:] == [("~", "resize"), ("~", "resize")]
    for preset, words in (("keras", "mix2 (Blending)"), ("torchinfo", "Blend2d: mix2")):
        assert presets.applied(analyze(graph), presets.load(preset)).tables[0].rows[3][0] == words


def test_other_libraries_words_mean_one_operator_each():
    told = [(word.lower(), kind) for kind in kinds()
            for word in {find(kind).keras.lower(), find(kind).pytorch.lower(), *find(kind).elsewhere} if word]
    assert len(dict(told)) == len(told)
    for word, kind in told:
        assert word.replace("_", "") == word
        assert suggested(word, kinds()) == f"did you mean '{kind}'?"
        assert word == kind or word not in kinds()
