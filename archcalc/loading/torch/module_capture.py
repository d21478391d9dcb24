"""A module captured by torch.export: its program; or what PyTorch said of it, and how far a forward pass comes."""

from __future__ import annotations

import logging
import os
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from copy import deepcopy
from importlib import import_module
from itertools import chain
from pathlib import Path
from traceback import walk_tb
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, printable, quoted
from archcalc.loading.torch.attention_calls import joined
from archcalc.loading.torch.exported_program import ExportedProgram, recorded
from archcalc.loading.torch.fixed_values import FixedValues
from archcalc.loading.torch.number_operands import with_arrays_for_numbers
from archcalc.loading.torch.partial_capture import ending_early, is_decided_by_values, with_ends_alone
from archcalc.loading.torch.settled_program import settled

_ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_TRAIL = 4
"""So many modules are told that lead to a failure."""
_LONGEST = 400


def captured(module: Any, arguments: tuple[Any, ...], keywords: Mapping[str, Any]) -> ExportedProgram:
    """The program of a module for arguments like these, in use and not in training. Raises ArchcalcError."""
    program, failure = exported(module, arguments, keywords)
    found = settled(recorded(program, module))
    if failure is not None:
        part = _path(module, failure)
        where = f", in {quoted(part)}" if part else ""
        found = with_ends_alone(found)._replace(
            stopped=f"captured up to where values decide what comes next{where}", said=said(failure))
    return with_arrays_for_numbers(joined(found, FixedValues(program)))


def with_sizes(module: Any, arguments: tuple[Any, ...], keywords: Mapping[str, Any]) -> Any:
    """The module; of one with lazy layers a copy, in which a forward pass has given them their sizes.

    Raises ArchcalcError where that pass fails.
    """
    torch = import_module("torch")
    unsized = [each for each in chain(module.parameters(), module.buffers()) if torch.nn.parameter.is_lazy(each)]
    if not unsized:
        return module
    # PyTorch copies no buffer without a size
    sized = deepcopy(module, {id(each): type(each)(device=each.device, dtype=each.dtype) for each in unsized})
    try:
        with in_use(sized), quietly(), torch.no_grad():
            sized(*arguments, **keywords)
    except Exception as error:  # the module's own code
        raise _failed(sized, arguments, keywords, error) from None
    return sized


def exported(module: Any, arguments: tuple[Any, ...], keywords: Mapping[str, Any]) -> tuple[Any, Exception | None]:
    """PyTorch's own form of the same, and what has stopped it before the end, if values did. Raises ArchcalcError."""
    torch = import_module("torch")
    export = torch.export.export
    with in_use(module), quietly(), _masks_as_given():
        try:
            return export(module, arguments, dict(keywords), strict=False), None
        except Exception as error:  # a capture runs the module's own code
            failure = error
        early = is_decided_by_values(failure)
        try:  # some writes in place are refused where gradients may be wanted
            with ending_early(module) if early else torch.no_grad():
                return export(module, arguments, dict(keywords), strict=False), failure if early else None
        except Exception:  # nothing of the module was captured
            raise _failed(module, arguments, keywords, failure) from None


def said(error: BaseException) -> str:
    """The deepest cause in the words of PyTorch or of a module's own code, on one line."""
    while error.__cause__ is not None:
        error = error.__cause__
    lines = [line.strip() for line in _ESCAPES.sub("", str(error)).splitlines() if line.strip()]
    text = printable(" ".join(lines[:2]))
    return f"{type(error).__name__}: {text[:_LONGEST]}" if text else type(error).__name__


def _failed(module: Any, arguments: tuple[Any, ...], keywords: Mapping[str, Any], error: Exception) -> ArchcalcError:
    """What PyTorch said, where in the module, and the volumes up to there."""
    path, name = _path(module, error), type(module).__name__
    where = f", in {quoted(path)}" if path else ""
    trail = _trail(module, arguments, keywords)
    return ArchcalcError([Mistake("torch", f"cannot capture {quoted(name)}{where}: {said(error)}", None,
                                  "archcalc takes what torch.export.export(module, inputs) takes", "",
                                  (f"after {' -> '.join(trail)}",) if trail else ())])


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
def _masks_as_given() -> Iterator[None]:
    """Keep nn.Transformer from looking at its masks, which finds it a faster way to the same values."""
    layers = import_module("torch.nn.modules.transformer")
    name = "_detect_is_causal_mask"
    looks = getattr(layers, name, None)
    if looks is not None:
        setattr(layers, name, lambda mask, is_causal=None, size=None: is_causal is True)
    try:
        yield
    finally:
        if looks is not None:
            setattr(layers, name, looks)


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
