"""Networks of frameworks: PyTorch's as its exporter captures them, Keras's as they say themselves.

PyTorch's modules are captured by torch.export with their parameters' shapes alone: on the device `meta` they hold no
values, and elsewhere these are left where they are. Keras's models tell their layers themselves, on any backend.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from traceback import extract_tb
from types import ModuleType
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.python_errors import called
from archcalc.language.spec import Spec
from archcalc.loading import keras
from archcalc.loading import torch as exported
from archcalc.loading.torch.module_capture import said, with_sizes
from archcalc.network.graph import Graph
from archcalc.operators.attributes import LARGEST

USUAL_INPUT = "3x224x224"
_MOST_VALUES = 2**28
"""A module of more parameters is not made with values where its capture fails: 1 GiB of float32."""


def from_torch(module: Any, *inputs: Any, name: str = "", values: bool = False, **keywords: Any) -> Spec:
    """The network of a torch.nn.Module, as it works on inputs like these, in use and not in training.

    The first axis of the first input is the batch; keywords are arguments of the module's forward pass. With `values`
    a run is on the module's own, unless it says otherwise. Raises ArchcalcError where PyTorch cannot capture it.
    """
    return _from_torch(module, inputs, keywords, name, values=values)


def _from_torch(module: Any, inputs: tuple[Any, ...], keywords: Mapping[str, Any], name: str, *, values: bool = False,
                remake: Callable[[], Any] | None = None) -> Spec:
    torch = _library("torch", "torch")
    if not isinstance(module, torch.nn.Module):
        raise ArchcalcError.of("wrong-type", f"from_torch wants a module, found {quoted(type(module).__name__)}",
                               hint="from_torch(module, torch.zeros(1, 3, 224, 224))")
    if not inputs and not keywords:
        raise ArchcalcError.of("usage", "from_torch wants inputs like those that the module takes",
                               hint="from_torch(module, torch.zeros(1, 3, 224, 224))")
    return exported.read(with_sizes(module, inputs, keywords), inputs, keywords, name or type(module).__name__,
                         values=values, remake=remake)


def from_keras(model: Any) -> Spec:
    """The network of a Keras model, Sequential or Functional. Raises ArchcalcError."""
    keras_ = _library("keras", "keras")
    if not isinstance(model, keras_.Model):
        raise ArchcalcError.of("wrong-type", f"from_keras wants a keras.Model, found {quoted(type(model).__name__)}",
                               hint="keras.Sequential([...]) makes one")
    return keras.of_model(model)


def keras_arrays(model: Any, graph: Graph) -> dict[str, Any]:
    """The arrays of a Keras model by the full names of the network's weights that it is. Raises ArchcalcError."""
    _library("keras", "keras")
    return keras.arrays_of(model, graph)


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
    if module.endswith(".py"):
        *folders, file = Path(module).parts
        dotted = ".".join([*(part for part in folders if part.isidentifier()), file.removesuffix(".py")])
        raise ArchcalcError.of("usage", f"torch: wants the name of a module, found the file {quoted(module)}",
                               hint=f"torch:{quoted(dotted, '')}:{quoted(attribute, '')}")
    given = _inputs(torch, size)
    made, remake = _made(torch, name, arguments), partial(_made, torch, name, arguments, "cpu")
    count = sum(parameter.numel() for parameter in made.parameters() if not torch.nn.parameter.is_lazy(parameter))
    if any(parameter.is_meta for parameter in made.parameters()) and count <= _MOST_VALUES:
        with suppress(ArchcalcError):  # it may look at values while it is captured
            spec = _captured(torch, made, name, given, remake)
            if not getattr(spec.origin, "stopped", ""):
                return spec
        made = remake()
    return _captured(torch, made, name, given, remake)


def _captured(torch: Any, made: Any, name: str, given: Mapping[str, Any], remake: Callable[[], Any]) -> Spec:
    device = next((parameter.device for parameter in made.parameters()), "cpu")
    values = {key: torch.ones_like(value, device=device) for key, value in given.items()}
    images = (values.pop(""),) if "" in values else ()
    return _from_torch(made, images, values, name.rpartition(":")[2], remake=remake)


def _made(torch: Any, name: str, arguments: Mapping[str, Any], device: str = "meta") -> Any:
    """The module that `MODULE:NAME` makes of the arguments: on `meta`, where nothing has a value, if that will do."""
    module, _, attribute = name.partition(":")
    try:
        with _from_here():
            make = partial(getattr(import_module(module), attribute), **arguments)
            try:
                with torch.device(device):
                    made = make()
            except (NotImplementedError, RuntimeError):  # it looks at values while it is made
                made = make()
    except Exception as error:  # what is imported is the user's own code
        raise _failed("make", name, error) from None
    if not isinstance(made, torch.nn.Module):
        raise ArchcalcError.of("torch", f"{quoted(name)} makes no torch.nn.Module, but {quoted(type(made).__name__)}",
                               hint="name a function or class that gives a module")
    return made


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
    """Why somebody's own code does not do: in words of ours, or its own."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        return f"there is no module {quoted(error.name)}"
    if isinstance(error, AttributeError) and isinstance(error.obj, ModuleType):
        return f"{quoted(error.obj.__name__)} has no {quoted(error.name)}"
    for pattern, words in _ARGUMENTS if isinstance(error, TypeError) else ():
        if found := re.search(pattern, str(error)):
            return words.format(quoted(found[1]))
    where = [frame for frame in extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(Path.cwd())]
    line = f" at {quoted(called(Path(where[-1].filename)), '')}:{where[-1].lineno}" if where else ""
    return f"its own code ends in {said(error)}{line}"


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
