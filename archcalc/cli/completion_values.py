"""Values that the shell's Tab key offers for options and arguments: each is read where it is declared."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from inspect import signature
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, get_args

import typer
from typer.models import ParameterInfo

if TYPE_CHECKING:
    from archcalc.language.spec import Spec

_NAMED = {
    "--format": "rendering.formats:NAMES", "--preset": "rendering.presets:NAMES",
    "--convention": "counting.conventions:NAMES", "--difference": "counting.conventions:NAMES",
    "--gpu": "training.gpus:DEVICES", "--board": "training.microcontroller.boards:BOARDS",
    "--optimizer": "training.optimizers:NAMES", "--theme": "rendering.drawings.palette:THEMES",
    "--style": "rendering.drawings:STYLES", "--to": "exporting.targets:NAMES", "--backend": "executor.backends:NAMES",
    "--units": "rendering.tables.presentation:UNITS", "--layout": "rendering.tables.presentation:LAYOUTS",
    "--cells": "rendering.tables.layout:CELLS", "--only": "operators.traits:FAMILIES",
}
"""Options with the collection of names that each takes."""
_OF_COMMANDS = {
    **dict.fromkeys((("draw", "--format"), ("plot", "--format")), ("rendering.drawings.outputs:NAMES",)),
    ("quiz", "--format"): ("homework.handouts.banks:NAMES",),
    ("check", "--format"): ("rendering.formats:NAMES", "homework.gradebooks:NAMES"),
    ("course", "--from"): ("homework.courses:NAMES",),
}
"""Options that take others in a command of its own."""

_EXPLAINED = ("counting.conventions:NAMES", "counting.columns:NAMES", "language.grammar:FORMS",
              "counting.convention:KINDS")
"""Words that have a page, besides operators and mistakes."""

Offer = Callable[[typer.Context, str], Iterable[str]]


def with_values(verb: str, command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with values for every option and argument that has none yet."""
    read = signature(command, eval_str=True)  # once: each reading of annotations that are texts makes other objects
    for name, parameter in read.parameters.items():
        for told in get_args(parameter.annotation)[1:]:
            if isinstance(told, ParameterInfo) and (told.autocompletion is None or (verb, name) in _PLACED):
                # beside a type, typer keeps the first of an option's names as if it were a default
                options = [word for word in (told.default, *(told.param_decls or ())) if isinstance(word, str)]
                told.autocompletion = _offer(verb, name, options)

    def completed(**words: object) -> None:
        command(**words)

    completed.__doc__ = command.__doc__
    completed.__signature__ = read  # type: ignore[attr-defined]
    return completed


def _offer(verb: str, parameter: str, options: Iterable[str]) -> Offer | None:
    """What is offered for a parameter; None where it may be anything, as a file's name may."""
    if (verb, parameter) in _PLACED:
        return _PLACED[verb, parameter]
    for option in options:
        if option in _WORKED_OUT:
            return _WORKED_OUT[option]
        places = _OF_COMMANDS.get((verb, option)) or tuple(filter(None, [_NAMED.get(option)]))
        if places:
            return _names(places)
    return None


def _names(places: tuple[str, ...]) -> Offer:
    def offer(context: typer.Context, incomplete: str) -> list[str]:
        found = (name for place in places for name in _at(place))
        return _begun(found, incomplete)

    return offer


def _at(place: str) -> Iterable[str]:
    module, _, name = place.partition(":")
    names: Iterable[str] = getattr(import_module(f"archcalc.{module}"), name)
    return names


def _begun(words: Iterable[str], incomplete: str) -> list[str]:
    """The words that begin as what is typed; of a list with commas, as its last item."""
    before, comma, last = incomplete.rpartition(",")
    key = last.lower()
    return [f"{before}{comma}{word}" for word in dict.fromkeys(words) if word.lower().startswith(key)]


def _typed() -> list[str]:
    """The words of the line behind the command: typer forgets those before an option that still wants its value."""
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS", "")
    return line.split()[2:]


def _network() -> Spec:
    """The network that the line names: the first word that is one. Raises LookupError where none is."""
    from archcalc.api.argument_readers import pairs
    from archcalc.base.errors import ArchcalcError
    from archcalc.loading import library

    words = _typed()
    settings = [value for option, value in pairwise(words) if option == "--set" and "=" in value[:-1]]
    for word in words:
        if not word.startswith("-"):
            with suppress(ArchcalcError):
                library.load(word)
                return library.load(word, options=pairs(settings, "--set"))
    raise LookupError(words)


def _layers(context: typer.Context, incomplete: str) -> list[str]:
    """Layers and modules of the network, and the totals."""
    return _begun(_quietly(_layer_names), incomplete)


def _layer_names() -> Iterator[str]:
    from archcalc.counting.derivations import derive
    from archcalc.network import subgraph
    from archcalc.network.builder import build

    graph = build(_network())
    yield from (node.name for node in graph.nodes)
    yield from subgraph.modules(graph)
    yield from derive.TOTALS


def _settings(context: typer.Context, incomplete: str) -> list[str]:
    """The options of the network with their defaults: classes=1000."""
    return _begun(_quietly(_defaults), incomplete)


def _defaults() -> Iterator[str]:
    from archcalc.base.errors import as_yaml

    yield from (f"{name}={as_yaml(value)}" for name, value in _network().options.items())


def _changes(context: typer.Context, incomplete: str) -> list[str]:
    """The attributes of layers with their values: conv1.stride=4."""
    layer, dot, _ = incomplete.rpartition(".")
    if not dot:
        return [f"{name}." for name in _begun(_quietly(_layers_alone), incomplete)]
    return _begun(_quietly(_attributes, layer), incomplete)


def _layers_alone() -> Iterator[str]:
    from archcalc.network.builder import build

    yield from (node.name for node in build(_network()).nodes if not node.is_entrance)


def _attributes(layer: str) -> Iterator[str]:
    from archcalc.network.builder import build

    yield from (f"{layer}.{name}=" for name in build(_network()).node(layer).op.fields)


def _quietly(words: Callable[..., Iterable[str]], *given: Any) -> list[str]:
    """The words, or none where there is no such network: a shell that completes is no place for a message."""
    from archcalc.base.errors import ArchcalcError

    try:
        return list(words(*given))
    except (ArchcalcError, LookupError):
        return []


def _explained(context: typer.Context, incomplete: str) -> list[str]:
    """Networks, operators, conventions, figures and forms; of mistakes, whose files are many, where one is begun."""
    from archcalc import operators
    from archcalc.cli.options import network_names

    mistakes: Iterable[str] = ()
    if "-" in incomplete:
        from archcalc.homework.misconceptions import catalogue

        mistakes = (row.name for row in catalogue())
    words = (name for place in _EXPLAINED for name in _at(place))
    return [*network_names(incomplete), *_begun(chain(operators.built_in(), words, mistakes), incomplete)]


def _second(context: typer.Context, incomplete: str) -> list[str]:
    """A second network; a layer where one is shown at work."""
    from archcalc.cli.options import network_names

    return _layers(context, incomplete) if "--animate" in _typed() else network_names(incomplete)


_WORKED_OUT: dict[str, Offer] = {"--set": _settings, "--change": _changes, "--part": _layers}
"""Options whose values follow from the network."""
_PLACED: dict[tuple[str, str], Offer] = {
    ("explain", "name"): _explained, ("explain", "what"): _layers, ("draw", "other"): _second,
}
"""Arguments of some commands."""
