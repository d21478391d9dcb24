"""Published figures and the readers of other files, each made wrong once, and what may notice: used by sabotages.py."""

import json
import re
from collections.abc import Callable, Generator, Iterator
from difflib import get_close_matches
from functools import cache, lru_cache, partial
from importlib import import_module
from inspect import signature
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import handed_in
import language_twin
import notation_twin
import test_claims
import test_expressions
import test_keras
import test_onnx_attention
import test_onnx_fused
import test_onnx_mutations
import test_onnx_node_forms
import test_onnx_reading
import test_onnx_recurrent
import test_onnx_values
import test_torch_attention
import test_torch_programs
from places import ROOT
from proofs_of_operators import holders
from together import PARAMETERS

import archcalc
from archcalc.base.registry import families
from archcalc.counting.claims import check, figure_kinds
from archcalc.homework import sheets
from archcalc.homework.marking import check as marking
from archcalc.language.expressions import arithmetic
from archcalc.language.notation import tokens
from archcalc.language.spec import variants
from archcalc.language.text.document import parse
from archcalc.loading.keras import layers as keras_layers
from archcalc.loading.library import load
from archcalc.loading.onnx import rules as onnx_rules
from archcalc.loading.onnx.translation_context import Flow
from archcalc.loading.torch import rules as torch_rules
from archcalc.loading.torch.call_view import LayerOutput
from archcalc.network.builder import build
from archcalc.operators.foreign_names import bare

Parts = tuple[Callable[[], Iterator[tuple[Any, Any, Any]]], dict[str, Callable[[], object]]]


def _claims() -> Iterator[tuple[str, Parts]]:
    for figure, kind in figure_kinds.FIGURES.items():
        wrong = kind._replace(answers=partial(_none, kind.answers))
        proofs = {f"claims {name}": partial(published, figure, name) for name in claiming(figure)}
        yield f"claim {figure}", (partial(_in_its_place, figure, wrong), proofs | {"worked out": test_claims.test_a_ratio_is_worked_out})


def _in_its_place(figure: str, wrong: Any) -> Iterator[tuple[Any, Any, Any]]:
    yield figure_kinds.FIGURES, figure, wrong


def _none(answers: Callable[[Any], Iterator[Any]], question: Any) -> Iterator[Any]:
    """Nothing of every figure; sides are longer by one."""
    for each in answers(question):
        value = tuple(side + 1 for side in each.value) if isinstance(each.value, tuple) else 0
        yield each._replace(value=value, size=each.size and 0)


@cache
def claiming(figure: str) -> list[str]:
    """The shortest bundled networks that publish a figure."""
    files = sorted((ROOT / "architectures").glob("*.yaml"), key=lambda path: path.stat().st_size)
    found = [path for path in files if re.search(rf"figure: {figure}[,}}\s]", path.read_text("utf-8"))]
    return [name for path in found[:4] for name in (variants(parse(path.read_text("utf-8"), path.name)) or (path.stem,))][:12]


def published(figure: str, name: str) -> None:
    graph = build(load(name))
    mine = [claim for claim in check.check(graph, 4) if claim.published.figure == figure]
    assert any(claim.verdict in {check.REPRODUCED, check.OTHERWISE} for claim in mine)


# --- the language


def _expressions() -> Iterator[tuple[str, Parts]]:
    proofs: dict[str, Callable[[], object]] = {
        "worked out by hand": partial(every, test_expressions.test_everything_that_the_language_has),
        "as in Python": test_expressions.test_signs_bind_as_pythons_do,
        "interpreter": partial(agrees, language_twin, 120)}
    for table in (arithmetic.OPERATIONS, arithmetic.FUNCTIONS):
        for name, right in table.items():
            put = partial(_joined_otherwise, name) if name in {"and", "or"} else partial(_entry, table, name, right)
            yield f"expression {name}", (put, proofs)
    yield "notation", (lambda: holders(tokens.tokens, _other_numbers), {"by pencil": partial(agrees, notation_twin, 20)})


