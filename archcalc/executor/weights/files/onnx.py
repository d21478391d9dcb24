"""An ONNX file's own weights, for the network that it holds.

Arrays stand in the file by the exporter's names and as its nodes want them: each is looked at as the layer wants it.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from math import prod
from pathlib import Path
from typing import Any

from archcalc.base.errors import ArchcalcError
from archcalc.base.files import unreadable
from archcalc.loading.onnx import sources
from archcalc.loading.onnx.tensors import Tensor

SUFFIXES = (".onnx",)
NAMES_DIFFER = False


def read(path: Path) -> dict[str, Any]:
    """Every weight of the file's network, by its full name. Raises ArchcalcError."""
    wanted = sources(path)
    try:
        onnx = import_module("onnx")
    except ImportError:
        raise ArchcalcError.of("missing-library", "reading ONNX files needs onnx",
                               hint="pip install 'archcalc[onnx]'") from None
    try:
        arrays = dict(_arrays(onnx, onnx.load(str(path)).graph))
        return {full: _worked_out(arrays, tensor) for full, tensor in wanted.items()}
    except ArchcalcError:
        raise
    except Exception as error:  # whatever the library finds wrong with a file, it cannot be read
        raise unreadable(path, error) from None


def _arrays(onnx: Any, graph: Any) -> Iterator[tuple[str, Any]]:
    """The arrays that a graph holds: initializers, constants, and shapes filled with one value."""
    held = {each.name: onnx.numpy_helper.to_array(each) for each in graph.initializer}
    yield from held.items()
    for node in graph.node:
        given = {each.name: each for each in node.attribute}
        if node.op_type == "Constant" and "value" in given:
            yield node.output[0], onnx.numpy_helper.to_array(given["value"].t)
        elif node.op_type == "ConstantOfShape" and node.input[0] in held:
            value = onnx.numpy_helper.to_array(given["value"].t) if "value" in given else 0.0
            yield node.output[0], import_module("numpy").full(held[node.input[0]], value)


def _worked_out(arrays: dict[str, Any], tensor: Tensor) -> Any:
    """An array of the file, or a sum of products of several."""
    if not tensor.terms:
        return _seen(arrays[tensor.name], tensor)
    return sum(prod(_seen(arrays[factor.name], factor) for factor in term) for term in tensor.terms)


def _seen(array: Any, tensor: Tensor) -> Any:
    """An array as it is looked at."""
    for way, numbers in tensor.views:
        array = array.transpose(numbers) if way == "transpose" else array.reshape(numbers)
    return array.reshape(tensor.shape)
