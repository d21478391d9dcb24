"""The generation of text -> Report: the memory of parameters and cache, the work on a prompt and on a token, bounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.base import units
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Report, Table
from archcalc.counting.convention import value_bytes
from archcalc.network.graph import Graph
from archcalc.training.gpus import Device
from archcalc.training.largest_batch import MOST, largest
from archcalc.training.plan import Fleet
from archcalc.training.text.generation import Generation


class Serving(NamedTuple):
    """Numbers of the parameters and of the cache, the device, and the bytes that may be used of it."""

    dtype: str
    cache_dtype: str
    device: Device | None = None
    limit: int | None = None

    def cache(self, values: int) -> int:
        """The bytes of so many values in the cache."""
        return values * value_bytes(self.cache_dtype)

    def parameters(self, values: int) -> int:
        """The bytes of so many parameters."""
        return values * value_bytes(self.dtype)


def serving(graph: Graph, dtype: str | None, cache_dtype: str | None, gpu: str | None, reserve: str | None) -> Serving:
    """The same from words; without them numbers are of the network's own type. Raises ArchcalcError."""
    fleet = Fleet(gpu, reserve=reserve).checked()
    numbers = dtype or graph.dtype
    for each in (numbers, cache_dtype or numbers):
        value_bytes(each)
    return Serving(numbers, cache_dtype or numbers, fleet.device, fleet.limit)


def report(made: Generation, serving: Serving) -> Report:
    """The answer of `archcalc generate`."""
    parameters, cache = serving.parameters(made.parameters), serving.cache(made.cache)
    head = {"architecture": {"name": made.graph.about.name, "title": made.graph.about.title}, "batch": made.graph.batch,
            "context": made.context, "page": made.page, "dtype": serving.dtype, "cache_dtype": serving.cache_dtype,
            "parameters_bytes": parameters, "cache_bytes": cache, "total_bytes": parameters + cache,
            "cache_token_bytes": serving.cache(made.cache_of(1)) if made.page == 1 else None,
            "prompt_macs": made.prompt, "token_macs": made.token,
            "largest_batch": _largest_batch(made, serving), "largest_context": _largest_context(made, serving)}
    tables = (_memory(made, serving), _work(made, serving), *_fits(head))
    sequences = "1 sequence" if made.graph.batch == 1 else f"{made.graph.batch:,} sequences"
    title = f"{made.graph.about.title}: text of {made.context:,} tokens, {sequences}, {serving.dtype}"
    return Report("archcalc/generation/1", tables, tuple(_notes(made, serving)), head, title=title)


def _memory(made: Generation, serving: Serving) -> Table:
    windows = {each.cached.window for each in made.caches if each.cached.window}
    kept = f", in {len(made.caches)} layers" + (f", some of the last {min(windows):,} tokens alone" if windows else "")
    pages = f", in pages of {made.page:,} tokens" if made.page > 1 else ""
    rows = (("parameters", serving.parameters(made.parameters), _each(serving.dtype)),
            ("cache", serving.cache(made.cache), f"keys and values, {_each(serving.cache_dtype)}{kept}{pages}"))
    columns = (Column("part", "part", rank=0), Column("bytes", "memory", "binary", rank=0, total=True),
               Column("what", "what", "prose", rank=1))
    return Table("memory", columns, rows, {"bytes": sum(row[1] for row in rows)}, "Memory, at least")


def _each(dtype: str) -> str:
    size = value_bytes(dtype)
    return f"{size} byte{'s' * (size > 1)} each"


def _work(made: Generation, serving: Serving) -> Table:
    reads = serving.parameters(made.read)
    steps = (("prompt", made.context, made.prompt, made.least, reads),
             ("one more token", 1, made.token, made.token, reads + serving.cache(made.cache)))
    columns = (Column("step", "step", rank=0), Column("macs", "MACs", "short", rank=0),
               Column("bytes", "reads at least", "binary", rank=1),
               Column("seconds", "takes at least", "seconds", rank=1), Column("bound", "bound by", rank=3),
               Column("rate", "tokens/s at most", "count", rank=2))
    return Table("work", columns, tuple(_step(*step, made, serving) for step in steps), None,
                 "Work, for all sequences together")


def _step(name: str, tokens: int, macs: int, least: int, read: int, made: Generation,
          serving: Serving) -> tuple[Any, ...]:
    """A step's row; bounds only where the device's rates are known: no faster than what masks do not hide."""
    device = serving.device
    if device is None or not device.bandwidth:
        return name, macs, read, None, None, None
    arithmetic, passing = 2 * least / device.rate(serving.dtype), read / device.bandwidth
    seconds = max(arithmetic, passing)
    return (name, macs, read, seconds, "compute" if arithmetic > passing else "memory",
            int(tokens * made.graph.batch / seconds))


def _largest_batch(made: Generation, serving: Serving) -> int | None:
    """The most sequences of the context whose caches fit beside the parameters."""
    if serving.limit is None:
        return None
    return max(0, serving.limit - serving.parameters(made.parameters)) // serving.cache(made.cache_of(made.context))


def _largest_context(made: Generation, serving: Serving) -> int | None:
    """The longest context of as many sequences that fits; None too where a longer one takes no more."""
    if serving.limit is None:
        return None
    fixed = serving.parameters(made.parameters)
    found = largest(lambda tokens: fixed + made.graph.batch * serving.cache(made.cache_of(tokens)), serving.limit)
    return found if found < MOST else None


def _fits(head: dict[str, Any]) -> Iterator[Table]:
    if head["largest_batch"] is None:
        return
    columns = (Column("what", "the most that fits", rank=0), Column("most", "", "count", rank=0))
    context = head["largest_context"]
    rows = ((f"sequences of {head['context']:,} tokens", head["largest_batch"]),
            (f"tokens of {head['batch']:,} sequences" if head["batch"] > 1 else "tokens of one sequence", context))
    yield Table("fits", columns, rows)


def _notes(made: Generation, serving: Serving) -> Iterator[str]:
    yield ("cache: what an attention keeps of every token before: keys and values of each of its heads of keys and "
           "values; at least, as the activations of a step are there besides")
    yield ("a prompt: all tokens at once, with scores for each of them, and with the products that a mask hides, which "
           "a kernel may leave out: the bound is without them; one more token: at the end of the context, with all "
           "that it sees")
    if made.read < made.parameters:
        yield (f"read: {units.count(made.read)} of {units.count(made.parameters)} values are multiplied with in a "
               "step; tables are looked up, and of a mixture only the active experts are counted")
    if serving.device is not None and serving.device.bandwidth:
        device = serving.device
        yield (f"{device.name}: {units.mebibytes(device.memory)}, {device.bandwidth / 10**9:,.0f} GB/s, "
               f"{device.rate(serving.dtype) / 10**12:,.1f} TFLOP/s ({device.source}); times are lower bounds and no "
               "predictions: everything that is read passes through memory once, and each MAC is two operations")
    if serving.limit is not None:
        yield "the most that fits: as far as memory goes; positions that are learned may end earlier"
