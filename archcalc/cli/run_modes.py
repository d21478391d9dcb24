"""Modes of `archcalc run`: one network, pictures, features, or the whole collection."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archcalc.base.errors import ArchcalcError
from archcalc.base.report import Report
from archcalc.cli import picture_runs, scored_pictures
from archcalc.cli.progress import told
from archcalc.cli.run_options import RunOptions
from archcalc.loading import library
from archcalc.network.graph import Graph

if TYPE_CHECKING:
    from archcalc.executor.backends import Backend
    from archcalc.executor.run import Ran


def one(name: str | None, wanted: RunOptions, output: Path | None) -> tuple[Report | None, int]:
    """Run one network; the report, if there is one to print, and the exit code: 1 where not all was as computed."""
    from archcalc.executor.backends import backend

    if name is None:
        raise ArchcalcError.of("usage", "run wants a network's name, or --all", hint="for example archcalc run alexnet")
    wanted = wanted.with_pictures()
    graph, device = wanted.graph(name), backend(wanted.backend)
    wanted = wanted.numbered(graph)
    if wanted.features is not None:
        picture_runs.write_features(graph, device, wanted, output)
        return None, 0
    if wanted.scores is not None:
        scored_pictures.scored([graph], wanted, [wanted.weights])
        return None, 0
    if wanted.images:
        return _pictures(graph, device, wanted) if len(wanted.images) <= graph.batch else \
            picture_runs.most_likely(graph, device, wanted)
    return _proved(graph, device, wanted)


def refuse_unused(wanted: RunOptions, *, every: bool, alone: bool = True, weights: int = 1) -> None:
    """Refuse options that such a run would pass over. Raises ArchcalcError."""
    _refuse_several(wanted, alone=alone, weights=weights)
    codes, scored = wanted.features is not None, wanted.scores is not None
    without, streams = every or not wanted.images, every or codes or scored
    unused = {"--library-model": every and wanted.library_model is not None,
              "--image": every and bool(wanted.images), "--features": (every or scored) and codes,
              "--scores": scored and without, "--resume": wanted.resume and (every or not wanted.streams),
              "--top": wanted.top is not None and (streams or without),
              "--labels": wanted.labels is not None and (codes or without),
              "--save-weights": wanted.save_weights is not None and streams,
              "--trace": wanted.trace and (codes or scored)}
    for option, passed_over in unused.items():
        if passed_over:
            kind = ("--all" if every else "--features" if codes and not scored else "--scores" if scored and not without
                    else "a run without pictures" if without else "a run that writes no file of values")
            raise ArchcalcError.of("usage", f"{option} says nothing to {kind}", hint="leave one of both out")


def _refuse_several(wanted: RunOptions, *, alone: bool, weights: int) -> None:
    """Refuse what is of one network or of several, where it is the other. Raises ArchcalcError."""
    if not alone and wanted.features is not None:
        raise ArchcalcError.of("usage", "--features is of one network", hint="run the others by themselves")
    if alone and wanted.soft is not None:
        raise ArchcalcError.of("usage", f"{'--soft' if wanted.soft else '--hard'} says nothing to one network",
                               hint="name several; archcalc vote takes the files of --scores")
    if alone and weights > 1:
        raise ArchcalcError.of("usage", f"--weights is given {weights} times for one network", hint="give it once")


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


def _proved(graph: Graph, device: Backend, wanted: RunOptions) -> tuple[Report, int]:
    from archcalc.executor.reports import report

    ran = _run(graph, device, wanted)
    return report(ran), int(bool(ran.mismatches))


def _pictures(graph: Graph, device: Backend, wanted: RunOptions) -> tuple[Report, int]:
    """The run on a few pictures, and what they are taken for."""
    from archcalc.executor.backends import backend
    from archcalc.executor.images import preprocessing, top_classes
    from archcalc.executor.reports import report

    entrance = next(node.name for node in graph.nodes if node.is_entrance)
    given = {entrance: preprocessing.batch(graph, wanted.images, preprocessing.Recipe.of(graph))}
    output = graph.nodes[graph.outputs[-1]]
    names = top_classes.labels(wanted.labels, output.shape[-1]) if wanted.labels else None
    ran = _run(graph, device, wanted, given)
    best = top_classes.best(backend("numpy").namespace(), ran.volumes[output.name], wanted.images,
                            wanted.top or picture_runs.TOP, names)
    return report(ran, [best]), int(bool(ran.mismatches))


def all_networks(wanted: RunOptions) -> tuple[Report, int]:
    """Run every bundled network."""
    from archcalc.executor.backends import backend
    from archcalc.executor.run_collection import collected, summary

    with told() as tell:
        outcomes = collected(library.names(), wanted.graph, backend(wanted.backend), wanted.settings(), tell)
    return summary(outcomes), int(not all(outcome.right for outcome in outcomes))
