"""Values of a program that depend on no input, worked out by PyTorch itself: masks, and what arrays hold."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from math import inf, prod
from typing import Any

from archcalc.loading.torch.attention_masks import MaskForm
from archcalc.loading.torch.exported_program import SHAPES_ALONE, ProgramCall, ValueName, inlined_graph

ADDED = frozenset({"permute", "transpose", "view", "mul", "add", "masked_fill", "where", "logical_not",
                   "scalar_tensor"})
"""The calls that are put into a program after it was captured."""
_MOST_VALUES = 2**24
"""Arrays of more values are not worked out to look at them."""
_FAR_BELOW = -1e4
"""What is added to a score where a key is not seen: so much or less."""


class FixedValues:
    """The values that depend on no input, by their names in the program; those that need an array without values not.

    They are worked out once, in the program's order, when the first is asked for. With `parameters` those that depend
    on what the module learns are, too.
    """

    def __init__(self, program: Any, *, parameters: bool = False) -> None:
        self.program, self.parameters = program, parameters
        self.made: dict[str, ProgramCall] = {}
        """The calls of its records, those among them that were put in afterwards, by name."""
        self.found: dict[str, Any] | None = None

    def get(self, name: str) -> Any:
        """A value, None where it is not known."""
        if self.found is None:
            self.found = {}
            with import_module("torch").no_grad():
                self.run(self.program.graph_module, self.program.graph, self.held(), "")
        return self.found.get(name)

    def array(self, name: str) -> Any:
        """A value by the name that its translation has for it: of a call with several outputs, with its number.

        What was written into a part of an array is in the array; calls that no program had are worked out here.
        """
        value = self.get(name)
        if value is None:
            value = self.get(name.rpartition("_in_")[2])
        whole, _, number = name.rpartition(".")
        if value is not None or (name not in self.made and not whole):
            return value
        if name in self.made:
            return self.worked_out(self.made[name])
        value = self.array(whole)
        return value[int(number)] if isinstance(value, (list, tuple)) else value

    def worked_out(self, call: ProgramCall) -> Any:
        """The value of a call that was put into the program afterwards."""
        given = {{"self": "input"}.get(key, key): self.array(each.name) if type(each) is ValueName else each
                 for key, each in call.arguments.items()}
        if call.operator not in ADDED or any(value is None for value in given.values()):
            return None
        torch = import_module("torch")
        return getattr(torch, {"view": "reshape"}.get(call.operator, call.operator))(
            **{{"size": "shape"}.get(key, key): value for key, value in given.items()})

    def form(self, name: str, *, hides: bool) -> MaskForm | None:
        """The form of a mask, whose values say what is seen, or hidden."""
        return mask_form(self.get(name), hides=hides)

    def is_blind(self, name: str, *, hides: bool) -> bool:
        """True of a mask that hides every key from some query."""
        seen = _seen(self.get(name), hides=hides)
        return seen is not None and not bool(seen.any(-1).all())

    def number(self, name: str) -> float | None:
        """The one number that a value is."""
        value = self.get(name)
        return float(value) if value is not None and value.numel() == 1 and not value.is_complex() else None

    def held(self) -> dict[str, Any]:
        """The arrays that the program reads, by its names."""
        known: dict[str, Any] = {}
        states: Mapping[str, Any] = {**self.program.constants, **self.program.state_dict}
        for spec in self.program.graph_signature.input_specs:
            value = states.get(spec.target) if spec.target else None
            wanted = self.parameters or spec.kind.name != "PARAMETER"
            if value is not None and wanted and getattr(value, "device", None) != _meta():
                known[spec.arg.name] = _apart(value, learned=spec.kind.name == "PARAMETER")
        return known

    def run(self, owner: Any, graph: Any, known: dict[str, Any], prefix: str) -> Any:
        """Work out every call of a graph whose operands are known; what the graph gives."""
        assert self.found is not None
        for node in graph.nodes:
            if node.op == "placeholder" and node.name in known:
                self.found[prefix + node.name] = known[node.name]
            elif node.op == "get_attr" and hasattr(owner, str(node.target)):
                known[node.name] = getattr(owner, node.target)
            elif node.op == "call_function":
                value = self.call(owner, node, known, prefix)
                if value is not None:
                    known[node.name] = self.found[prefix + node.name] = value
            elif node.op == "output":
                return _filled(node.args[0], known)
        return None

    def call(self, owner: Any, node: Any, known: dict[str, Any], prefix: str) -> Any:
        """What a call gives, None where that is not known."""
        place = inlined_graph(node)
        if place is not None:
            inner = getattr(owner, node.args[place].target)
            names = [each.name for each in inner.graph.nodes if each.op == "placeholder"]
            given = (_filled(each, known) for each in node.args[place + 1:])
            inside = {name: value for name, value in zip(names, given, strict=False) if value is not None}
            return self.run(inner, inner.graph, inside, f"{prefix}{node.name}.")
        if str(getattr(node.target, "__name__", "")).partition(".")[0] in SHAPES_ALONE:
            known = known | {each.name: _stand_in(each) for each in node.all_input_nodes if each.name not in known}
        if any(each.name not in known for each in node.all_input_nodes):
            return None
        shape = getattr(node.meta.get("val"), "shape", ())
        most = _MOST_VALUES if not self.parameters else inf
        if not all(type(size) is int for size in shape) or prod(shape) > most:
            return None
        arguments, keywords = _filled(node.args, known), _filled(node.kwargs, known)
        if "device" in keywords:
            keywords["device"] = "cpu"
        try:
            return node.target(*arguments, **keywords)
        except Exception:  # a call that wants another device, or values that are not there
            return None


def mask_form(values: Any, *, hides: bool) -> MaskForm | None:
    """What a mask lets through, of which the values are known: true where a key is seen, or hidden; or added to scores.

    None where every query has keys of its own that are no window's.
    """
    seen = _seen(values, hides=hides)
    if seen is None:
        return None
    every = seen.reshape(-1, *seen.shape[-2:])
    one = every[0]
    if not bool((every == one).all()):
        return None
    if bool(one.all()):
        return MaskForm()
    return _windowed(import_module("torch"), one)


def _seen(values: Any, *, hides: bool) -> Any:
    """True where a mask lets a query see a key; None where its values are not known, or are others."""
    if values is None or len(values.shape) < 2 or not values.numel():
        return None
    if values.dtype == import_module("torch").bool:
        return ~values if hides else values
    return values == 0 if bool(((values == 0) | (values <= _FAR_BELOW)).all()) else None


def _windowed(torch: Any, seen: Any) -> MaskForm | None:
    """The form of (t, s): nothing ahead of a query, and so many behind; or so many on either side."""
    queries, keys = seen.shape
    ahead = torch.arange(keys)[None] - torch.arange(queries)[:, None]
    if not bool(seen.any()):
        return None
    forward, backward = int(ahead[seen].max()), int(-ahead[seen].min())
    if not bool((seen == ((ahead <= forward) & (ahead >= -backward))).all()):
        return None
    if forward == 0:
        return MaskForm(causal=True, window=0 if backward >= queries - 1 else backward + 1)
    return MaskForm(window=2 * forward) if forward == backward else None


def _apart(value: Any, *, learned: bool) -> Any:
    """A value that calls may write into, where a program does: a module's buffers stay what they are."""
    return value if not hasattr(value, "detach") else value.detach() if learned else value.detach().clone()


def _stand_in(node: Any) -> Any:
    """An array like a value that is not known."""
    like = node.meta["val"]
    return import_module("torch").empty((), dtype=like.dtype).expand(like.shape)


def _filled(argument: Any, known: Mapping[str, Any]) -> Any:
    """An argument with values in the place of the nodes that give them; None for those that are not known."""
    if isinstance(argument, (list, tuple)):
        return type(argument)(_filled(each, known) for each in argument) if type(argument) in {list, tuple} else \
            [_filled(each, known) for each in argument]
    if isinstance(argument, dict) or hasattr(argument, "items"):
        return {key: _filled(value, known) for key, value in argument.items()}
    return known.get(argument.name) if hasattr(argument, "all_input_nodes") else argument


def _meta() -> Any:
    return import_module("torch").device("meta")
