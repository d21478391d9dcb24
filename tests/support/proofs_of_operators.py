"""Operators, kernels and fast methods, each made wrong in one rule, and what may notice: used by sabotages.py."""

import re
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import numpy
import test_by_hand
import test_kernels
import test_operator_contract
import test_operator_tools
import test_planning
import test_reference
import test_windows

from archcalc.counting import conventions
from archcalc.executor import convolution, run
from archcalc.executor.backends import backend
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build
from archcalc.operators import built_in, find, kernels
from archcalc.operators.operator import Op

Parts = tuple[Callable[[], Iterator[tuple[Any, str, Any]]], dict[str, Callable[[], object]]]


def _longer(shape: Any) -> Any:
    return type(shape)((*shape[:-1], shape[-1] + 1))


def _wrong_array(y: Any) -> Any:
    """Every value off by a hundredth, and by a little; of arrays without values, and of what is no array, nothing."""
    if isinstance(y, tuple):
        return tuple(map(_wrong_array, y))
    if not isinstance(y, numpy.ndarray):
        return y
    return ~y if y.dtype == bool else y + 1 if y.dtype.kind in "iu" else (y * 1.01 + 0.01).astype(y.dtype)


def _one_more(counts: Any) -> Any:
    return counts._replace(**{counts._fields[0]: counts[0] + 1})


def _wrong_window(window: Any) -> Any:
    return window._replace(kernel=tuple(each - 1 if each > 1 else 2 for each in window.kernel))


def _wrong_weights(weights: dict[str, Any]) -> dict[str, Any]:
    name = next(iter(weights), None)
    return weights if name is None else weights | {name: weights[name]._replace(shape=_longer(weights[name].shape))}


WRONG = {"output": _longer, "weights": _wrong_weights, "cost": _one_more, "saved": _one_more, "forward": _wrong_array,
         "write": _wrong_array, "window": _wrong_window, "gradients_inside": lambda count: count + 1}
"""What becomes of a rule's answer."""


def ruled(kind: str) -> list[str]:
    """The rules that an operator states; what is only counted has a rule `forward` that refuses."""
    unrun = {"forward"} if find(kind).traits & {"opaque", "counted-only"} else set[str]()
    return [rule for rule in WRONG if rule not in unrun and getattr(find(kind), rule) is not getattr(Op, rule)]


def wrapped(right: Callable[..., Any], change: Callable[[Any], Any]) -> Callable[..., Any]:
    def wrong(*given: Any, **more: Any) -> Any:
        return change(right(*given, **more))
    return wrong


def written(text: str) -> Any:
    return build(read(parse(text, "x.yaml"), "x"))


# --- what may notice


def runs(text: str) -> None:
    """A network is run, and every value that is looked at is what its definition gives."""
    graph = written(text)
    ran = run.run(graph, backend("numpy"), run.RunSettings(weights="random", seed=1))
    assert ran.mismatches == ()
    assert sum(row.checked.values for row in ran.rows)


OTHERS = {
    "mixture": "input: [6, 12]\nlayers: [mixture: {experts: 4, active: 2, layers: [linear: {units: 8}, relu, linear: {units: 12}]}]",
    "rbf": "input: [12]\nlayers: [rbf: {units: 4}]", "subsample": "input: [4, 8, 8]\nlayers: [subsample: {kernel: 2}]",
    "table_conv": "input: [4, 8, 8]\nlayers: [table_conv: {kernel: 3, connections: [[0, 1], [2, 3], [0]]}]",
    "side_input": "inputs: {x: [4, 8, 8]}\nlayers: [side_input: {name: y, shape: [1, 1, 8]}, add: {from: [x, y]}]",
}
"""Networks of operators on which no tool is recorded."""


@cache
def alone(kind: str) -> str:
    """A small network with an operator."""
    labels = [label for label, case in test_operator_tools.CASES.items() if kind in {step.split(":")[0] for step in case["steps"]}]
    if not labels:
        return OTHERS.get(kind, "input: [3, 8, 8]\nlayers: [relu]")
    case = test_operator_tools.CASES[min(labels, key=len)]
    return "\n".join([f"input: {case['input']}", "layers:", *(f"  - {step}" for step in case["steps"])])


def as_pytorch(kind: str) -> None:
    test_kernels.test_every_operator_gives_what_pytorch_gave.__wrapped__(kind)


