"""A library's names for weights turned into ours: the library and the model are known by the names alone.

A file whose names are not those of a model that was checked against the network is refused, and the reason told. The
order of tensors in a file says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import prod
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.weights.library_names import LibraryModel, ModelLibrary, digest, libraries, sized
from archcalc.executor.weights.names import declared, full_name
from archcalc.network.graph import Graph

_WRAPPER = "module."
"""The word before every name where a model was trained in torch.nn.DataParallel."""
_MOST_NAMES = 3
_ENOUGH = 0.5
"""A file with this share of a model's names is taken for one of that model."""
_OWN_NAMES = "save its tensors under archcalc's names (archcalc weights) as .safetensors"


class Renamed(NamedTuple):
    """Tensors under our names and in our shapes, and what is to be said of their file."""

    tensors: dict[str, Any]
    notes: tuple[str, ...] = ()


class _Match(NamedTuple):
    """A model whose names a file has; the tensors that only training uses, and the number of counters."""

    library: ModelLibrary
    model: LibraryModel
    unused: tuple[str, ...]
    computed: int


def renamed(graph: Graph, tensors: Mapping[str, Any]) -> Renamed | None:
    """The tensors of a model that is this network; None where the names are those of no model that is known.

    Raises ArchcalcError where they are another network's, the shapes do not fit, or two libraries would differ.
    """
    stripped = _stripped(tensors)
    found = sorted(_matches(stripped), key=lambda match: min(map(len, match.model.models)))
    here = [match for match in found if graph.about.name in match.model.networks]
    good = [match for match in here if not match.model.why]
    if not found:
        return None
    if not good:
        raise ArchcalcError.of("weights", _otherwise(graph, here or found), hint=_hint(graph, found, here))
    names = _names(graph, good)
    arrays = {name: stripped[there] for name, there in names.items()}
    if left := sorted(good[0].library.wanted(stripped) - set(names.values())):
        raise ArchcalcError.of("surplus-weight", f"{graph.about.name} has no weight for {_listed(left)} of "
                               f"{good[0].model.title}", hint="was the network changed?")
    _check_shapes(graph, arrays, names)
    fitted = {full_name(layer, key): arrays[full_name(layer, key)].reshape(weight.shape)
              for layer, key, weight in declared(graph)}
    return Renamed(fitted, tuple(_notes(graph, good, [each for each in here if each.model.why])))


def _names(graph: Graph, good: list[_Match]) -> dict[str, str]:
    """The tensor of every weight, on which all models with these names agree. Raises ArchcalcError."""
    name, title = graph.about.name, good[0].model.title
    ways = [names for match in good if (names := match.model.names(graph)) is not None]
    if not ways:
        raise ArchcalcError.of("weights", f"{name} as it is set has other layers than {title}", hint=_OWN_NAMES)
    if any(names != ways[0] for names in ways):
        raise ArchcalcError.of("weights", f"its names are those of {_titles(good)}, which mean different layers by "
                               "them", hint=_OWN_NAMES)
    return ways[0]


def refusal(graph: Graph, tensors: Mapping[str, Any]) -> ArchcalcError:
    """The reason for which tensors of no known model are not this network's: the names that tell."""
    name, held = graph.about.name, set(_stripped(tensors))
    known = [model for library in libraries() for model in library.models if name in model.networks and not model.why]
    if not known:
        return ArchcalcError.of("weights", f"no PyTorch state dict is known for {name}", hint=_OWN_NAMES)
    ranked = [(len(held & set(names.values())) / len(names), model.title, names, library) for library in libraries()
              for model in library.models if model in known and (names := model.names(graph))]
    share, title, names, library = max(ranked, key=lambda each: each[0], default=(0, "", {}, None))
    if share < _ENOUGH or library is None:
        return ArchcalcError.of("weights", f"its names are those of no model that is known to be {name}: "
                                f"{_listed(sorted(held))}", expected=f"{_models(known)}, or archcalc's own names",
                                hint=_OWN_NAMES)
    mistakes = [Mistake("missing-weight", f"the file has no tensor {quoted(there)} of {title}, for {quoted(here)}",
                        hint="is it a file of this network?") for here, there in names.items() if there not in held]
    mistakes += [Mistake("surplus-weight", f"{title} has no tensor {quoted(there)}", None,
                         "is it a file of this network, and of this variant?")
                 for there in sorted(library.wanted(held) - set(names.values()))]
    return ArchcalcError(mistakes) if mistakes else ArchcalcError.of(
        "weights", f"{name} as it is set has other layers than {title}", hint=_OWN_NAMES)


