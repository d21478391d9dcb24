"""A library's names for weights turned into ours: the library and the model are known by the names alone.

A file whose names are not those of a model that was checked against the network is refused, and the reason told; so is
one whose names another model has too, which computes otherwise, until it is said which of them the file is of. The
order of tensors in a file says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from math import prod
from operator import itemgetter
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.weights.library_names import LibraryModel, ModelLibrary, NamedModel, digest, known_models, sized
from archcalc.executor.weights.names import declared, full_name
from archcalc.loading import library as collection
from archcalc.network.builder import build
from archcalc.network.graph import Graph, Node

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


def renamed(graph: Graph, tensors: Mapping[str, Any], asked: NamedModel | None = None) -> Renamed | None:
    """The tensors of a model that is this network; None where the names are those of no model that is known.

    Where it is said which model the file is of, `asked`, that one alone is known. Raises ArchcalcError where they are
    another network's, or a model's that computes otherwise, the shapes do not fit, or two libraries would differ.
    """
    stripped = _stripped(tensors)
    found = sorted(_matches(stripped, asked), key=lambda match: min(map(len, match.model.models)))
    here = [match for match in found if graph.about.name in match.model.networks]
    good = [match for match in here if not match.model.why]
    if not found:
        return None
    if not good:
        raise ArchcalcError.of("weights", _otherwise(graph, here or found), hint=_hint(graph, found, here))
    if len(good) < len(here):
        raise _undecided(graph, good, [match for match in here if match.model.why])
    names = _names(graph, good)
    arrays = {name: stripped[there] for name, there in names.items()}
    if left := sorted(good[0].library.wanted(stripped) - set(names.values())):
        raise ArchcalcError.of("surplus-weight", f"{graph.about.name} has no weight for {_listed(left)} of "
                               f"{good[0].model.title}", hint="was the network changed?")
    _check_shapes(graph, arrays, names)
    fitted = {full_name(layer, key): arrays[full_name(layer, key)].reshape(weight.shape)
              for layer, key, weight in declared(graph)}
    return Renamed(fitted, tuple(_notes(graph, good, asked)))


def _undecided(graph: Graph, good: list[_Match], others: list[_Match]) -> ArchcalcError:
    """The refusal of names that this network's model shares with one that computes otherwise."""
    words = ", or ".join(dict.fromkeys(match.model.words for match in good))
    return ArchcalcError.of("weights", f"its names are those of {_titles(good)}, which is {graph.about.name}, and of "
                            f"{_titles(others)}, which is not ({others[0].model.why}): nothing in a file tells them "
                            "apart", hint=f"say which model it is of: --library-model {words}")


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


def refusal(graph: Graph, tensors: Mapping[str, Any], asked: NamedModel | None = None) -> ArchcalcError:
    """The reason for which tensors of no known model are not this network's: the names that tell."""
    name, held = graph.about.name, set(_stripped(tensors))
    known = [(library, model) for library, model in known_models(asked) if name in model.networks and not model.why]
    if not known:
        whose = f" of {asked.title}" if asked else ""
        return ArchcalcError.of("weights", f"no PyTorch state dict{whose} is known for {name}", hint=_OWN_NAMES)
    ranked = [(len(held & set(names.values())) / len(names), model.title, names, library)
              for library, model in known if (names := model.names(graph))]
    share, title, names, library = max(ranked, key=lambda each: each[0], default=(0, "", {}, None))
    if share < _ENOUGH or library is None:
        return ArchcalcError.of("weights", f"its names are those of no model that is known to be {name}: "
                                f"{_listed(sorted(held))}", hint=_OWN_NAMES,
                                expected=f"{_models(model for _, model in known)}, or archcalc's own names")
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


def _matches(tensors: Mapping[str, Any], asked: NamedModel | None) -> list[_Match]:
    """The models with these names, and of these sizes where there are such; other classes make other sizes."""
    found = list(_named(tensors, asked))
    return [match for match in found if match.model.sizes == _sizes(match.library, tensors)] or found


