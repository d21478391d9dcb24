"""The steps of a specification as written: operators and modules called, branches, repetition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from archcalc.base.errors import Place
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.text.document import Value
from archcalc.operators import find

if TYPE_CHECKING:  # a file without notation is read without what reads it
    from archcalc.operators.operator import Op
    from archcalc.operators.written_forms import Form


class Call(NamedTuple):
    """An operator or a module, with attributes; `branches` where several chains are joined."""

    kind: Value
    place: Place
    attributes: dict[str, Value] = {}
    name: Value | None = None
    source: Value | None = None
    condition: Value | None = None
    branches: tuple[Steps, ...] | None = None
    constants: dict[str, Any] | None = None
    """The attributes as plain values, where no expression is among them."""
    keys: dict[str, Value] = {}
    """The attributes' names as written, for their places."""
    share: Value | None = None
    """The layer or module call whose weights it takes."""
    also: Value | None = None
    """One more layer that it reads, by its operator's own key."""
    form: Form | None = None
    """The form of the notation in which it stands, which says what follows from the volume that it reads."""


class Residual(NamedTuple):
    """`layers`, and the sum with their input, or with `shortcut`, where `skip` holds."""

    place: Place
    layers: Steps
    shortcut: Steps = ()
    skip: Value | None = None
    name: Value | None = None
    source: Value | None = None
    condition: Value | None = None


class Repeat(NamedTuple):
    """`layers`, `times` over; `counter` names the round, from 0. Where they `share`, all take the first's weights."""

    place: Place
    times: Value
    layers: Steps
    counter: str | None = None
    condition: Value | None = None
    share: Value | None = None


class Each(NamedTuple):
    """`layers` for every row of a table, whose columns are called `names`."""

    place: Place
    names: tuple[str, ...]
    rows: Value
    layers: Steps
    counter: str | None = None
    condition: Value | None = None


class Group(NamedTuple):
    """A row of the paper's table: `layers` that fold together under `name`; their own names stay as they are."""

    place: Place
    name: Value
    layers: Steps
    condition: Value | None = None


class From(NamedTuple):
    """Go on from another layer's output."""

    place: Place
    source: Value


Step = Call | Residual | Repeat | Each | Group | From
Steps = tuple[Step, ...]


def with_own_key(step: Call, kind: str) -> Call:
    """A step whose operator an expression has chosen: what stands under the operator's own key names a layer."""
    op = find(kind)
    if op is None or not names_layer(op, step.attributes):
        return step
    attributes = dict(step.attributes)
    return step._replace(also=attributes.pop(op.reads_also), attributes=attributes, constants=None)


def names_layer(op: type[Op], attributes: Mapping[str, Value]) -> bool:
    """True where the key of what an operator reads besides names a layer; a number there is an attribute, if it has it.

    `regions: boxes` names a layer, `regions: 100` and `regions: "${n}"` tell how many there are.
    """
    value = attributes.get(op.reads_also)
    if value is None or op.reads_also not in op.fields:
        return value is not None
    return isinstance(value.data, str) and not value.data.startswith("${")


def called(step: Step) -> str:
    """A step's name as it is written, or else its kind."""
    name = getattr(step, "name", None)
    return name.text if name is not None else step.kind.text if isinstance(step, Call) else type(step).__name__.lower()


class Module(NamedTuple):
    """A reusable part: `parameters` with their defaults (None: required), and `inputs` by name."""

    name: str
    place: Place
    parameters: dict[str, Value]
    inputs: tuple[str, ...]
    layers: Steps
