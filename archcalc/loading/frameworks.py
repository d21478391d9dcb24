"""Networks of frameworks, as their own exporters capture them: read like ONNX files, but never written to one.

PyTorch's modules are captured by torch.export with their parameters' shapes alone: on the device `meta` they hold no
values, and elsewhere these are left where they are. Keras's models on PyTorch are such modules; those on other
backends are exported by Keras.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from importlib import import_module
from pathlib import Path
from traceback import extract_tb
from types import ModuleType
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.python_errors import called
from archcalc.language.spec import Spec
from archcalc.language.text.document import Value
from archcalc.loading import onnx
from archcalc.loading.onnx import protobuf_wire, records

USUAL_INPUT = "3x224x224"
_FEW = 256
"""Arrays of so many values are kept: sizes and places."""


def from_torch(module: Any, *inputs: Any, name: str = "") -> Spec:
    """The network of a torch.nn.Module, as it works on inputs like these, in use and not in training.

    The first axis of the first input is the batch. Raises ArchcalcError where PyTorch cannot capture it.
    """
    torch = _library("torch", "torch")
    _library("onnxscript", "torch")
    if not isinstance(module, torch.nn.Module):
        raise ArchcalcError.of("wrong-type", f"from_torch wants a module, found {quoted(type(module).__name__)}",
                               hint="from_torch(module, torch.zeros(1, 3, 224, 224))")
    if not inputs:
        raise ArchcalcError.of("usage", "from_torch wants inputs like those that the module takes",
                               hint="from_torch(module, torch.zeros(1, 3, 224, 224))")
    with _in_use(module), _quietly():
        try:
            program = torch.onnx.export(module, inputs, dynamo=True, optimize=False, verbose=False)
            content = _structure(program.model)
        except Exception as error:  # a capture runs the module's own code
            raise _failed("capture", type(module).__name__, error) from None
    return _spec(content, name or type(module).__name__)


def from_keras(model: Any) -> Spec:
    """The network of a Keras model whose input sizes are known, but for the batch. Raises ArchcalcError."""
    keras = _library("keras", "keras")
    if not isinstance(model, keras.Model):
        raise ArchcalcError.of("wrong-type", f"from_keras wants a keras.Model, found {quoted(type(model).__name__)}",
                               hint="keras.Sequential([...]) makes one")
    shapes = [tuple(size or 1 for size in each.shape) for each in model.inputs]
    if keras.backend.backend() == "torch":
        torch = _library("torch", "torch")
        device = next((parameter.device for parameter in model.parameters()), "cpu")
        return from_torch(model, *(torch.zeros(shape, device=device) for shape in shapes), name=model.name)
    with tempfile.TemporaryDirectory() as folder, _quietly():
        path = Path(folder) / "model.onnx"
        try:
            model.export(str(path), format="onnx", verbose=False)
        except Exception as error:  # an export runs the layers' own code
            raise _failed("export", model.name, error) from None
        return onnx.read(path)


def named(name: str, arguments: Mapping[str, Any], size: Value) -> Spec:
    """The network that `MODULE:NAME` makes of the arguments, without values, on one image of a size."""
    torch = _library("torch", "torch")
    module, _, attribute = name.partition(":")
    if not module or not attribute:
        raise ArchcalcError.of("usage", f"expected torch:MODULE:NAME, found {quoted('torch:' + name)}",
                               hint="for example torch:torchvision.models:resnet50")
    axes = size.plain()
    if not all(type(axis) is int and axis > 0 for axis in axes):
        raise ArchcalcError.of("wrong-type", f"--input wants sizes such as {USUAL_INPUT}, found {size.found}")
    try:
        with _from_here(), torch.device("meta"):
            made = getattr(import_module(module), attribute)(**arguments)
    except Exception as error:  # what is imported is the user's own code
        raise _failed("make", name, error) from None
    if not isinstance(made, torch.nn.Module):
        raise ArchcalcError.of("torch", f"{quoted(name)} makes no torch.nn.Module, but {quoted(type(made).__name__)}",
                               hint="name a function or class that gives a module")
    return from_torch(made, torch.empty((1, *axes), device="meta"), name=attribute)


def _library(library: str, extra: str) -> Any:
    try:
        return import_module(library)
    except ImportError:
        raise ArchcalcError.of("missing-library", f"{library} is not installed",
                               hint=f"pip install 'archcalc[{extra}]'") from None


def _failed(what: str, name: str, error: Exception) -> ArchcalcError:
    return ArchcalcError.of("torch", f"cannot {what} {quoted(name)}: {_reason(error)}",
                           hint="python -c 'import MODULE; MODULE.NAME()' shows where it fails")


def _reason(error: Exception) -> str:
    """Why somebody's own code does not do, in words of ours."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        return f"there is no module {quoted(error.name)}"
    if isinstance(error, AttributeError) and isinstance(error.obj, ModuleType):
        return f"{quoted(error.obj.__name__)} has no {quoted(error.name)}"
    for pattern, words in _ARGUMENTS if isinstance(error, TypeError) else ():
        if found := re.search(pattern, str(error)):
            return words.format(quoted(found[1]))
    where = [frame for frame in extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(Path.cwd())]
    line = f" at {quoted(called(Path(where[-1].filename)), '')}:{where[-1].lineno}" if where else ""
    return f"its own code ends in {type(error).__name__}{line}"


_ARGUMENTS = ((r"unexpected keyword argument '(\w+)'", "it takes no {}"),
              (r"missing \d+ required \w+ arguments?: '(\w+)'", "it wants {}, as --set NAME=VALUE"))
"""Python's words for arguments that do not suit, and ours."""


@contextmanager
def _in_use(module: Any) -> Iterator[None]:
    """The module as it works in use; every part of it is in training again afterwards if it was."""
    training = [part for part in module.modules() if part.training]
    module.eval()
    try:
        yield
    finally:
        for part in training:
            part.training = True


@contextmanager
def _quietly() -> Iterator[None]:
    """Silence prints and warnings of exporters."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings(), Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), \
                redirect_stderr(nowhere):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


@contextmanager
def _from_here() -> Iterator[None]:
    """Modules of the working folder can be imported, as Python itself has it."""
    here = str(Path.cwd())
    sys.path.insert(0, here)
    try:
        yield
    finally:
        sys.path.remove(here)


def _structure(model: Any) -> bytes:
    """The file that the exporter would write, without the values of its arrays."""
    ir = import_module("onnx_ir")
    for held in model.graph.initializers.values():
        array = held.const_value
        if array.size > _FEW or getattr(getattr(array.raw, "device", None), "type", "") == "meta":
            held.const_value = ir.ExternalTensor("", 0, array.nbytes, array.dtype, shape=array.shape, name=held.name)
    return bytes(ir.to_proto(model).SerializeToString())


def _spec(content: bytes, name: str) -> Spec:
    return onnx.of_model(records.parsed(protobuf_wire.structure(content), name), name, name)