def _sizes(library: ModelLibrary, tensors: Mapping[str, Any]) -> str:
    wanted = library.wanted(tensors)
    return digest(sized({name: prod(tensors[name].shape) for name in wanted}))


def _named(tensors: Mapping[str, Any], asked: NamedModel | None) -> Iterator[_Match]:
    for library, some in groupby(known_models(asked), key=itemgetter(0)):
        wanted = library.wanted(tensors)
        code = digest(wanted)
        heads = tuple(library.heads(tensors))
        computed = len(tensors) - len(wanted) - len(heads)
        yield from (_Match(library, model, heads, computed) for _, model in some if model.digest == code)


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
    """Raise ArchcalcError with every tensor that has another shape.

    Axes of one place are no difference, nor is a kernel as large as the volume that a linear layer reads flattened.
    """
    volumes = _flattened(graph)
    mistakes = [Mistake("weight-shape", f"{quoted(names[name])} is {list(arrays[name].shape)}, and {quoted(name)} "
                                        f"wants {list(weight.shape)}", None, "is it a file with as many classes?")
                for layer, key, weight in declared(graph)
                if not fits(key, arrays[name := full_name(layer, key)].shape, weight.shape, volumes.get(layer))]
    if mistakes:
        raise ArchcalcError(mistakes)


def _flattened(graph: Graph) -> dict[str, tuple[int, ...]]:
    """The volume that a linear layer reads flattened, by layer."""
    return {node.name: volume for node in graph.nodes if (volume := flattened(graph, node)) is not None}


def flattened(graph: Graph, node: Node) -> tuple[int, ...] | None:
    """The volume (c, h, w) that a linear layer reads flattened; None of others."""
    source = graph.nodes[node.inputs[0]] if "linear" in node.op.traits and len(node.inputs) == 1 else node
    whole = source.op.traits >= {"view", "by-channel"} and len(source.input_shapes[0]) == 4
    return source.input_shapes[0][1:] if whole else None


def fits(key: str, there: tuple[int, ...], here: tuple[int, ...], volume: tuple[int, ...] | None = None) -> bool:
    """True where a tensor's values are a weight's, in the same order.

    A convolution whose kernel is the whole `volume` is a linear layer on it flattened: its kernel (units, c, h, w) is
    the matrix (units, c*h*w), row by row.
    """
    if prod(there) != prod(here):
        return False
    return key == "position_bias" or _plain(there) == _plain(here) or (
        key == "weight" and volume is not None and tuple(there) == (here[0], *volume))


def _plain(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(axis for axis in shape if axis != 1)


def _notes(graph: Graph, good: list[_Match], asked: NamedModel | None) -> Iterator[str]:
    yield (f"names of {_titles(good)}: strides, padding, epsilons and activations are not in such a file; "
           f"{graph.about.name}'s own are taken, which were checked to be the same")
    if changed := _changed(graph):
        yield f"not as in the network that was checked: {_listed(changed)}"
    if asked:
        yield f"taken for a file of {asked.title}, as --library-model says"
    if good[0].unused:
        yield f"not used, heads for training alone: {_listed(good[0].unused)}"
    if good[0].computed:
        yield f"not used, counters of training and tables of places: {good[0].computed} tensors"


def _changed(graph: Graph) -> list[str]:
    """The layers that the bundled network of this name does not have so: a file or an option may change them."""
    checked = {node.name: node.op for node in build(collection.load(graph.about.name)).nodes if node.inputs}
    here = {node.name: node.op for node in graph.nodes if node.inputs}
    return [name for name in dict.fromkeys([*checked, *here]) if checked.get(name) != here.get(name)]


def _titles(matches: Iterable[_Match]) -> str:
    return _models([match.model for match in matches])


def _models(models: Iterable[LibraryModel]) -> str:
    titles = list(dict.fromkeys(model.title for model in models))
    return " or ".join(titles[:_MOST_NAMES]) + (" ..." if len(titles) > _MOST_NAMES else "")


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(quoted(name, "", most=60) for name in names[:_MOST_NAMES]) + more
