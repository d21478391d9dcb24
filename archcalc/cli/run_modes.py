"""Modes of `archcalc run`: one network, pictures, features, or the whole collection."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archcalc import build, load
from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Report
from archcalc.base.standard_output import named
from archcalc.base.units import USUAL_DTYPE
from archcalc.cli.options import size
from archcalc.cli.output import complain
from archcalc.cli.progress import told
from archcalc.loading import library
from archcalc.network.graph import Graph
from archcalc.network.number_type import number_type

if TYPE_CHECKING:
    from archcalc.executor.backends import Backend
    from archcalc.executor.run import Ran, RunSettings


_TOP = 5
"""Classes of a picture that are shown unless somebody says otherwise."""


class RunOptions(NamedTuple):
    """The options of the command."""

    backend: str
    options: dict[str, str]
    input_size: str | None
    batch: int
    dtype: str | None
    weights: str
    seed: int
    save_weights: Path | None
    fuse: bool | None
    most: str | None
    trace: bool
    images: tuple[Path, ...]
    top: int | None
    labels: Path | None
    features: str | None
    threads: int
    library_model: str | None
    notes: tuple[str, ...] = ()
    """What is to be said of the type of numbers."""

    def settings(self) -> RunSettings:
        """Settings for the executor; pictures are run fused unless somebody says otherwise."""
        from archcalc.executor.run import RunSettings

        fuse = bool(self.images) if self.fuse is None else self.fuse
        return RunSettings(self.weights, self.seed, self.dtype or USUAL_DTYPE, fuse, self.trace,
                           size(self.most, "--max-memory"), self.threads, library_model=self.library_model)

    def graph(self, name: str) -> Graph:
        """The network; pictures are one batch, unless their features are streamed."""
        batch = self.batch if self.features or not self.images else len(self.images)
        return build(load(name, options=self.options, input_size=self.input_size), batch=batch)


def one(name: str | None, wanted: RunOptions, output: Path | None) -> tuple[Report | None, bool]:
    """Run one network; the report, if there is one to print, and whether all was as computed."""
    from archcalc.executor.backends import backend
    from archcalc.executor.outlines.dtypes import DTYPES

    if name is None:
        raise ArchcalcError.of("usage", "run wants a network's name, or --all", hint="for example archcalc run alexnet")
    if wanted.images:
        from archcalc.executor.images.preprocessing import listed

        wanted = wanted._replace(images=listed(wanted.images))
    graph, device = wanted.graph(name), backend(wanted.backend)
    numbers = number_type(graph, wanted.dtype, DTYPES)
    wanted = wanted._replace(dtype=numbers.name, notes=numbers.notes)
    if wanted.features is not None:
        _write_features(graph, device, wanted, output)
        return None, True
    if wanted.images:
        return _pictures(graph, device, wanted)
    return _proved(graph, device, wanted)


def refuse_unused(wanted: RunOptions, *, every: bool) -> None:
    """Refuse options that such a run would pass over. Raises ArchcalcError."""
    codes = wanted.features is not None
    unused = {"--library-model": every and wanted.library_model is not None,
              "--image": every and bool(wanted.images), "--features": every and codes,
              "--top": wanted.top is not None and (every or codes or not wanted.images),
              "--labels": wanted.labels is not None and (every or codes or not wanted.images),
              "--save-weights": wanted.save_weights is not None and (every or codes), "--trace": wanted.trace and codes}
    for option, passed_over in unused.items():
        if passed_over:
            kind = "--all" if every else "--features" if codes else "a run without pictures"
            raise ArchcalcError.of("usage", f"{option} says nothing to {kind}", hint="leave one of both out")


def _run(graph: Graph, device: Backend, wanted: RunOptions, given: Mapping[str, Any] | None = None) -> Ran:
    """The run. Weights are saved once it is over: where it is broken off, or refused, the old file stays."""
    from archcalc.executor import run
    from archcalc.executor.weights import load as weights

    settings, path = wanted.settings(), wanted.save_weights
    if path is None:
        with told() as tell:
            ran = run.run(graph, device, settings, given, tell=tell)
        return ran._replace(notes=(*wanted.notes, *ran.notes))
    weights.check_writable(path)
    loaded = weights.loaded(graph, settings.weights, settings.seed, settings.dtype, settings.library_model)
    with told() as tell:
        ran = run.run(graph, device, settings, given, loaded.arrays, tell)
    weights.save(path, loaded.arrays)
    return ran._replace(notes=(*wanted.notes, *loaded.notes))


def _proved(graph: Graph, device: Backend, wanted: RunOptions) -> tuple[Report, bool]:
    from archcalc.executor.reports import report

    ran = _run(graph, device, wanted)
    return report(ran), not ran.mismatches


def _pictures(graph: Graph, device: Backend, wanted: RunOptions) -> tuple[Report, bool]:
    """The run on pictures, and what they are taken for."""
    from archcalc.executor.backends import backend
    from archcalc.executor.images import preprocessing, top_classes
    from archcalc.executor.reports import report

    entrance = next(node.name for node in graph.nodes if node.is_entrance)
    given = {entrance: preprocessing.batch(graph, wanted.images, preprocessing.Recipe.of(graph))}
    output = graph.nodes[graph.outputs[-1]]
    names = top_classes.labels(wanted.labels, output.shape[-1]) if wanted.labels else None
    ran = _run(graph, device, wanted, given)
    best = top_classes.best(backend("numpy").namespace(), ran.volumes[output.name], wanted.images, wanted.top or _TOP,
                            names)
    return report(ran, [best]), not ran.mismatches


def _write_features(graph: Graph, device: Backend, wanted: RunOptions, output: Path | None) -> None:
    from archcalc.executor.images import features

    if not wanted.images or output is None:
        raise ArchcalcError.of("usage", "--features wants pictures and a file for their codes",
                               hint="archcalc run alexnet --image cat.jpg --features fc7 -o codes.npy")
    with told() as tell:
        shape, notes = features.write(graph, device, wanted.settings(), wanted.features or "", wanted.images, output,
                                      tell)
    for note in (*wanted.notes, *notes):
        complain(note)
    complain(f"wrote {named(output)}: {'x'.join(map(str, shape))} {wanted.dtype} values of {wanted.features}")


def all_networks(wanted: RunOptions) -> tuple[Report, bool]:
    """Run every bundled network."""
    from archcalc.executor.backends import backend
    from archcalc.executor.run_collection import collected, summary

    with told() as tell:
        outcomes = collected(library.names(), wanted.graph, backend(wanted.backend), wanted.settings(), tell)
    return summary(outcomes), all(outcome.right for outcome in outcomes)