def contract(kind: str) -> None:
    cases = [case for case in test_operator_contract.ALL.values() if case[0].kind == kind]
    test_operator_contract.test_output_is_a_shape.__wrapped__(cases)
    test_operator_contract.test_forward_makes_the_computed_shape_of_exactly_the_weights.__wrapped__(cases)


def looks(kind: str) -> None:
    for op, shapes in test_reference.cases(kind)[:6]:
        test_reference.judge(op, shapes)


def by_hand(kind: str) -> None:
    for rows, test in WORKED_OUT:
        for row in rows:
            if row[0] == kind:
                test.__wrapped__(*row)


WORKED_OUT: list[tuple[list[tuple[Any, ...]], Any]] = [
    (test_by_hand.WORKED, test_by_hand.test_an_operator_worked_out_by_hand),
    (test_by_hand.SAVED, test_by_hand.test_what_training_keeps_worked_out_by_hand),
    (test_by_hand.KEPT_OF_SEVERAL, test_by_hand.test_what_training_keeps_of_several_inputs_worked_out_by_hand),
    (test_by_hand.SEEN, test_by_hand.test_a_window_worked_out_by_hand),
    (test_by_hand.INSIDE, test_by_hand.test_gradients_that_are_alive_inside_worked_out_by_hand),
    (test_by_hand.HELD, test_by_hand.test_what_stands_for_others_has_their_shapes)]


def fields(kind: str) -> None:
    """Receptive fields, of single operators against what changes, and of chains against PyTorch's gradients."""
    for op, shape in test_windows.ONE_OF_EACH.values():
        if op.kind == kind:
            test_windows.test_a_receptive_field_is_the_widest_that_changes_one_value.__wrapped__(op, shape)


def written_over(kind: str) -> None:
    if find(kind).writes:
        test_kernels.test_an_output_may_be_written_over_the_input_or_elsewhere(kind)


def kept_as_seen(kind: str) -> None:
    """What PyTorch kept, and the gradients that it held."""
    for row in (row for row in test_planning.OPERATORS if row["step"].split(":")[0] == kind):
        test_planning.test_what_is_saved_of_an_operator_not_in_place_composed_or_frozen.__wrapped__(row)
    for row in (row for row in test_planning.ROUTED if row["step"].split(":")[0] == kind):
        test_planning.test_what_is_saved_of_attention_gates_and_experts_and_their_live_gradients(row)


def counted_by_tools(kind: str) -> None:
    for label, case in test_operator_tools.CASES.items():
        if kind not in {step.split(":")[0] for step in case["steps"]}:
            continue
        graph = test_operator_tools.network(label)
        for tool, figures in case["figures"].items():
            for figure, said in zip(test_operator_tools.KINDS, figures, strict=True) if isinstance(figures, list) else ():
                rule = conventions.rule("memory" if figure == "bytes" else figure, tool) if said is not None else None
                if rule is not None and not (figure == "bytes" and figures[test_operator_tools.KINDS.index("memory")] is not None):
                    found = rule.total(graph, 4)[figure == "bytes"]
                    assert found == said or any(doubt.concerns(graph) for doubt in rule.doubts), (label, tool, figure)


def operators() -> Iterator[tuple[str, Parts]]:
    for kind in built_in():
        for rule in ruled(kind):
            right = getattr(find(kind), rule)
            change = wrapped(right, WRONG[rule])
            yield f"{kind}, {rule}", (lambda kind=kind, rule=rule, change=change: iter([(find(kind), rule, change)]), _proofs(kind))


def _proofs(kind: str) -> dict[str, Callable[[], object]]:
    return {"run": partial(runs, alone(kind)), "contract": partial(contract, kind), "worked out by hand": partial(by_hand, kind),
            "receptive fields": partial(fields, kind), "written over": partial(written_over, kind),
            "tools": partial(counted_by_tools, kind), "kept, as PyTorch": partial(kept_as_seen, kind),
            "PyTorch's values": partial(as_pytorch, kind), "looks": partial(looks, kind)}



# --- kernels, and the fast methods of convolutions


def _users(name: str) -> list[str]:
    """The operators whose rules are written with a kernel, or with kernels that are."""
    near = {name, *(other for other in KERNELS if _reads(_text(kernels.__name__, other), {name}))}
    return [kind for kind in built_in() if any(_reads(_text(each.__module__), near) for each in find(kind).__mro__[:-2])]


