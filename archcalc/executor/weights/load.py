"""The weights of a network, drawn or read from a file, checked name by name and shape by shape."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from archcalc.base.atomic_files import refuse_unwritable
from archcalc.base.errors import MOST_MISTAKES, ArchcalcError, Mistake, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.registry import canonical
from archcalc.base.suggestions import did_you_mean
from archcalc.executor.backends import backend
from archcalc.executor.weights import files, initializers, library_names
from archcalc.executor.weights.drawn_rows import ALL_WHOLE, DrawnRows, Rows
from archcalc.executor.weights.library_names import NamedModel
from archcalc.executor.weights.names import declared, full_name
from archcalc.executor.weights.state_dicts import Renamed, refusal, renamed
from archcalc.executor.weights.stored_array import StoredArray
from archcalc.network.graph import Graph, OwnValues, with_values

_FILLED = "given weights"
OWN = "own"
"""The values that a network has where it comes from."""
Arrays = dict[str, dict[str, Any]]
"""Arrays by layer and by the weight's name."""


class Loaded(NamedTuple):
    """The weights of a network, and what is to be said of the file that they are from."""

    arrays: Arrays
    notes: tuple[str, ...] = ()


def rule(source: str) -> str:
    """The origin of weights, in words."""
    if source == OWN:
        return "the network's own, as they are where it comes from"
    if source in initializers.NAMES:
        return f"{canonical(source)} ({initializers.NAMES.load(source).RULE})"
    return quoted(source, "")


def load(graph: Graph, source: str, seed: int = 0, dtype: str = "float32", model: str | None = None) -> Arrays:
    """The weights drawn as `source` says (random, ones, zeros), or read from that file. Raises ArchcalcError.

    `model` says whose file it is, where several have its names: timm:resnet50.
    """
    return loaded(graph, source, seed, dtype, model).arrays


def loaded(graph: Graph, source: str, seed: int = 0, dtype: str = "float32", model: str | None = None,
           rows: Rows = ALL_WHOLE) -> Loaded:
    """The same, with what is to be said of the file; of drawn ones some may be drawn in `rows`, when they are used."""
    asked = asked_model(source, model)
    if source == OWN:
        values = own_values(graph)
        return Loaded({layer: {key: array.astype(dtype, copy=False) for key, array in inside.items()}
                       for layer, inside in values.weights(graph).items()})
    if source in initializers.NAMES:
        return Loaded(drawn(with_values(graph, _FILLED), source, seed, dtype, rows))
    with _opened(graph, Path(source), asked) as stored:
        return Loaded(checked(graph, stored.tensors, dtype), stored.notes)


def usual_weights(graph: Graph) -> str:
    """The weights of a run that says nothing of them: random, or the network's own where they were asked for."""
    return OWN if graph.own is not None and graph.own.taken else "random"


def own_values(graph: Graph) -> OwnValues:
    """The values that a network has where it comes from. Raises ArchcalcError where it has none."""
    if graph.own is None:
        raise ArchcalcError.of("weights", f"{graph.about.name} comes without values of its own",
                               hint="a module of PyTorch has some; --weights FILE reads a file's")
    return graph.own


def asked_model(source: str | Mapping[str, Any], model: str | None) -> NamedModel | None:
    """The model that a file is said to be of. Raises ArchcalcError where there is no file, or none such is known."""
    if model is None:
        return None
    if not isinstance(source, str) or source in {OWN, *initializers.NAMES}:
        raise ArchcalcError.of("usage", "--library-model says whose a file of weights is, and these are of no file",
                               hint="--weights FILE, or leave it out")
    return library_names.named_model(model)


def given_arrays(graph: Graph, source: str | Mapping[str, Any], dtype: str, model: str | None) -> Arrays | None:
    """Arrays that are given by name, checked; None where `source` is a word or a file. Raises ArchcalcError."""
    asked_model(source, model)
    return None if isinstance(source, str) else checked(graph, source, dtype)


@contextmanager
def _opened(graph: Graph, path: Path, asked: NamedModel | None) -> Iterator[Renamed]:
    """The arrays of a file under our names, while it is open. Raises ArchcalcError."""
    if not path.suffix:
        raise ArchcalcError.of("weights", f"there are no weights {quoted(path)}",
                               hint=did_you_mean(str(path), (OWN, *initializers.NAMES.names)),
                               expected=f"one of: {', '.join((*initializers.NAMES, OWN))}, or a file")
    form = files.by_suffix(path)
    with form.arrays(path, graph) as stored:
        yield _named(graph, stored, form, asked)


def _named(graph: Graph, stored: Mapping[str, StoredArray], form: files.WeightsFormat,
           asked: NamedModel | None) -> Renamed:
    """The arrays under our names, which a file may have, or those of a library. Raises ArchcalcError."""
    if stored.keys() == {full_name(layer, key) for layer, key, _ in declared(graph)}:
        if asked:
            raise ArchcalcError.of("weights", f"its names are archcalc's own, and not those of {asked.title}",
                                   hint="leave --library-model out")
        return Renamed(dict(stored))
    found = renamed(graph, stored, asked)
    if found is None and (form.NAMES_DIFFER or asked):
        raise refusal(graph, stored, asked)
    return found or Renamed(dict(stored))


