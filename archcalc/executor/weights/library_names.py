"""The names that libraries give to the tensors of networks, one file a library; a file that is there is found.

    library    its name and version
    auxiliary  a pattern of the names of heads that only training uses
    templates  layers and modules within a block, {"conv1": "conv1", "norm1": "bn1"}, or weights and tensors where
               these are not called as PyTorch's modules call theirs, {"attention.qkv": "attn.qkv.weight"}
    bodies     [[block, modules' common beginning, template, blocks], ...] of whole models; of several blocks, the last
               numbers of both names go up by one from each to the next
    models     [networks, models, digest of the names, digest of the names with the number of values of each, body]
    others     [network, model, the digests, why] of models that have a network's arrays and compute otherwise

tests/oracle/state_dicts.py writes them: there, each network is aligned with the library's own model by the volumes that
flow through both, and their outputs are equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import did_you_mean, one_of, unknown
from archcalc.executor.weights.names import declared, full_name
from archcalc.network.graph import Graph

FOLDER = Path(__file__).parent / "libraries"
_SUFFIXES = {"weight": "weight", "bias": "bias", "mean": "running_mean", "variance": "running_var"}
"""PyTorch's own names of what a module holds."""
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")
_COMPUTED = re.compile(r"num_batches_tracked|relative_position_index|attn_mask|relative_coords_table")
"""Counters of training, and tables that follow from sizes."""


class LibraryModel(NamedTuple):
    """A model whose arrays are those of networks, known by the digest of its names.

    `sizes` tells it from others of the same names, where the number of classes is the library's. `modules` gives the
    module, or the tensor, for a layer, or a layer's weight; `why` says what it computes otherwise, and is empty where
    it was checked that it does not.
    """

    library: str
    networks: tuple[str, ...]
    models: tuple[str, ...]
    digest: str
    sizes: str
    modules: Callable[[], Iterable[tuple[str, str]]]
    why: str = ""

    @property
    def origin(self) -> str:
        """The library without its version."""
        return self.library.partition(" ")[0]

    @property
    def title(self) -> str:
        """The model for people: timm's mobilenetv3_large_100."""
        more = f" and {len(self.models) - 1} more" if len(self.models) > 1 else ""
        return f"{self.origin}'s {self.models[0]}{more}"

    @property
    def words(self) -> str:
        """The model as people name it to us: timm:mobilenetv3_large_100."""
        return f"{self.origin}:{self.models[0]}"

    def names(self, graph: Graph) -> dict[str, str] | None:
        """The tensor of each weight of a graph, by full name; None where the graph has others than the network."""
        found: dict[str, str] = {}
        modules = dict(self.modules())
        for layer, key, _ in declared(graph):
            name = full_name(layer, key)
            module = modules.get(layer)
            own = modules.get(name, f"{module}.{_SUFFIXES.get(key, key)}" if module is not None else None)
            if own is None:
                return None
            found[name] = own
        return found


class ModelLibrary(NamedTuple):
    """One library's models, and the pattern of names that only training uses."""

    name: str
    auxiliary: re.Pattern[str] | None
    models: tuple[LibraryModel, ...]

    def wanted(self, names: Iterable[str]) -> set[str]:
        """The names of tensors that a forward pass uses."""
        held = {name for name in names if not _COMPUTED.search(name)}
        return held.difference(self.heads(held))

    def heads(self, names: Iterable[str]) -> list[str]:
        """The names of tensors in heads that only training uses."""
        return [name for name in names if self.auxiliary and self.auxiliary.match(name)]


class NamedModel(NamedTuple):
    """The one model that a file is said to be of."""

    origin: str
    model: str

    @property
    def title(self) -> str:
        """The model for people: timm's resnet50."""
        return f"{self.origin}'s {self.model}"


def named_model(words: str) -> NamedModel:
    """The model of `timm:resnet50`. Raises ArchcalcError where none such is known."""
    origin, colon, model = words.partition(":")
    known: dict[str, set[str]] = {}
    for library in libraries():
        for each in library.models:
            known.setdefault(each.origin, set()).update(each.models)
    if not colon:
        raise ArchcalcError.of("library-model", f"{quoted(words)} is no library's model",
                               expected="a library and its model: timm:resnet50")
    if origin not in known:
        raise unknown("library", origin, known)
    if model not in known[origin]:
        raise ArchcalcError.of("library-model", f"of {origin}, no model {quoted(model)} is known",
                               hint=did_you_mean(model, known[origin]), expected=one_of(sorted(known[origin])))
    return NamedModel(origin, model)


def known_models(asked: NamedModel | None) -> Iterator[tuple[ModelLibrary, LibraryModel]]:
    """Every model that is known, with its library; of one that is asked for, that one alone."""
    for library in libraries():
        for model in library.models:
            if asked is None:
                yield library, model
            elif model.origin == asked.origin and asked.model in model.models:
                yield library, model._replace(models=(asked.model,))


def digest(names: Iterable[str]) -> str:
    """Sixteen letters for a set of names."""
    from hashlib import sha256

    return sha256("\n".join(sorted(names)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@lru_cache(maxsize=1)
def libraries() -> tuple[ModelLibrary, ...]:
    """Every library that is known."""
    return tuple(map(_read, sorted(FOLDER.glob("*.json"))))


def sized(values: Mapping[str, int]) -> list[str]:
    """Names with the number of values of each, for a digest."""
    return [f"{name} {count}" for name, count in values.items()]


def _read(path: Path) -> ModelLibrary:
    import json

    told = json.loads(path.read_text("utf-8"))
    name, bodies = told["library"], [partial(_modules, each, told["templates"]) for each in told["bodies"]]
    models = [LibraryModel(name, tuple(networks), tuple(models), code, sizes, bodies[body])
              for networks, models, code, sizes, body in told["models"]]
    models += [LibraryModel(name, (network,), (model,), code, sizes, tuple, why)
               for network, model, code, sizes, why in told["others"]]
    return ModelLibrary(name, re.compile(told["auxiliary"]) if told["auxiliary"] else None, tuple(models))


def _modules(blocks: list[tuple[str, str, int, int]], templates: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    for first, beginning, template, count in blocks:
        for number in range(count):
            block, start = raised(first, number), raised(beginning, number)
            for layer, module in templates[template].items():
                yield f"{block}/{layer}" if block else layer, f"{start}.{module}" if start else module


def raised(name: str, by: int) -> str:
    """A name with its last number raised.

    >>> raised("layer1.0", 2)
    'layer1.2'
    """
    return _LAST_NUMBER.sub(lambda match: str(int(match[0]) + by), name) if by else name
