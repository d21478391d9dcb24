"""A device as measured: rates of layers, and by how much they were wrong about networks that were left out."""

from __future__ import annotations

import json
import math
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.files import content
from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.backends import backend
from archcalc.executor.run import RunSettings
from archcalc.executor.timing import layer_seconds
from archcalc.loading.library import load
from archcalc.network.builder import build
from archcalc.network.graph import Graph
from archcalc.training.calibration.layer_costs import EVERY, Rates, Sample, rates, seconds, works

SCHEMA = "archcalc/device/1"
NETWORKS = (
    "squeezenet1_1", "mobilenet_v2", "resnet18", "shufflenet_v2_1x", "googlenet_bn", "densenet121", "alexnet_owt",
    "mobilenet_v3_large", "efficientnet_b0", "resnet50_v1_5", "deit_tiny", "mnasnet_b1", "vgg11", "regnety_400mf",
    "inception_v3", "convnext_tiny", "deit_small", "vgg13")
"""Networks of many kinds, on which a device is measured unless others are named."""
_MOST_BYTES = 2**20


class PredictedNetwork(NamedTuple):
    """A network: the seconds that it took, and those that are predicted from all of the others."""

    network: str
    measured: float
    predicted: float

    @property
    def error(self) -> float:
        """The relative error of the prediction."""
        return self.predicted / self.measured - 1


class MeasuredDevice(NamedTuple):
    """Rates by kind of layer, the networks with which each was left out, and how it was measured.

    `load` tells how many programs there were for each processor in the minute before, None where the system does not.
    """

    backend: str
    processor: str
    threads: int
    runs: int
    seed: int
    rates: dict[str, Rates]
    networks: tuple[PredictedNetwork, ...]
    load: float | None = None

    @property
    def usual_error(self) -> float:
        """The median of the errors, each without its sign."""
        return median(abs(each.error) for each in self.networks)

    @property
    def largest_error(self) -> float:
        """The largest of them."""
        return max(abs(each.error) for each in self.networks)

    def predicted(self, graph: Graph) -> float:
        """The seconds of a forward pass of the graph's batch."""
        return sum(seconds(work, self.rates) for work in works(graph) if work is not None)

    def wider(self, graph: Graph) -> set[str]:
        """The kinds of its layers that were not measured, so that those of every layer are taken."""
        return {work.kinds[0] for work in works(graph)
                if work is not None and next(kind for kind in work.kinds if kind in self.rates) in EVERY}


def measured(names: Sequence[str], where: str, threads: int, runs: int, seed: int) -> MeasuredDevice:
    """A device, measured on some networks. Raises ArchcalcError for fewer than three of them."""
    if len({*names}) < 3:
        raise ArchcalcError.of("usage", f"calibrate wants three networks at least, found {len({*names})}",
                               hint="each is predicted from the others")
    device, settings, load = backend(where), RunSettings(seed=seed, threads=threads), _load()
    samples = [sample for name in dict.fromkeys(names) for sample in _samples(name, device, settings, runs)]
    left_out = tuple(_left_out(name, samples) for name in dict.fromkeys(names))
    return MeasuredDevice(device.NAME, platform.processor() or platform.machine(), threads, runs, seed, rates(samples),
                          left_out, load)


def _load() -> float | None:
    return os.getloadavg()[0] / (os.cpu_count() or 1) if hasattr(os, "getloadavg") else None


def _samples(name: str, device: Any, settings: RunSettings, runs: int) -> list[Sample]:
    graph = build(load(name))
    taken = layer_seconds(graph, device, settings, runs)
    return [Sample(name, work, each) for work, each in zip(works(graph), taken, strict=True) if work is not None]


def _left_out(name: str, samples: Sequence[Sample]) -> PredictedNetwork:
    known = rates(sample for sample in samples if sample.network != name)
    own = [sample for sample in samples if sample.network == name]
    predicted = sum(seconds(sample.work, known) for sample in own)
    return PredictedNetwork(name, sum(sample.seconds for sample in own), predicted)


def written(device: MeasuredDevice) -> str:
    """The file of a device."""
    fields = {**device._asdict(), "networks": [each._asdict() for each in device.networks]}
    return json.dumps({"schema": SCHEMA, **fields}, indent=1) + "\n"


def read(path: Path) -> MeasuredDevice:
    """A device from its file. Raises ArchcalcError for one that is none."""
    try:
        given = json.loads(content(path, _MOST_BYTES))
        if given.pop("schema") != SCHEMA:
            raise ValueError
        networks = tuple(_network(each) for each in given.pop("networks"))
        known = {str(kind): _rates(each) for kind, each in given.pop("rates").items()}
        device = MeasuredDevice(str(given.pop("backend")), str(given.pop("processor")), int(given.pop("threads")),
                                int(given.pop("runs")), int(given.pop("seed")), known, networks,
                                _known(given.pop("load", None)))
        if given or not {*EVERY} <= known.keys() or not networks:
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ArchcalcError.of("device", f"{quoted(path)} is no file of a measured device",
                               hint="archcalc calibrate device.json writes one") from None
    return device


def _network(given: Any) -> PredictedNetwork:
    return PredictedNetwork(str(given["network"]), _positive(given["measured"]), _positive(given["predicted"]))


def _rates(given: Any) -> Rates:
    a, b, c = (_positive(each) for each in given)
    return a, b, c


def _known(given: Any) -> float | None:
    return None if given is None else _positive(given)


def _positive(given: Any) -> float:
    number = float(given)
    if not (math.isfinite(number) and number >= 0):
        raise ValueError
    return number
