"""Networks of frameworks, as their own exporters capture them.

PyTorch's modules are captured by torch.export with their parameters' shapes alone: on the device `meta` they hold no
values, and elsewhere these are left where they are. Keras's models on PyTorch are such modules; those on other
backends are exported by Keras, and read like ONNX files.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from traceback import extract_tb
from types import ModuleType
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.python_errors import called
from archcalc.language.spec import Spec
from archcalc.loading import onnx
from archcalc.loading import torch as exported
from archcalc.loading.torch.module_capture import quietly
from archcalc.operators.attributes import LARGEST

USUAL_INPUT = "3x224x224"


def from_torch(module: Any, *inputs: Any, name: str = "", **keywords: Any) -> Spec:
    """The network of a torch.nn.Module, as it works on inputs like these, in use and not in training.

    The first axis of the first input is the batch; keywords are arguments of the module's forward pass. Raises
    ArchcalcError where PyTorch cannot capture it.
    """
    torch = _library("torch", "torch")
    if not isinstance(module, torch.nn.Module):
        raise ArchcalcError.of("wrong-type", f"from_torch wants a module, found {quoted(type(module).__name__)}",
                               hint="from_torch(module, torch.zeros(1, 3, 224, 224))")
    if not inputs and not keywords:
        raise ArchcalcError.of("usage", "from_torch wants inputs like those that the module takes",
                               hint="from_torch(module, torch.zeros(1, 3, 224, 224))")
    return exported.read(module, inputs, keywords, name or type(module).__name__)


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
    with tempfile.TemporaryDirectory() as folder, quietly():
        path = Path(folder) / "model.onnx"
        try:
            model.export(str(path), format="onnx", verbose=False)
        except Exception as error:  # an export runs the layers' own code
            raise _failed("export", model.name, error) from None
        return onnx.read(path)


def named(name: str, arguments: Mapping[str, Any], size: str = USUAL_INPUT) -> Spec:
    """The network that `MODULE:NAME` makes of the arguments, without values, on an image of a size or on named inputs.

    `size` is 3x224x224, or ids=1x128:int64, mask=1x128:int64: keywords of the forward pass, with the batch. A module
    that PyTorch cannot make without values is made with them.
    """
    torch = _library("torch", "torch")
    module, _, attribute = name.partition(":")
    if not module or not attribute:
        raise ArchcalcError.of("usage", f"expected torch:MODULE:NAME, found {quoted('torch:' + name)}",
                               hint="for example torch:torchvision.models:resnet50")
    given = _inputs(torch, size)
    try:
        with _from_here():
            make = partial(getattr(import_module(module), attribute), **arguments)
            made, device = _made(torch, make)
    except Exception as error:  # what is imported is the user's own code
        raise _failed("make", name, error) from None
    if not isinstance(made, torch.nn.Module):
        raise ArchcalcError.of("torch", f"{quoted(name)} makes no torch.nn.Module, but {quoted(type(made).__name__)}",
                               hint="name a function or class that gives a module")
    values = {key: torch.ones_like(value, device=device) for key, value in given.items()}
    images = [values.pop("")] if "" in values else []
    return from_torch(made, *images, name=attribute, **values)


def _made(torch: Any, make: Callable[[], Any]) -> tuple[Any, str]:
    """What a function makes, and the device it is on: `meta`, where nothing has a value, or else the processor."""
    try:
        with torch.device("meta"):
            return make(), "meta"
    except (NotImplementedError, RuntimeError):  # it looks at values while it is made
        return make(), "cpu"


def _inputs(torch: Any, size: str) -> dict[str, Any]:
    """An image of a size under the name "", or the inputs named, each of ones."""
    found = {}
    for part in size.lower().split(",") if "=" in size else [size.lower()]:
        name, _, shape = part.strip().rpartition("=")
        axes, _, dtype = shape.replace("×", "x").partition(":")
        sizes = axes.split("x")
        kind = getattr(torch, dtype or "float32", None)
        whole = all(axis.strip().isdecimal() and 0 < int(axis) <= LARGEST for axis in sizes)
        if not whole or not isinstance(kind, torch.dtype):
            raise ArchcalcError.of("wrong-type", f"--input wants sizes such as {USUAL_INPUT}, found {quoted(part)}",
                                   hint="inputs by name, with the batch and a type: ids=1x128:int64, mask=1x128:int64")
        shape_ = [int(axis) for axis in sizes]
        found[name] = torch.ones(shape_ if name else (1, *shape_), dtype=kind, device="meta")
    return found


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
def _from_here() -> Iterator[None]:
    """Modules of the working folder can be imported, as Python itself has it."""
    here = str(Path.cwd())
    sys.path.insert(0, here)
    try:
        yield
    finally:
        sys.path.remove(here)
