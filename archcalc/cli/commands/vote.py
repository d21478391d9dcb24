"""archcalc vote: what several models say of the same images, combined."""

import gc
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from archcalc.api.arguments import NATURAL, RESAMPLES
from archcalc.base.atomic_files import refuse_to_replace
from archcalc.base.errors import ArchcalcError
from archcalc.base.kept_files import partial
from archcalc.base.report import Report
from archcalc.cli import endings, options
from archcalc.cli.output import answer, chosen_format, complain
from archcalc.cli.progress import told
from archcalc.cli.table_options import checked_page, paged
from archcalc.ensembles import matched_predictions, streamed_votes, vote_report, voting
from archcalc.ensembles.bootstrap import Resampling
from archcalc.ensembles.class_names import class_names
from archcalc.rendering.tables.folding import SCREEN
from archcalc.rendering.tables.presentation import Presentation
from archcalc.rendering.tables.selection import WHOLE

EXAMPLE = "archcalc vote a.csv b.csv c.csv --soft --labels truth.csv"
PAGE = "ensembles"


@paged
def command(
    files: Annotated[list[Path], typer.Argument(
        metavar="FILE...", help="A .csv, .npy, .npz or .parquet file for each model: classes, or probabilities.")],
    presentation: Presentation,
    soft: Annotated[bool, typer.Option(
        "--soft/--hard", help="Average the probabilities, or count a vote for each model's likeliest class.")] = False,
    weights: Annotated[str | None, typer.Option("--weights", metavar="2,1,1", help="A weight for each file.")] = None,
    labels: Annotated[Path | None, typer.Option(
        "--labels", metavar="FILE", help="The right classes, as image,class: tells accuracies.")] = None,
    classes: Annotated[str | None, typer.Option(
        "--classes", metavar="A,B|FILE", help="Names of the columns that have none, in order.")] = None,
    tolerance: Annotated[float, typer.Option(
        "--tolerance", metavar="X", help="So far from 1 an image's probabilities may sum.")] = 0.001,
    bootstrap: Annotated[int | None, typer.Option(
        "--bootstrap", metavar="N", **RESAMPLES.range, help="Intervals of the accuracies, by N resamples.")] = None,
    seed: Annotated[int | None, typer.Option(
        "--seed", metavar="N", **NATURAL.range, help="What the resamples grow from; 0.")] = None,
    stream: Annotated[Path | None, typer.Option(
        "--stream", metavar="FILE", help="Write every image's row to this .csv as it comes.")] = None,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Combine what several models say of the same images.

    Images are matched by name. A tie goes to the first class in order: by number where all classes are numbers, else
    by name, as in scikit-learn.
    """
    page = checked_page(presentation, form, output, [*files, labels])
    resampling = _resampling(bootstrap, seed, labels)
    heavy = voting.parse_weights(weights, len(files))
    within = Decimal(str(options.share(tolerance, "--tolerance")))
    if stream is not None:
        streamed_votes.check(stream)
        refuse_to_replace(stream, [*files, labels])
    rule = "soft" if soft else "hard"
    gc.enable()  # a command does without; a vote may be on millions of images
    with matched_predictions.opened(files, labels, within, class_names(classes)) as poll:
        outcomes = (voting.soft if soft else voting.hard)(poll, heavy)
        whole = stream is None and (output is not None or chosen_format(form) in WHOLE)
        most = None if whole else SCREEN
        if stream is None:
            report = vote_report.report(poll, outcomes, rule, heavy, most, resampling)
        else:
            report = _streamed(stream, poll, outcomes, rule, heavy, resampling)
    answer(presentation.shown(report), form, output, page)


def _resampling(bootstrap: int | None, seed: int | None, labels: Path | None) -> Resampling | None:
    if bootstrap is None:
        if seed is not None:
            raise ArchcalcError.of("usage", "--seed says nothing without --bootstrap", hint="--bootstrap 1000")
        return None
    if labels is None:
        raise ArchcalcError.of("usage", "--bootstrap is of accuracies, and the right classes are not given",
                               hint="--labels truth.csv")
    return Resampling(bootstrap, seed or 0)


def _streamed(file: Path, poll: matched_predictions.Poll, outcomes: voting.Outcomes, rule: str,
              weights: list[Decimal] | None, resampling: Resampling | None) -> Report:
    """The report of a vote whose rows are written on the way; what ends it leaves those that are counted."""
    try:
        with told() as tell:
            written = streamed_votes.streamed(file, poll, outcomes, rule, tell)
            return vote_report.report(poll, written, rule, weights, SCREEN, resampling)
    except (endings.Ended, ArchcalcError):
        if partial(file).exists():
            complain(f"the rows that were counted are kept in {partial(file)}")
        raise
