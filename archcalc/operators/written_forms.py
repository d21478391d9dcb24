"""The notation of papers and courses: which operator CONV3-64 is, and an operator written so that it reads back."""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from archcalc.base import plugins
from archcalc.base.errors import ArchcalcError, Refused, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import did_you_mean
from archcalc.operators import built_in, file_of, find
from archcalc.operators.attributes import Kind
from archcalc.operators.axis_attributes import MOST_AXES
from archcalc.operators.given_attributes import missing_attributes, parse_attribute
from archcalc.operators.operator import Op, Shape
from archcalc.operators.traits import refuse

PACKED = "words.packed"
"""The name of the wheel's own file."""
SHORT = {"pad": "padding"}
"""Attributes that papers call by a shorter word."""
FLAG = {"type": "boolean"}
"""The schema of an attribute that is true or false."""
_ATTRIBUTE = re.compile(r"\{(\w+)\}")
_LETTERS = re.compile(r"[A-Za-z_]+-?")
_SHORTER = {name: word for word, name in SHORT.items()}
_REQUIRED = object()
"""Stands for the default of an attribute that has none."""


class Form(NamedTuple):
    """A way of writing an operator: the attributes that stand in it, and the rule for those that it leaves unsaid.

    The rule takes the attributes that are said, and the shape that comes in, or None where it is not known.
    """

    op: type[Op]
    pattern: str
    attributes: tuple[str, ...] = ()
    unsaid: Callable[[dict[str, Any], Shape | None], dict[str, Any]] | None = None

    def completed(self, said: dict[str, Any], x: Shape | None = None) -> dict[str, Any]:
        """The attributes as plain values, with those that follow from them. Raises Refused for what must be said."""
        if self.unsaid is None:
            return said
        parsed = {name: parse_attribute(self.op, name, value) for name, value in said.items()}
        try:
            return {**self.unsaid(parsed, x), **said}
        except (Refused, ArchcalcError, MemoryError):
            raise
        except Exception as error:  # whatever a stranger's rule raises
            from archcalc.base.python_errors import stopped

            raise stopped(error) from error


def form(skeleton: str) -> Form | None:
    """The form of a layer whose numbers are left open; letters may be small or capital.

    >>> form("CONV{}-{}").attributes, form("fc-{}").op.kind, form("CONV{}")
    (('kernel', 'filters'), 'linear', None)
    """
    skeleton = skeleton.upper()
    return _declared(_word(skeleton)).get(skeleton)


def spaced(word: str) -> Form | None:
    """The form that a bare word begins, whose numbers stand behind it: POOL 3x3.

    One that leaves something unsaid has its numbers within.

    >>> spaced("POOL").op.kind, spaced("DWCONV")
    ('max_pool', None)
    """
    return next((each for each in _declared(word.upper()).values() if each.unsaid is None), None)


def forms(op: type[Op]) -> Iterator[Form]:
    """The ways of writing an operator, the usual one first. Raises ArchcalcError for what cannot be one."""
    if not isinstance(op.notations, Mapping):
        refuse(op, {"notations": Refused("operator", "notations are a mapping from forms to rules",
                                         hint='notations = {"GEN{kernel}-{filters}": None}')})
    for pattern, unsaid in op.notations.items():
        attributes = tuple(_ATTRIBUTE.findall(pattern))
        if unknown := [name for name in attributes if name not in op.fields]:
            refuse(op, {pattern: Refused("operator", f"{quoted(unknown[0])} is no attribute of {op.kind}",
                                         hint=did_you_mean(unknown[0], op.fields))})
        yield Form(op, pattern, attributes, unsaid)


def _word(skeleton: str) -> str:
    """The letters with which a skeleton begins."""
    letters = _LETTERS.match(skeleton)
    return letters[0].rstrip("-") if letters else ""


@plugins.remembered
def _declared(word: str) -> dict[str, Form]:
    """The forms that begin with a word, by their skeletons. Of all operators' files, those that have it are loaded."""
    found = _by_skeleton(word, (op for op in map(find, _with(word)) if op is not None))
    if not found:
        plugins.look()
        found = _by_skeleton(word, (op for kind, op in Op.known.items() if kind not in built_in()))
    return found


def _by_skeleton(word: str, ops: Iterable[type[Op]]) -> dict[str, Form]:
    return {skeleton: each for op in ops for each in forms(op)
            if _word(skeleton := _ATTRIBUTE.sub("{}", each.pattern)) == word}