def _joined_otherwise(sign: str) -> Iterator[tuple[Any, Any, Any]]:
    """`and` and `or` look at the second condition only where they must: one instead of the other."""
    right, other = arithmetic.binary, {"and": "or", "or": "and"}[sign]
    return holders(right, lambda told, *parts: right(other if told == sign else told, *parts))


def _entry(table: dict[Any, Any], name: str, right: Any) -> Iterator[tuple[Any, Any, Any]]:
    yield table, name, _wrong_entry(right)


def _wrong_entry(right: Any) -> Any:
    """A function, or the last of a row that is one, whose answer is another."""
    if callable(right):
        return lambda *given: _other(right(*given))
    parts = [_wrong_entry(part) if callable(part) else part for part in right]
    return type(right)(*parts) if hasattr(right, "_fields") else type(right)(parts)


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    return value[1:] if isinstance(value, (list, str)) else value + 1


@lru_cache
def _other_numbers(text: str) -> Any:
    return tuple(each._replace(text=re.sub(r"[0-9](?=[^0-9]*$)", lambda digit: str((int(digit[0]) + 1) % 10), each.text))
                 if each.kind == "word" else each for each in tokens.tokens.__wrapped__(text))


def agrees(twin: Any, count: int) -> None:
    for number in range(count):
        assert twin.difference(f"sabotage/{number}") is None


def every(test: Any) -> None:
    """A test with all its parameters, and a folder where it wants one."""
    marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
    names = [[name.strip() for name in mark.args[0].split(",")] if isinstance(mark.args[0], str) else list(mark.args[0]) for mark in marks]
    for chosen in product(*(mark.args[1] for mark in marks)):
        given: dict[str, Any] = {}
        for own, case in zip(names, chosen, strict=True):
            given |= dict(zip(own, case.values if isinstance(case, PARAMETERS) else case if len(own) > 1 else (case,), strict=True))
        with TemporaryDirectory() as folder:
            fixtures = {"tmp_path": Path(folder), "load": partial(_loaded, Path(folder))}
            test(**given, **{name: fixture for name, fixture in fixtures.items() if name in signature(test).parameters})


def _loaded(folder: Path, config: Any) -> Any:
    path = folder / "m.json"
    path.write_text(json.dumps(config), "utf-8")
    return archcalc.load(str(path))


# --- answer sheets, files of weights


ANSWERS = {"conv1_1.params": "1792", "conv1_1.output": "224x224x64"}


def _sheets() -> Iterator[tuple[str, Parts]]:
    for form in sorted(set(sheets.formats().values())):
        module = sheets.NAMES.load(form)
        yield f"sheet {form}", (partial(_wrong_sheet, module), {"check": partial(marked, form)})


def _wrong_sheet(module: Any) -> Iterator[tuple[Any, Any, Any]]:
    right = module.read

    def wrong(raw: bytes, name: str) -> Iterator[Any]:
        for sheet in right(raw, name):
            first, *others = sheet.entries
            yield sheet._replace(entries=(first._replace(given=f"{first.given}1"), *others))
    yield module, "read", wrong


