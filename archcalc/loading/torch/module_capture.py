"""A module captured by torch.export: its program; or what PyTorch said of it, and how far a forward pass comes."""

from __future__ import annotations

import logging
import os
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from importlib import import_module
from pathlib import Path
from traceback import walk_tb
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, printable, quoted
from archcalc.loading.torch.exported_program import ExportedProgram, recorded
from archcalc.loading.torch.settled_program import settled

_ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_TRAIL = 4
"""So many modules are told that lead to a failure."""
_LONGEST = 400


def captured(module: Any, arguments: tuple[Any, ...], keywords: Mapping[str, Any]) -> ExportedProgram:
    """The program of a module for arguments like these, in use and not in training. Raises ArchcalcError."""
    torch = import_module("torch")
    with in_use(module), quietly():
        try:
            program = torch.export.export(module, arguments, dict(keywords), strict=False)
        except Exception as error:  # a capture runs the module's own code
            raise _failed(module, arguments, keywords, error) from None
    return settled(recorded(program, module))


def _failed(module: Any, arguments: tuple[Any, ...], keywords: Mapping[str, Any], error: Exception) -> ArchcalcError:
    """What PyTorch said, where in the module, and the volumes up to there."""
    path, name = _path(module, error), type(module).__name__
    where = f", in {quoted(path)}" if path else ""
    trail = _trail(module, arguments, keywords)
    return ArchcalcError([Mistake("torch", f"cannot capture {quoted(name)}{where}: {_said(error)}", None,
                                  "archcalc takes what torch.export.export(module, inputs) takes", "",
                                  (f"after {' -> '.join(trail)}",) if trail else ())])


def _said(error: BaseException) -> str:
    """The deepest cause in PyTorch's words, on one line."""
    while error.__cause__ is not None:
        error = error.__cause__
    lines = [line.strip() for line in _ESCAPES.sub("", str(error)).splitlines() if line.strip()]
    text = printable(" ".join(lines[:2]))
    return f"{type(error).__name__}: {text[:_LONGEST]}" if text else type(error).__name__


def _path(module: Any, error: BaseException) -> str:
    """The path of the innermost module whose forward pass failed."""
    names = {id(part): name for name, part in module.named_modules()}
    found = ""
    for frame, _ in walk_tb(error.__traceback__):
        if frame.f_code.co_name == "forward":
            found = names.get(id(frame.f_locals.get("self")), found)
    return found


def _trail(module: Any, arguments: tuple[Any, ...], keywords: Mapping[str, Any]) -> list[str]:
    """The last modules that a forward pass comes through, each with what it gives."""
    passed: list[str] = []
    names = {part: name for name, part in module.named_modules() if name and not any(part.children())}

    def noted(part: Any, given: Any, gives: Any) -> None:
        if hasattr(gives, "shape"):
            passed.append(f"{quoted(names[part], '')} {'x'.join(map(str, gives.shape))}")

    hooks = [part.register_forward_hook(noted) for part in names]
    try:
        fake = import_module("torch._subclasses.fake_tensor").FakeTensorMode(allow_non_fake_inputs=True)
        with fake:
            module(*arguments, **keywords)
    except Exception:  # noqa: S110 (it is known to fail: how far it comes is what is asked)
        pass
    finally:
        for hook in hooks:
            hook.remove()
    return passed[-_TRAIL:]


@contextmanager
def in_use(module: Any) -> Iterator[None]:
    """The module as it works in use; every part of it is in training again afterwards if it was."""
    training = [part for part in module.modules() if part.training]
    module.eval()
    try:
        yield
    finally:
        for part in training:
            part.training = True


@contextmanager
def quietly() -> Iterator[None]:
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