@cache
def _text(*module: str) -> str:
    return Path(str(sys.modules[".".join(module)].__file__)).read_text("utf-8")


def _reads(text: str, names: set[str]) -> bool:
    return re.search(rf"kernels(\.| import [^\n]*\b)({'|'.join(names)})\b", text) is not None


KERNELS = [import_module(f"{kernels.__name__}.{each.name}").__name__.rpartition(".")[2] for each in iter_modules(kernels.__path__)]
METHODS = [module for each in iter_modules(convolution.__path__)
           if hasattr(module := import_module(f"{convolution.__name__}.{each.name}"), "tiles")]
NETWORKS = {name.split()[0]: text for name, text in test_reference.NETWORKS.items()} | {
    "winograd_depth": "input: [3, 8, 40, 40]\nlayers: [conv: {filters: 64, kernel: 3, padding: 1}]",
    "volume_columns": "input: [16, 6, 12, 12]\nlayers: [conv: {filters: 16, kernel: 3, padding: 1, stride: 2}]"}


def _wrong(value: Any) -> Any:
    """Whatever a kernel gives, otherwise."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case tuple() if hasattr(value, "_fields"):
            return type(value)(*map(_wrong_array if isinstance(value[0], numpy.ndarray) else _wrong, value))
        case list() | tuple() if value:
            return type(value)((_wrong(value[0]), *value[1:]))
        case dict():
            return {name: _wrong(each) for name, each in value.items()}
        case _ if callable(value):
            return wrapped(value, lambda y: numpy.multiply(y, 1.01, out=y))
    return _wrong_array(value)


def _wrong_kernel(right: Callable[..., Any]) -> Callable[..., Any]:
    """A kernel whose answer is wrong, or what it has written."""
    def wrong(*given: Any, **more: Any) -> Any:
        found = right(*given, **more)
        out = more.get("out", given[-1])
        if found is None and isinstance(out, numpy.ndarray):
            out *= 1.01
        return _wrong(found)
    return wrong


def holders(right: Any, wrong: Any) -> Iterator[tuple[Any, str, Any]]:
    """Every module that holds a function under a name."""
    for module in [module for name, module in sys.modules.items() if name.startswith("archcalc.")]:
        yield from ((module, name, wrong) for name, value in list(vars(module).items()) if value is right)


def _kernels() -> Iterator[tuple[str, Parts]]:
    for kernel in KERNELS:
        module = f"{kernels.__name__}.{kernel}"
        kinds, methods = _users(kernel), [each for each in map(_name, METHODS) if _reads(_text(convolution.__name__, each), {kernel})]
        proofs = {f"run, {kind}": partial(runs, alone(kind)) for kind in kinds}
        proofs |= {f"run, {method}": partial(runs, NETWORKS[method]) for method in methods}
        proofs |= {f"PyTorch's values, {kind}": partial(as_pytorch, kind) for kind in kinds}
        proofs |= {f"looks, {kind}": partial(looks, kind) for kind in kinds}
        proofs |= {f"by hand, {kind}": partial(by_hand, kind) for kind in kinds}
        for name, right in list(vars(sys.modules[module]).items()):
            own = callable(right) and not isinstance(right, type) and right.__module__ == module
            if own and not name.startswith("_") and name not in OF_TIME:
                yield f"kernel {kernel}.{name}", (partial(holders, right, _wrong_kernel(right)), proofs)


OF_TIME = {"values_at_once"}
"""What decides no value: how much is worked on at once."""


def _methods() -> Iterator[tuple[str, Parts]]:
    for module in METHODS:
        name = _name(module)
        yield f"method {name}", (partial(_one_value_wrong, module), {"run": partial(runs, NETWORKS[name])})


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def _one_value_wrong(module: Any) -> Iterator[tuple[Any, str, Any]]:
    right = module.tiles

    def wrong(*given: Any) -> Iterator[Callable[[], Any]]:
        yield from right(*given)
        if isinstance(out := given[-1], numpy.ndarray):
            yield lambda: out.__imul__(1.01)
    yield module, "tiles", wrong


def rows() -> Iterator[tuple[str, Parts]]:
    yield from operators()
    yield from _kernels()
    yield from _methods()