def marked(form: str) -> None:
    """A sheet with right answers has all points."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"hw{sheets.NAMES.load(form).SUFFIXES[0]}"
        handed_in.WRITERS[form](path, ANSWERS)
        found = marking.marker(None, "vgg16").mark(sheets.read(path)[0])
    assert (found.score, found.max_score) == (2, 2)


# --- files of other programs


def _keras() -> Iterator[tuple[str, Parts]]:
    for name in keras_layers._modules(is_function=False).values():
        module = import_module(f"{keras_layers.__name__}.{name}")
        kind = get_close_matches(bare(name.rpartition(".")[2]), CLASSES, 1, 0.8)
        cases = [case for case in test_keras.CASES if {*kind} & _classes(case["config"])][:6]
        if name not in REFUSED:
            proofs = {f"Keras's rows, {case['name']}": partial(as_keras, case) for case in cases}
            proofs["applications"] = partial(every, test_keras.test_layers_that_applications_bring_along)
            yield f"keras {name}", (partial(_passes_on, module), proofs)


REFUSED = {"core.input_layer"}
"""Its rule says that it has none."""


def _classes(config: Any) -> set[str]:
    """The classes that a configuration names."""
    return {bare(name) for name in re.findall(r'"class_name": "(\w+)"', json.dumps(config))}


CLASSES = set[str]().union(*(_classes(case["config"]) for case in test_keras.CASES))


def _passes_on(module: Any) -> Iterator[tuple[Any, Any, Any]]:
    return holders(module.translate, lambda layer: layer.x)


def as_keras(case: Any) -> None:
    with TemporaryDirectory() as folder:
        network = _loaded(Path(folder), case["config"])
    own, _ = test_keras.rows(network)
    for name, shape, count in case["rows"]:
        assert name in own
        assert len(own[name][0]) == len(shape)
        assert own[name][1] == count
    assert sum(count for _, count in own.values()) == case["params"]
    macs = archcalc.analyze(network, convention=["torch"]).table("layers").totals["macs"]
    assert macs == case["flops"]


def _onnx() -> Iterator[tuple[str, Parts]]:
    for family in families(onnx_rules.__name__, onnx_rules.__file__):
        name = family.__name__.rpartition(".")[2]
        yield f"onnx {name}", (partial(_one_layer_more, family, partial(_one_more, "arithmetic", function="add", number=1.0), Flow),
                               {test.__name__: partial(every, test) for test in ONNX})
    for family in families(torch_rules.__name__, torch_rules.__file__):
        name = family.__name__.rpartition(".")[2]
        yield f"torch {name}", (partial(_one_layer_more, family, lambda call, y: call.aside("relu", y, gives=y.shape), LayerOutput),
                                {test.__name__: partial(every, test) for test in TORCH})


def _one_more(kind: str, node: Any, y: Any, **attributes: Any) -> Any:
    return node.aside(kind, y, **attributes)


def _one_layer_more(family: Any, more: Callable[[Any, Any], Any], flow: type) -> Iterator[tuple[Any, Any, Any]]:
    """Behind what each rule of a family gives there is a layer that does not belong there."""
    def behind(node: Any, y: Any) -> Any:
        if isinstance(y, flow):
            return more(node, y)
        return type(y)((behind(node, y[0]), *y[1:])) if type(y) in (tuple, list) and y else y

    def later(node: Any, steps: Any) -> Any:
        return behind(node, (yield from steps))

    def wrong(right: Any, node: Any) -> Any:
        y = right(node)
        return later(node, y) if isinstance(y, Generator) else behind(node, y)
    yield from ((family.RULES, name, partial(wrong, right)) for name, right in family.RULES.items())


ONNX = (test_onnx_reading.test_what_exporters_write_in_several_nodes_is_one_layer, test_onnx_recurrent.test_every_choice_of_outputs,
        test_onnx_fused.test_one_node_is_what_it_holds, test_onnx_node_forms.test_nodes_that_move_and_pick_values,
        test_onnx_values.test_figures_and_values_are_right, test_onnx_attention.test_attention_is_found_and_nothing_else,
        test_onnx_node_forms.test_an_image_of_another_size, test_onnx_reading.test_the_models_that_onnx_ships,
        test_onnx_mutations.test_networks_of_several_nodes)
TORCH = tuple(test for module in (test_torch_programs, test_torch_attention) for name, test in vars(module).items()
              if name.startswith("test_"))


def rows() -> Iterator[tuple[str, Parts]]:
    for each in (_claims, _expressions, _sheets, _keras, _onnx):
        yield from each()
