"""A module that PyTorch captures in part: as far as nothing is decided by values that are known when it runs alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from traceback import walk_tb
from typing import Any

from archcalc.loading.torch.exported_program import ExportedProgram

_UNKNOWN = frozenset({"GuardOnDataDependentSymNode", "DataDependentOutputException"})
"""What PyTorch raises where a size or a branch follows from values."""


def is_decided_by_values(error: BaseException | None) -> bool:
    """True of a failure at a size or a branch that follows from values: the module is right, and so is PyTorch."""
    while error is not None:
        if type(error).__name__ in _UNKNOWN:
            return True
        error = error.__cause__
    return False


@contextmanager
def ending_early(module: Any) -> Iterator[None]:
    """A module whose forward pass gives what its parts have given so far, where values decide what comes next."""
    torch, forward = import_module("torch"), module.forward
    leaves = import_module("torch.utils._pytree").tree_leaves
    given: dict[int, Any] = {}

    def noted(part: Any, taken: Any, gives: Any) -> None:
        given.update((id(value), value) for value in leaves(gives) if isinstance(value, torch.Tensor)
                     and all(type(size) is int for size in value.shape))

    @wraps(forward)
    def early(*arguments: Any, **keywords: Any) -> Any:
        given.clear()
        hooks = [part.register_forward_hook(noted) for part in module.modules() if part is not module]
        try:
            return forward(*arguments, **keywords)
        except Exception as error:
            if not given or not is_decided_by_values(error):
                raise
            _left(error)
            return tuple(given.values())
        finally:
            for hook in hooks:
                hook.remove()

    with _another_forward(module, early):
        yield


@contextmanager
def _another_forward(module: Any, forward: Any) -> Iterator[None]:
    """The module with another forward pass; afterwards it is as it was."""
    own = vars(module).get("forward")
    module.forward = forward
    try:
        yield
    finally:
        del module.forward
        if own is not None:
            module.forward = own


def _left(error: BaseException) -> None:
    """Tell the tracer that it has left the modules through which a failure came."""
    for frame, _ in walk_tb(error.__traceback__):
        tracer: Any = frame.f_locals.get("self")
        if frame.f_code.co_name == "call_module" and frame.f_code.co_filename.endswith("_symbolic_trace.py"):
            tracer.module_stack.popitem(last=True)


def with_ends_alone(program: ExportedProgram) -> ExportedProgram:
    """A program whose outputs are what nothing in it reads."""
    read = {name for call in program.calls for name in call.reads}
    return program._replace(outputs=tuple(dict.fromkeys(name for name in program.outputs if name not in read)))
