"""Functions on several networks, on what was printed of them, and on what they predict."""

from __future__ import annotations

from typing import cast

from archcalc.api.arguments import (
    AnyNetwork,
    Count,
    File,
    Name,
    Names,
    Natural,
    Numbers,
    Resamples,
    Several,
    SeveralSettings,
    Share,
    Texts,
    YesOrNo,
    public,
)
from archcalc.api.network import build, graph_of, load
from archcalc.api.notebook import NotebookReport
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.report import Report
from archcalc.base.units import USUAL_DTYPE
from archcalc.counting import conventions
from archcalc.language.spec import Spec
from archcalc.network.graph import Graph
from archcalc.rendering.tables.presentation import Presentation

__all__ = ["claims", "compare", "diff", "ensemble", "sweep", "transfer", "vote"]

_IMAGES = 32
"""Images at once, of a transfer."""


@public
def compare(*networks: AnyNetwork, by: str | None = None, convention: Texts = ()) -> NotebookReport:
    """Networks side by side, with their ratios to the first; two of them layer by layer with by="layer".

    Raises ArchcalcError.

    >>> compare("alexnet", "vgg16").table("networks").column("weight_layers")
    [8, 16]
    """
    from archcalc.reports import comparison

    graphs = [build(network) for network in networks]
    if not graphs:
        raise ArchcalcError.of("usage", "compare wants a network, and others to compare it with")
    if by is None:
        return NotebookReport(*comparison.compare(graphs, conventions.rules(conventions.chosen(convention))["memory"]))
    if by != "layer":
        raise ArchcalcError.of("usage", f"--by takes no {quoted(by)}", expected="layer, or no --by at all")
    if len(graphs) != 2:
        raise ArchcalcError.of("usage", f"--by layer aligns two networks, found {len(graphs)}",
                               hint="archcalc compare alexnet zfnet --by layer")
    return NotebookReport(*comparison.by_layer(*graphs))


@public
def diff(old: AnyNetwork, new: AnyNetwork, *, by: str | None = None, convention: Texts = ()) -> NotebookReport:
    """Differences of two networks: layers, attributes, connections, totals; no row where nothing did.

    Layers are paired by their names; or by structure, what they do and read, where `by` says so, or where the two are
    written in different forms: a specification and a module of PyTorch, or a file. Raises ArchcalcError.

    >>> diff("resnet50", "resnet50_v1_5").tables[0].column("attribute")
    ['stride', 'stride', 'stride', 'stride', 'stride', 'stride']
    """
    from archcalc.reports.difference import difference
    from archcalc.reports.structural_difference import structural_difference

    if by not in {None, "names", "structure"}:
        raise ArchcalcError.of("usage", f"--by takes no {quoted(str(by))}", expected="names or structure")
    networks = [network if isinstance(network, (Spec, Graph)) else load(network) for network in (old, new)]
    origins = {type(getattr(network, "origin", None)) for network in networks}
    rule = conventions.rules(conventions.chosen(convention))["memory"]
    told = structural_difference if by == "structure" or (by is None and len(origins) > 1) else difference
    before, after = map(build, networks)
    return NotebookReport(*told(before, after, rule))


@public
def claims(network: AnyNetwork | None = None, *, dtype: str | None = None) -> NotebookReport:
    """Printed figures of a network, or of all that are bundled, against the arithmetic. Raises ArchcalcError.

    >>> claims("vgg16").tables[0].column("verdict")[0]
    'reproduced'
    """
    from archcalc.counting.convention import unfolded, value_bytes
    from archcalc.reports.claim_verdicts import judged, verdicts

    graph = None if network is None else build(network)
    if dtype is None:
        dtype = graph.dtype if graph else USUAL_DTYPE
    found = judged(graph, value_bytes(dtype))
    return NotebookReport(*verdicts(found, brief=network is None, notes=unfolded(dtype, [graph] if graph else None)))


@public
def sweep(networks: Names, *,
          options: SeveralSettings | None = None, changes: SeveralSettings | None = None,
          input_size: Several | None = None, batch: Several = 1,
          columns: str | None = None, where: str | None = None, pareto: str = "params,macs",
          sort: str | None = None, top: Count | None = None, convention: Texts = (), dtype: str | None = None,
          jobs: Count = 1, dask: str | None = None, fold: bool | None = None, under: str | None = None,
          best: str | None = None, front: bool = False, sample: str | None = None, search: str | None = None,
          tries: Count | None = None, seed: Natural | None = None, stream: File | None = None,
          resume: bool = False) -> NotebookReport:
    """Many sizes of a network, or of several: a row for every combination of values. Raises ArchcalcError.

    `options`, `changes`, `input_size` and `batch` are as in `load` and `build`, each with one value or several, or as
    the command has them ("0.25..1..0.25"). A point that cannot be is a row with its reason. `jobs` processes are
    started as `multiprocessing` does: a script needs its `if __name__ == "__main__":`. `dask` is a cluster's address.
    `fold` says whether batch norms are folded into their convolutions; without it, where `dtype` is int8. `sample` is
    "latin-hypercube 1000"; the rest is as the command has it. With `stream` the report holds the front alone.

    >>> sweep("mobilenet_v1", options={"width": [1, 0.5]}, where="params < 3M").table("points").column("macs")
    [149497088]
    """
    from pathlib import Path

    from archcalc.sweeps.dask_cluster import cluster
    from archcalc.sweeps.from_options import SweepOptions, planned
    from archcalc.sweeps.stored.streamed import Streamed
    from archcalc.sweeps.working import worked

    specs = [network if isinstance(network, Spec) else load(network) for network in cast("tuple[Name, ...]", networks)]
    wanted = SweepOptions(options or {}, changes or {}, input_size, batch, columns, where, pareto, sort, top,
                          convention, dtype, fold, under, best, front or stream is not None, sample, search, tries,
                          seed)
    swept = planned(specs, wanted)
    rows = Streamed(Path(stream), swept, resume=resume) if stream is not None else None
    for _ in worked(swept, jobs, cluster(dask) if dask is not None else None, rows):
        pass
    return NotebookReport(*swept.report())


