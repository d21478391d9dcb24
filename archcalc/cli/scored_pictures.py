"""Scores of pictures by one network or by several, which then vote."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from archcalc.base.atomic_files import refuse_to_replace, unwritable
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.report import Report
from archcalc.cli import endings
from archcalc.cli.output import chosen_format, complain
from archcalc.cli.picture_runs import tell_of_kept
from archcalc.cli.progress import told
from archcalc.cli.run_options import RunOptions
from archcalc.network.graph import Graph
from archcalc.rendering.tables.selection import WHOLE


def together(names: Sequence[str], wanted: RunOptions, weights: Sequence[str], form: str | None,
             output: Path | None) -> Report:
    """Run several networks on the same pictures, write the scores of each, and vote. Raises ArchcalcError."""
    _refuse_unsuited(names, wanted, weights)
    wanted = wanted.with_pictures()
    networks = [wanted.graph(name) for name in names]
    _refuse_other_classes(networks)
    files = scored(networks, wanted, [*weights] * (len(names) // len(weights)))
    return _voted(files, soft=bool(wanted.soft), form=form, output=output)


def _refuse_unsuited(names: Sequence[str], wanted: RunOptions, weights: Sequence[str]) -> None:
    """Raise ArchcalcError for options that several networks cannot have."""
    if not wanted.images or wanted.scores is None:
        raise ArchcalcError.of("usage", "several networks run on the same pictures, and their scores go into a folder",
                               hint="archcalc run resnet18 vgg16 --image pictures --scores scores --soft")
    if len(weights) not in {1, len(names)}:
        raise ArchcalcError.of("usage", f"--weights is given {len(weights)} times for {len(names)} networks",
                               hint="once for each of them, in their order, or once for all")
    if wanted.library_model is not None:
        raise ArchcalcError.of("usage", "--library-model is of one network", hint="run each by itself with --scores; "
                               "archcalc vote takes their files")


def scored(networks: Sequence[Graph], wanted: RunOptions, weights: Sequence[str]) -> list[Path]:
    """Write the scores of networks for every picture; their files. Raises ArchcalcError; finished ones are kept."""
    from archcalc.executor.images.growing_files import refuse_begun

    assert wanted.scores is not None
    files = _files(networks, wanted.scores)
    for file in files:
        refuse_to_replace(file, [*weights, wanted.labels, *wanted.images])
        if not wanted.resume:
            refuse_begun(file)
    for graph, own, file in zip(networks, weights, files, strict=True):
        _write(graph, wanted._replace(weights=own).numbered(graph), file)
    return files


def _files(networks: Sequence[Graph], target: Path) -> list[Path]:
    """Where the scores go: of one network into the file, of several into files of the folder."""
    if len(networks) == 1:
        if target.suffix.lower() != ".csv":
            raise ArchcalcError.of("usage", f"scores are written as CSV, not into {quoted(target)}",
                                   hint="name a file: --scores scores.csv")
        return [target]
    found: list[Path] = []
    for graph in networks:
        name = "".join(letter if letter.isalnum() or letter in "._-" else "_" for letter in graph.about.name)
        alike = sum(path.stem == name or path.stem.startswith(f"{name}+") for path in found)
        found.append(target / f"{name}{f'+{alike + 1}' if alike else ''}.csv")
    return found


def _write(graph: Graph, wanted: RunOptions, file: Path) -> None:
    """Write the scores of one network for every picture."""
    from archcalc.executor.backends import backend
    from archcalc.executor.images import scores, top_classes
    from archcalc.executor.images.growing_files import written
    from archcalc.executor.images.picture_stream import streaming

    output = graph.nodes[graph.outputs[-1]]
    top_classes.refuse_volume(output.shape)
    count = output.shape[-1]
    names = top_classes.labels(wanted.labels, count) if wanted.labels else [str(place) for place in range(count)]
    kind = scores.scores_file(wanted.images, names)
    try:
        with streaming(graph, backend(wanted.backend), wanted.settings(), output.name) as stream, told() as tell:
            if file != wanted.scores:
                _make(file.parent)
            done = written(stream, kind, wanted.images, file, tell, resume=wanted.resume)
    except (endings.Ended, ArchcalcError):
        tell_of_kept(file)
        raise
    for note in (*wanted.notes, *stream.notes):
        complain(note)
    if wanted.resume:
        complain(f"resumed: {done:,} of {len(wanted.images):,} pictures were there")
    complain(f"wrote {quoted(file)}: {len(wanted.images):,} pictures, {count:,} classes")


def _make(folder: Path) -> None:
    """Make the folder of scores, now that something goes into it. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from None


def _voted(files: Sequence[Path], *, soft: bool, form: str | None, output: Path | None) -> Report:
    """The vote of these files, with all images where the format shows them."""
    from archcalc import vote
    from archcalc.ensembles.vote_report import shortened

    report = vote(*files, soft=soft)
    return report if output is not None or chosen_format(form) in WHOLE else shortened(report)


def _refuse_other_classes(networks: Sequence[Graph]) -> None:
    """Refuse networks that have not as many classes. Raises ArchcalcError."""
    counts = [graph.nodes[graph.outputs[-1]].shape[-1] for graph in networks]
    if len(set(counts)) > 1:
        told = [f"{graph.about.name} has {count:,}" for graph, count in zip(networks, counts, strict=True)]
        raise ArchcalcError.of("usage", f"a vote is among the same classes, and {', '.join(told)}",
                               hint="--set classes=10, where the networks have this option")
