"""The keys around a place in a text -> what the language has there: a step, an attribute, the name of a layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from archcalc.base.named_tuples import NamedTuple
from archcalc.language.grammar import FORMS
from archcalc.live.typed_context import ITEM

_STEPS = frozenset({"layers", "shortcut"})


class TypedPlace(NamedTuple):
    """Something that stands at a place: its kind, the operator, module or form that has it, and its key there."""

    part: str
    of: str = ""
    key: str = ""


FILE = TypedPlace("file")
_TOP = {"layers": "steps", "modules": "modules", "before": "added", "after": "added", "change": "change",
        "remove": "layers", "published": "published", "variants": "variants", "extends": "networks", "input": "sizes",
        "inputs": "inputs", "options": "options"}


def place(path: tuple[str, ...]) -> TypedPlace:
    """What the language has behind the keys and items of a path.

    >>> place(("layers", "-", "conv", "padding"))
    TypedPlace(part='value', of='conv', key='padding')
    """
    found = FILE
    for name in path:
        found = _BELOW.get(found.part, _nothing)(found, name)
    return found


def _nothing(place: TypedPlace, name: str) -> TypedPlace:
    return TypedPlace("")


def _file(place: TypedPlace, name: str) -> TypedPlace:
    return TypedPlace(_TOP.get(name, "fact"), "", name)


def _steps(place: TypedPlace, name: str) -> TypedPlace:
    return TypedPlace("step") if name == ITEM else TypedPlace("")


def _step(place: TypedPlace, name: str) -> TypedPlace:
    if name == ITEM:  # a branch within a list of branches
        return TypedPlace("step")
    return TypedPlace("form" if name in FORMS else "call", name)


def _call(place: TypedPlace, name: str) -> TypedPlace:
    if name == ITEM:
        return TypedPlace("branch")
    return TypedPlace("branches" if name == "branches" else "value", place.of, name)


def _form(place: TypedPlace, name: str) -> TypedPlace:
    if name == ITEM:
        return TypedPlace("step")
    return TypedPlace("steps" if name in _STEPS else "value", place.of, name)


def _branches(place: TypedPlace, name: str) -> TypedPlace:
    return TypedPlace("branch")


def _value(place: TypedPlace, name: str) -> TypedPlace:
    return place if name == ITEM else place._replace(key=name) if place.key == "share" else TypedPlace("")


def _modules(place: TypedPlace, name: str) -> TypedPlace:
    return TypedPlace("module", name)


def _module(place: TypedPlace, name: str) -> TypedPlace:
    return TypedPlace("steps" if name == "layers" else "parameters" if name == "parameters" else "", place.of, name)


def _added(place: TypedPlace, name: str) -> TypedPlace:
    return TypedPlace("steps", name)


def _rows(place: TypedPlace, name: str) -> TypedPlace:
    return TypedPlace("layers") if name == ITEM else TypedPlace("")


def _published(place: TypedPlace, name: str) -> TypedPlace:
    return place if name == ITEM else TypedPlace("layers" if name == "layer" else "figure", "", name)


def _variants(place: TypedPlace, name: str) -> TypedPlace:
    return TypedPlace("variant", name)


def _option(place: TypedPlace, name: str) -> TypedPlace:
    return TypedPlace("option", name)


def _sizes(place: TypedPlace, name: str) -> TypedPlace:
    return TypedPlace("sizes")


def _same(place: TypedPlace, name: str) -> TypedPlace:
    return place


_BELOW: Mapping[str, Callable[[TypedPlace, str], TypedPlace]] = {
    "file": _file, "steps": _steps, "step": _step, "branch": _step, "call": _call, "form": _form,
    "branches": _branches, "value": _value, "modules": _modules, "module": _module, "parameters": _same,
    "added": _added, "layers": _rows, "published": _published, "variants": _variants, "sizes": _same,
    "options": _option, "variant": _option, "inputs": _sizes, "changed": _sizes,
    "change": lambda place, name: TypedPlace("changed", name),
}
