"""A PyTorch module as a specification, whose layers its exported program gives instead of steps.

    module -> torch.export (module_capture) -> records (exported_program) -> layers (program_translation) -> Graph

Names, parameters, buffers and what is shared come from the module, shapes past operators without a rule from the
program. Nothing here imports PyTorch before a module is there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from importlib import import_module
from math import prod
from typing import Any

from archcalc.base.errors import ArchcalcError, Refused, Source
from archcalc.base.gc_pause import paused
from archcalc.base.units import USUAL_DTYPE, VALUE_BYTES
from archcalc.language.about import About
from archcalc.language.flat_layers import Demand, Layer
from archcalc.language.spec import Spec
from archcalc.language.text.document import Value
from archcalc.loading.torch.exported_program import ExportedProgram
from archcalc.loading.torch.fixed_values import FixedValues
from archcalc.loading.torch.module_capture import captured, exported, with_sizes
from archcalc.loading.torch.own_values import HeldValues, ModuleValues, Sources
from archcalc.loading.torch.program_translation import ProgramTranslation
from archcalc.network.builder import build
from archcalc.network.graph import Graph
from archcalc.operators.operator import Shape


def read(module: Any, arguments: tuple[Any, ...], keywords: Mapping[str, Any], name: str, *, values: bool = False,
         remake: Callable[[], Any] | None = None) -> Spec:
    """The network of a module, as it works on arguments like these. Raises ArchcalcError.

    Its parameters are those of the module, to the last one: that is checked here. With `values` a run is on the
    module's own unless it says otherwise; `remake` makes a module that has none once more, with its values.
    """
    origin = _Origin(module, arguments, keywords)
    origin.values, origin.remake = values, remake
    inputs = {key: _written(shape) for key, shape in origin.program.inputs}
    spec = Spec(About(name, {}), inputs, {}, {}, (), origin=origin)
    check_total(build(spec), module)
    return spec


def check_total(graph: Graph, module: Any) -> None:
    """Raise ArchcalcError unless a network has as many parameters as the module that it is."""
    found = sum(prod(weight.shape) for node in graph.nodes
                for name, weight in node.op.weights(*node.input_shapes).items()
                if weight.role != "buffer" and name not in node.elsewhere)
    right = sum(parameter.numel() for parameter in module.parameters())
    if found != right:
        raise ArchcalcError.of("torch", f"archcalc counts {found:,} parameters of {graph.about.name}, and the module "
                                        f"has {right:,}", hint="this is a fault of archcalc: please report the module")


class _Origin:
    """The layers of a module; for another batch or other inputs than it was captured with, it is captured again."""

    def __init__(self, module: Any, arguments: tuple[Any, ...], keywords: Mapping[str, Any]) -> None:
        self.module, self.arguments, self.keywords = module, arguments, dict(keywords)
        self.program = captured(module, arguments, keywords)
        self.others: dict[tuple[Shape, ...], ExportedProgram] = {}
        """The programs for other inputs that were asked for, by their shapes."""
        self.images = next((shape[0] for _, shape in self.program.inputs if len(shape) > 1), 1)
        self.dtype = _usual_type(self.program)
        self.values = False
        self.remake: Callable[[], Any] | None = None
        self.translation: ProgramTranslation | None = None
        """The last one that was asked for."""

    @property
    def stopped(self) -> str:
        """Where the capture has stopped, if it did not come to the end."""
        return self.program.stopped

    @paused()
    def layers(self, demand: Demand) -> Iterator[Layer]:
        """The flat layers, in the program's order."""
        try:
            self.translation = ProgramTranslation(self.asked(demand), demand.tell, demand.volume)
            yield from self.translation.layers()
        except Refused as fact:
            raise ArchcalcError([fact.at(None, "the module")]) from None

    def batch(self, asked: int, options: Mapping[str, Any]) -> int:
        """The images at once: those asked for, or as many as the module was captured with where one is asked for."""
        return self.images if asked == 1 else asked

    def asked(self, demand: Demand) -> ExportedProgram:
        """The program for the inputs and the images at once that are asked for."""
        shapes = tuple(self.shape(name, shape, demand) for name, shape in self.program.inputs)
        if shapes == tuple(shape for _, shape in self.program.inputs):
            return self.program
        if shapes not in self.others:
            self.others[shapes] = self.captured_for(shapes)
        return self.others[shapes]

    @property
    def own(self) -> HeldValues | None:
        """The module's values, for the graph that was asked for last."""
        if self.translation is None:
            return None
        context, program = self.translation.context, self.translation.program
        parts = {full: array for array, full in context.holders.items() if full not in context.weights}
        return HeldValues(Sources(context.weights, parts, context.arrays), cache(partial(self.module_values, program)),
                          taken=self.values)

    def module_values(self, records: ExportedProgram) -> ModuleValues:
        """The values of the module, and what such a program makes of them."""
        module = self.module
        if self.remake is not None and any(each.is_meta for each in (*module.parameters(), *module.buffers())):
            module = self.remake()
        device = next((each.device for each in module.parameters()), "cpu")
        arguments, keywords = self.like(tuple(shape for _, shape in records.inputs), device)
        module = with_sizes(module, arguments, keywords)
        program, _ = exported(module, arguments, keywords)
        fixed = FixedValues(program, parameters=True)
        fixed.made = {call.name: call for call in records.calls}
        return ModuleValues(fixed, {**dict(module.named_parameters()), **dict(module.named_buffers())})

    def captured_for(self, shapes: tuple[Shape, ...]) -> ExportedProgram:
        """The program for inputs of other shapes, which hold ones."""
        return captured(self.module, *self.like(shapes))

    def like(self, shapes: tuple[Shape, ...], device: Any = None) -> tuple[Any, Any]:
        """The arguments as the module was captured with, of other shapes, which hold ones."""
        tree = import_module("torch.utils._pytree")
        leaves, form = tree.tree_flatten((self.arguments, self.keywords))
        wanted = iter(shapes)
        given = [leaf.new_ones(next(wanted), device=device) if hasattr(leaf, "new_ones") else leaf for leaf in leaves]
        arguments, keywords = tree.tree_unflatten(given, form)
        return arguments, keywords

    def shape(self, name: str, shape: Shape, demand: Demand) -> Shape:
        """An input's shape as it is asked for."""
        asked = demand.inputs.get(name)
        if asked is not None and not isinstance(asked, _FromModule):
            return demand.batch, *asked.plain()
        batched = len(shape) > 1 and shape[0] == self.images
        return (demand.batch, *shape[1:]) if batched else shape


def _usual_type(program: ExportedProgram) -> str:
    """The type of most of a module's parameters."""
    types = Counter[str]()
    for array in program.module:
        if array.learned and array.dtype in VALUE_BYTES:
            types[array.dtype] += prod(array.shape)
    return max(types, key=types.__getitem__, default=USUAL_DTYPE)


class _FromModule(Value):
    """An input's shape as the module was captured with."""

    __slots__ = ()


def _written(shape: Shape) -> Value:
    source = Source("the module", "")
    return _FromModule([Value(size, source, 1, 1, 1, str(size)) for size in shape[1:]], source, 1, 1)
