"""The calls of a model, each behind those whose values it reads, and what the model states of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from heapq import heapify, heappop, heappush

from archcalc.base.errors import Refused, quoted
from archcalc.loading.keras.model_records import KerasModel, LayerRecord, StatedShape, TensorRef, all_refs


def in_order(model: KerasModel) -> Iterator[tuple[LayerRecord, int]]:
    """Every call after those whose values it reads, otherwise in the model's order. Raises Refused."""
    positions = {record.name: place for place, record in enumerate(model.layers)}
    if len(positions) < len(model.layers):
        raise Refused("keras", "two layers in it have one name")
    calls = {(record.name, number): call for record in model.layers for number, call in enumerate(record.calls)}
    waiting: dict[tuple[str, int], int] = {}
    behind: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for key, call in calls.items():
        needed = {(ref.layer, ref.call) for ref in all_refs(call)}
        for each in needed:
            if each not in calls:
                raise Refused("keras", f"{quoted(key[0])} reads {quoted(each[0])}, which is not in it")
            behind.setdefault(each, []).append(key)
        waiting[key] = len(needed)
    ready = [(positions[key[0]], key[1]) for key, count in waiting.items() if not count]
    heapify(ready)
    done = 0
    while ready:
        place, number = heappop(ready)
        record, done = model.layers[place], done + 1
        yield record, number
        for key in behind.get((record.name, number), ()):
            waiting[key] -= 1
            if not waiting[key]:
                heappush(ready, (positions[key[0]], key[1]))
    if done < len(calls):
        raise Refused("keras", "its layers read each other in a circle")


def _all_refs(model: KerasModel) -> Iterator[TensorRef]:
    for record in model.layers:
        for call in record.calls:
            yield from all_refs(call)


def stated_shapes(model: KerasModel) -> dict[tuple[str, int], dict[int, StatedShape]]:
    """The shapes that a model states of its values, by the calls that give them."""
    found = defaultdict[tuple[str, int], dict[int, StatedShape]](dict)
    for ref in (*model.outputs, *_all_refs(model)):
        if ref.shape:
            found[ref.layer, ref.call][ref.output] = ref.shape
    return found


def used_outputs(model: KerasModel) -> dict[tuple[str, int], set[int]]:
    """The outputs of each call that are read, or given out."""
    found = defaultdict[tuple[str, int], set[int]](set)
    for ref in (*model.outputs, *_all_refs(model)):
        found[ref.layer, ref.call].add(ref.output)
    return found