def each(graph: Graph, source: str | Mapping[str, Any], seed: int = 0, dtype: str = "float32",
         model: str | None = None, say: Callable[[str], object] = lambda note: None) -> Iterator[Any]:
    """The arrays in order, not held together: drawn, read or, by their full names, given. Raises ArchcalcError.

    `say` is told what is to be said of a file.
    """
    asked = asked_model(source, model)
    if not isinstance(source, str):
        check(graph, source)
        yield from (_values(source[full_name(layer, key)], dtype) for layer, key, _ in declared(graph))
    elif source == OWN:
        arrays = loaded(graph, source, dtype=dtype).arrays
        yield from (arrays[layer][key] for layer, key, _ in declared(graph))
    elif source in initializers.NAMES:
        yield from (array for _, _, array in _drawn(graph, source, seed, dtype))
    else:
        with _opened(graph, Path(source), asked) as stored:
            for note in stored.notes:
                say(note)
            yield from each(graph, stored.tensors, dtype=dtype)


def drawn(graph: Graph, way: str, seed: int, dtype: str, rows: Rows = ALL_WHOLE) -> Arrays:
    """Weights made up."""
    arrays: Arrays = {}
    for layer, key, array in _drawn(graph, way, seed, dtype, rows):
        arrays.setdefault(layer, {})[key] = array
    return arrays


def _drawn(graph: Graph, way: str, seed: int, dtype: str, rows: Rows = ALL_WHOLE) -> Iterator[tuple[str, str, Any]]:
    xp = backend("numpy").namespace()
    module: Any = initializers.NAMES.load(way)
    additions = sum("sum" in node.op.traits for node in graph.nodes)
    for layer, key, weight in declared(graph):
        context = initializers.Context(seed, full_name(layer, key), additions)
        if (layer, key) in rows:
            draw = partial(_rows, module.draw_rows, (xp, weight, key, context, rows[layer, key]), dtype)
            yield layer, key, DrawnRows(weight.shape, draw)
            continue
        yield layer, key, module.draw(xp, weight, key, context).astype(dtype, copy=False)


def _rows(draw: Callable[..., Iterator[Any]], told: tuple[Any, ...], dtype: str) -> Iterator[Any]:
    return (block.astype(dtype, copy=False) for block in draw(*told))


def checked(graph: Graph, given: Mapping[str, Any], dtype: str) -> Arrays:
    """Arrays by their full names as the weights of a graph, read once all names and shapes are right.

    Raises ArchcalcError.
    """
    check(graph, given)
    arrays: Arrays = {}
    for layer, key, _ in declared(graph):
        arrays.setdefault(layer, {})[key] = _values(given[full_name(layer, key)], dtype)
    return arrays


def check(graph: Graph, given: Mapping[str, Any]) -> None:
    """Raise ArchcalcError with all arrays that are missing, surplus or misshapen; none is read."""
    wanted = {full_name(layer, key): weight.shape for layer, key, weight in declared(graph)}
    missing, surplus = ([name for name in names if name not in others]
                        for names, others in ((wanted, given), (given, wanted)))
    network = with_values(graph, _FILLED).about.name
    mistakes = [Mistake("missing-weight", f"there is no {quoted(name)} {list(wanted[name])}", None,
                        _near(number, name, given)) for number, name in enumerate(missing)]
    mistakes += [Mistake("surplus-weight", f"{network} has no weight {quoted(name)}", None,
                         _near(number, name, wanted)) for number, name in enumerate(surplus, len(missing))]
    mistakes += [Mistake("weight-shape", f"{quoted(name)} is {_shape(given[name])}, and {network} wants {list(shape)}")
                 for name, shape in wanted.items() if name in given and _shape(given[name]) != list(shape)]
    if mistakes:
        raise ArchcalcError(mistakes)


def _near(number: int, name: str, names: Collection[str]) -> str:
    """A hint at the name that may have been meant, for as many mistakes as are told."""
    return did_you_mean(name, names) if number < MOST_MISTAKES else ""


def _shape(array: Any) -> list[int] | str:
    shape = getattr(array, "shape", None)
    return "no array" if shape is None else list(shape)


def _values(array: Any, dtype: str) -> Any:
    """An array in a type; one of a file is read."""
    return (array.values() if isinstance(array, StoredArray) else array).astype(dtype, copy=False)


def check_writable(path: Path) -> None:
    """Raise now what would be raised after minutes of work: no such format, no such folder. Raises ArchcalcError."""
    _form(path)
    refuse_unwritable(path)


def _form(path: Path) -> files.WritableWeights:
    form = files.by_suffix(path)
    if not isinstance(form, files.WritableWeights):
        raise ArchcalcError.of("format", f"weights cannot be written as {quoted(path.suffix)}",
                               hint="choose .safetensors or .npz")
    return form


def save(path: Path, arrays: Mapping[str, Mapping[str, Any]]) -> None:
    """Weights to a file, in the format of its ending. Raises ArchcalcError."""
    _form(path).write(path, {full_name(layer, key): array for layer, inside in arrays.items()
                             for key, array in inside.items()})
