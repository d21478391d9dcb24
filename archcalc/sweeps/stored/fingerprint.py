"""Fingerprints of networks: the same for the same specification, whatever it is called and however it is spaced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from archcalc.base.errors import Place, Source
from archcalc.language.spec import Spec
from archcalc.language.text.values import Value
from archcalc.network.builder import build

_TOLD_ELSEWHERE = frozenset({"about", "warnings", "origin"})
"""Parts of a specification that say nothing of its layers, or are looked at apart."""


def fingerprint(spec: Spec) -> str:
    """A network's own number: of what its specification says beside places and titles; of a file, of its layers.

    Raises ArchcalcError for a file whose network cannot be built.
    """
    found = sha256()
    for name, part in spec._asdict().items():
        if name not in _TOLD_ELSEWHERE:
            for word in _words(part):
                found.update(word.encode("utf-8", "surrogatepass") + b"\0")
    if spec.origin is not None:
        for node in build(spec).nodes:
            said = (node.name, node.op.kind, node.op.attributes, node.inputs, tuple(node.shape))
            found.update(repr(said).encode("utf-8", "replace"))
    return found.hexdigest()


def _words(part: Any) -> Iterator[str]:
    """Everything that a part of a specification says, in order, without places."""
    if isinstance(part, (Place, Source)):
        return
    if isinstance(part, Value):
        yield f"{part.in_quotes}"
        yield from _words(part.data)
    elif isinstance(part, Mapping):
        yield "{"
        for key, value in part.items():
            yield repr(key)
            yield from _words(value)
        yield "}"
    elif isinstance(part, (tuple, list)):
        yield f"({type(part).__name__}"
        for each in part:
            yield from _words(each)
        yield ")"
    else:  # a rule that a word of notation stands for has no place in memory that two processes share
        yield part.__qualname__ if callable(part) else repr(part)