def _stripped(tensors: Mapping[str, Any]) -> dict[str, Any]:
    """The tensors without the word that a wrapper puts before every name."""
    if tensors and all(name.startswith(_WRAPPER) for name in tensors):
        return {name.removeprefix(_WRAPPER): tensor for name, tensor in tensors.items()}
    return dict(tensors)


def _matches(tensors: Mapping[str, Any]) -> list[_Match]:
    """The models with these names, and of these sizes where there are such; other classes make other sizes."""
    found = list(_named(tensors))
    return [match for match in found if match.model.sizes == _sizes(match.library, tensors)] or found


def _sizes(library: ModelLibrary, tensors: Mapping[str, Any]) -> str:
    wanted = library.wanted(tensors)
    return digest(sized({name: prod(tensors[name].shape) for name in wanted}))


def _named(tensors: Mapping[str, Any]) -> Iterator[_Match]:
    for library in libraries():
        wanted = library.wanted(tensors)
        code = digest(wanted)
        heads = tuple(library.heads(tensors))
        computed = len(tensors) - len(wanted) - len(heads)
        yield from (_Match(library, model, heads, computed) for model in library.models if model.digest == code)


def _otherwise(graph: Graph, found: list[_Match]) -> str:
    """The reason why a model with these names is not this network."""
    model, name = found[0].model, graph.about.name
    if name in model.networks:
        return f"its names are those of {_titles(found)}, which is not {name}: {model.why}"
    networks = dict.fromkeys(each for match in found if not match.model.why for each in match.model.networks)
    told = f", which archcalc has as {_listed(networks)}" if networks else ""
    return f"its names are those of {_titles(found)}{told}, and not of a model that is {name}"


def _hint(graph: Graph, found: list[_Match], here: list[_Match]) -> str:
    networks = [each for match in found if not match.model.why for each in match.model.networks]
    if networks and graph.about.name not in networks:
        return f"archcalc run {networks[0]} --weights FILE"
    return "its epsilon, strides and activations are the library's own, and no state dict holds them" if here else ""


def _check_shapes(graph: Graph, arrays: Mapping[str, Any], names: Mapping[str, str]) -> None:
    """Raise ArchcalcError with every tensor that has another shape; axes of one place are no difference."""
    mistakes = [Mistake("weight-shape", f"{quoted(names[name])} is {list(arrays[name].shape)}, and {quoted(name)} "
                                        f"wants {list(weight.shape)}", None, "is it a file with as many classes?")
                for layer, key, weight in declared(graph)
                if not _fits(key, arrays[name := full_name(layer, key)].shape, weight.shape)]
    if mistakes:
        raise ArchcalcError(mistakes)


def _fits(key: str, there: tuple[int, ...], here: tuple[int, ...]) -> bool:
    return prod(there) == prod(here) and (key == "position_bias" or _plain(there) == _plain(here))


def _plain(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(axis for axis in shape if axis != 1)


def _notes(graph: Graph, good: list[_Match], others: list[_Match]) -> Iterator[str]:
    yield (f"names of {_titles(good)}: strides, padding, epsilons and activations are not in such a file; "
           f"{graph.about.name}'s own are taken, which were checked to be the same")
    if others:
        yield (f"{_titles(others)} has the same names, and is another network ({others[0].model.why}): nothing in a "
               "file tells the two apart")
    if good[0].unused:
        yield f"not used, heads for training alone: {_listed(good[0].unused)}"
    if good[0].computed:
        yield f"not used, counters of training and tables of places: {good[0].computed} tensors"


def _titles(matches: Iterable[_Match]) -> str:
    return _models([match.model for match in matches])


def _models(models: Iterable[LibraryModel]) -> str:
    titles = list(dict.fromkeys(model.title for model in models))
    return " or ".join(titles[:_MOST_NAMES]) + (" ..." if len(titles) > _MOST_NAMES else "")


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(quoted(name, "", most=60) for name in names[:_MOST_NAMES]) + more