def words() -> dict[str, list[str]]:
    """The operators of archcalc's own by the words with which their forms begin: what a wheel holds packed."""
    found: dict[str, list[str]] = {}
    for op in filter(None, map(find, sorted(built_in()))):
        for word in dict.fromkeys(_word(_ATTRIBUTE.sub("{}", each.pattern)) for each in forms(op)):
            found.setdefault(word, []).append(op.kind)
    return found


def _with(word: str) -> list[str]:
    """The operators with forms that begin with a word: a wheel says which, and in a checkout their files are read."""
    packed = _packed()
    if packed is not None:
        return packed.get(word, [])
    begins = tuple(f'"{word}{mark}'.encode() for mark in ("{", "-{", '"'))
    return [kind for kind, text in _texts().items() if any(begin in text for begin in begins)]


@lru_cache
def _packed() -> dict[str, list[str]] | None:
    file = Path(__file__).with_name(PACKED)
    return marshal.loads(file.read_bytes()) if file.exists() else None  # noqa: S302 - the wheel's own file


@lru_cache
def _texts() -> dict[str, bytes]:
    """The text of every operator's file: to look for a word in them is far quicker than to run them."""
    return {kind: _bytes(file_of(kind)) for kind in built_in()}


def _bytes(file: str) -> bytes:
    with open(file, "rb", buffering=0) as opened:  # noqa: PTH123 - of eighty files a path's own way takes the longest
        return opened.read()


def written(op: Op, inputs: tuple[Shape, ...] = ()) -> str:
    """An operator in the notation that reads back as it: every attribute is named that a reader would not fill in.

    `inputs` are the shapes that it reads: on tokens nothing is written that flattens a volume.

    >>> written(find("conv")(filters=64, kernel=(7, 7), stride=(2, 2), padding=(3, 3, 3, 3), bias=False))
    'CONV7-64 stride 2 pad 3 no bias'
    """
    on_tokens = bool(inputs) and len(inputs[0]) == 3 and "flattened" in op.traits
    usual = None if on_tokens else next(forms(type(op)), None)
    shape = usual or Form(type(op), op.kind.replace("_", " ").upper())
    head = _ATTRIBUTE.sub(lambda found: _value(op, found[1]), shape.pattern)
    return " ".join([head, *(_words(op, name) for name in _to_say(op, shape, inputs) if name not in shape.attributes)])


def _to_say(op: Op, shape: Form, inputs: tuple[Shape, ...]) -> list[str]:
    """The attributes without which a reader would make another operator, in their order."""
    values = op.attributes

    def suffice(names: Iterable[str]) -> bool:
        try:
            completed = shape.completed({name: values[name] for name in names})
            parsed = {name: parse_attribute(shape.op, name, value) for name, value in completed.items()}
            if missing_attributes(shape.op, parsed):
                return False
            made = shape.op(**parsed)
            return made == op or (bool(inputs) and made.settled(*inputs) == op)
        except Refused:
            return False

    said = [name for name in values if name in shape.attributes or values[name] != op.defaults.get(name, _REQUIRED)]
    if not suffice(said):
        said += [name for name in values if name not in said and suffice([*said, name])][:1]
    for name in [name for name in said if name not in shape.attributes]:
        if suffice(rest := [each for each in said if each != name]):
            said = rest
    return [name for name in values if name in said]


def _words(op: Op, name: str) -> str:
    """An attribute as words behind a layer: stride 2, pad 1, no bias."""
    if op.fields[name].schema == FLAG:
        return name if op.attributes[name] else f"no {name}"
    return f"{_SHORTER.get(name, name)} {_value(op, name)}"


def _value(op: Op, name: str) -> str:
    """An attribute's value in the shortest way that is read as it: 3, 3x5, 0,1,0,1."""
    value, kind = op.attributes[name], op.fields[name]
    if not isinstance(value, tuple):
        return str(value)
    for shorter in (value[0], value[::2]):
        if value in _meant(kind, shorter):
            value = shorter
            break
    if not isinstance(value, tuple):
        return str(value)
    plain = len(value) > 1 and all(type(item) is int for item in value)
    return ("x" if len(value) < 4 else ",").join(map(str, value)) if plain else _bracketed(value)


def _bracketed(value: Any) -> str:
    """A list of lists: [[0,1],[2]]."""
    return f"[{','.join(map(_bracketed, value))}]" if isinstance(value, tuple) else str(value)


def _meant(kind: Kind, value: Any) -> Iterator[Any]:
    """What a value means: as it is parsed, and where it is told axis by axis, along so many axes."""
    try:
        parsed = kind.parse(value)
    except Refused:
        return
    yield parsed
    fit = kind.fit
    if fit is None:
        return
    for axes in range(1, MOST_AXES + 1):
        try:
            yield fit(parsed, axes)
        except Refused:
            continue