@public
def transfer(network: AnyNetwork, *, classes: Count | None = None, images: Count | None = None,
             similar: YesOrNo | None = None, data: Texts = (), freeze_until: str | None = None,
             unfreeze: Texts = (), cut: str | None = None, tune: Share | None = None,
             large_from: Count | None = None, optimizer: str = "momentum", dtype: str | None = None,
             batch: Count = _IMAGES) -> NotebookReport:
    """Advice on a trained network for new images: what to keep, and what every way takes. Raises ArchcalcError.

    `images` and `similar` say which of the four situations a data set is in; `large_from` and `tune` are thresholds.
    `data` are several data sets side by side, each NAME=CLASSES:IMAGES:yes|no.

    >>> transfer("resnet50", classes=10, images=5000, similar=True).head["situation"]
    1
    """
    from archcalc.network.number_type import number_type
    from archcalc.training.precision import PRECISIONS
    from archcalc.training.transfer import costs, data_sets, data_situations, report

    data_sets.check_words(bool(data), {"classes": classes, "images": images, "similar": similar},
                          {"freeze_until": freeze_until, "unfreeze": unfreeze})
    sets = data_sets.data_sets(data)
    large = data_situations.LARGE if large_from is None else large_from
    graph = graph_of(network, batch, usual=_IMAGES)
    numbers = number_type(graph, dtype, PRECISIONS)
    share = data_situations.TUNED if tune is None else tune
    wanted = costs.TransferTask(classes or 1, images or 1, cut, share, optimizer, numbers.name, large)
    if sets:
        told = data_sets.side_by_side(graph, data_sets.advised(graph, sets, wanted))
        return NotebookReport(*told._replace(notes=(*told.notes, *numbers.notes)))
    ways = costs.ways(graph, wanted, freeze_until, tuple(unfreeze))
    case = data_situations.situation(wanted.images, similar=bool(similar), large_from=large)
    told = report.report(graph, ways, wanted, case)
    return NotebookReport(*told._replace(notes=(*told.notes, *numbers.notes)))


@public
def ensemble(*networks: AnyNetwork, batch: Count = 1, dtype: str | None = None) -> NotebookReport:
    """Costs of several networks together, in turn or in parallel. Raises ArchcalcError.

    >>> ensemble("vgg16", "googlenet").tables[0].totals["params"]
    145356096
    """
    from archcalc.counting.convention import value_bytes
    from archcalc.ensembles import costs
    from archcalc.reports.network_table import common_dtype

    graphs = [build(network, batch=batch) for network in networks]
    dtype = common_dtype([(graph.about.name, graph.dtype) for graph in graphs], dtype)
    return NotebookReport(*costs.report(graphs, value_bytes(dtype), dtype))


@public
def vote(*files: File, soft: bool = False, weights: Numbers | None = None, labels: File | None = None,
         tolerance: Share = 0.001, classes: str | None = None, bootstrap: Resamples | None = None,
         seed: Natural | None = None, stream: File | None = None) -> NotebookReport:
    r"""The predictions of several models combined, each a file of classes or of a probability for every class.

    Files are .csv, .npy, .npz or .parquet. `soft` averages probabilities, else every model has a vote; `weights` are
    one number for each file, `labels` a file of the right classes. So far from 1 as `tolerance` an image's
    probabilities may sum. `classes` names columns that have no names, `bootstrap` is a number of resamples, and with
    `stream`, a .csv file, the report holds the first images alone. Raises ArchcalcError.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "a.csv")
    ...     written = file.write_text("image,class\nkoala.png,bear\n")
    ...     report = vote(file, file)
    >>> report.table("images").column("ensemble")
    ['bear']
    """
    from decimal import Decimal
    from pathlib import Path

    from archcalc.ensembles import matched_predictions, streamed_votes, vote_report, voting
    from archcalc.ensembles.bootstrap import Resampling
    from archcalc.ensembles.class_names import class_names
    from archcalc.rendering.tables.folding import SCREEN

    if (bootstrap is None and seed is not None) or (bootstrap is not None and labels is None):
        raise ArchcalcError.of("usage", "bootstrap wants labels, and seed wants bootstrap",
                               hint="bootstrap=1000, labels='truth.csv'")
    target = Path(stream) if stream is not None else None
    if target is not None:
        streamed_votes.check(target)
    heavy = voting.parse_weights(cast("str | None", weights), len(files))
    rule = "soft" if soft else "hard"
    with matched_predictions.opened([Path(file) for file in files], Path(labels) if labels is not None else None,
                                    Decimal(str(tolerance)), class_names(classes)) as poll:
        outcomes = (voting.soft if soft else voting.hard)(poll, heavy)
        if target is not None:
            outcomes = streamed_votes.streamed(target, poll, outcomes, rule, lambda done, total, what: None)
        return Vote(*vote_report.report(poll, outcomes, rule, heavy, None if target is None else SCREEN,
                                        Resampling(bootstrap, seed or 0) if bootstrap is not None else None))


class Vote(NotebookReport):
    """A vote, which is printed with as many images as fit a screen."""

    __slots__ = ()

    def _shown(self) -> Report:
        from archcalc.ensembles.vote_report import shortened

        return Presentation().shown(shortened(self))
