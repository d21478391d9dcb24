"""What a network's source for PyTorch must be: it is read, counts as archcalc does, and gives archcalc's values."""

import sys
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import torch
from places import ORACLE
from source_proof import given, largest, module_of, refuse_other_counts

from archcalc import run
from archcalc.exporting.torch.source_file import source
from archcalc.network.graph import Graph
from archcalc.network.subgraph import up_to

CLOSE = {"float32": 1e-4, "float64": 1e-10}
"""The largest difference, in standard deviations of the output; of one number alone, over the number."""


class SourceProof(NamedTuple):
    """What was found of a source: its lines, its parameters and buffers, and the largest differences by type."""

    text: str
    params: int
    buffers: int
    errors: dict[str, float]


def network_of(module: ModuleType, device: str = "cpu") -> Any:
    """The network of a source: its last class."""
    (made,) = [value for value in vars(module).values() if isinstance(value, type)][-1:]
    with torch.device(device):
        return made().eval()


def counted(model: Any) -> tuple[int, int]:
    """Its parameters, and the buffers that its weights' file holds."""
    kept = model.state_dict()
    buffers = (value.numel() for name, value in model.named_buffers() if name in kept and not name.endswith("num_batches_tracked"))
    return sum(value.numel() for value in model.parameters()), sum(buffers)


def by_torch(module: ModuleType, model: Any, inputs: dict[str, Any], arrays: dict[str, Any], dtype: str) -> list[Any]:
    """The outputs of a network's source with archcalc's weights."""
    model = model.to(getattr(torch, dtype))
    module.load_weights(model, {name: torch.from_numpy(np.ascontiguousarray(array)) for name, array in arrays.items()})
    with torch.no_grad():
        found = model(*(torch.from_numpy(array.astype(dtype)) for array in inputs.values()))
    return [each.numpy() for each in (found if isinstance(found, tuple) else (found,))]


def prove(graph: Graph, arrays: dict[str, Any] | None, names: list[str], spread: Any,
          dtypes: tuple[str, ...] = ("float32", "float64")) -> SourceProof:
    """Write a network's source and compare everything; without arrays its counts alone. Raises AssertionError.

    What is compared is the network as far as the layers `names`: its outputs, or what a softmax was made of.
    """
    text = source(graph)
    module = module_of(text)
    model = network_of(module, "cpu" if arrays is not None else "meta")
    found = counted(model)
    refuse_other_counts(graph, found)
    errors = {}
    if arrays is not None:
        places = {node.name: place for place, node in enumerate(graph.nodes)}
        graph = up_to(graph, map(places.__getitem__, names))
        module = module_of(source(graph))
        model = network_of(module)
    outputs = [graph.nodes[place].name for place in graph.outputs]
    for dtype in dtypes if arrays is not None else ():
        inputs = given(graph)
        ours = run(graph, {name: array.astype(dtype) for name, array in inputs.items()}, arrays, outputs=outputs, dtype=dtype, threads=2)
        theirs = by_torch(module, model, inputs, arrays, dtype)
        errors[dtype] = largest({name: ours.outputs[name] for name in outputs}, theirs, CLOSE[dtype], spread)
    return SourceProof(text, *found, errors)


def regions_in_python() -> None:
    """Let torchvision be imported where its compiled operators do not load, with its own roi_align in Python for it."""
    sys.path.append(str(ORACLE))
    from record import without_compiled_operators

    schema = "(Tensor input, Tensor rois, float spatial_scale, SymInt pooled_height, SymInt pooled_width, int sampling_ratio, bool aligned)"
    if not hasattr(torch.ops.torchvision, "roi_align"):
        torch.library.define("torchvision::roi_align", f"{schema} -> Tensor")
        without_compiled_operators()
        regions = sys.modules["torchvision.ops.roi_align"]
        torch.library.impl("torchvision::roi_align", "CPU")(regions._roi_align.__wrapped__)
        torch.library.register_fake("torchvision::roi_align")(
            lambda x, boxes, scale, high, wide, *more: x.new_empty((boxes.shape[0], x.shape[1], high, wide)))
        regions._assert_has_ops = lambda: None
