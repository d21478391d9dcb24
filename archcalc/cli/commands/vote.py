"""archcalc vote: what several models say of the same images, combined."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from archcalc.cli import options
from archcalc.cli.output import answer, chosen_format
from archcalc.cli.table_options import paged
from archcalc.ensembles import matched_predictions, vote_report, voting
from archcalc.rendering.tables.presentation import Presentation
from archcalc.rendering.tables.selection import WHOLE

EXAMPLE = "archcalc vote a.csv b.csv c.csv --soft --labels truth.csv"
PAGE = "ensembles"


@paged
def command(
    files: Annotated[list[Path], typer.Argument(
        metavar="FILE...", help="A CSV file for each model: image,class; or image and a probability for every class.")],
    presentation: Presentation,
    soft: Annotated[bool, typer.Option(
        "--soft/--hard", help="Average the probabilities, or count a vote for each model's likeliest class.")] = False,
    weights: Annotated[str | None, typer.Option("--weights", metavar="2,1,1", help="A weight for each file.")] = None,
    labels: Annotated[Path | None, typer.Option(
        "--labels", metavar="FILE", help="The right classes, as image,class: tells accuracies.")] = None,
    tolerance: Annotated[float, typer.Option(
        "--tolerance", metavar="X", help="So far from 1 an image's probabilities may sum.")] = 0.001,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Combine what several models say of the same images.

    Images are matched by name. A tie goes to the first class in order: by number where all classes are numbers, else
    by name, as in scikit-learn.
    """
    poll = matched_predictions.read(files, labels, Decimal(str(options.share(tolerance, "--tolerance"))))
    heavy = voting.parse_weights(weights, len(files))
    outcomes = list((voting.soft if soft else voting.hard)(poll, heavy))
    report = vote_report.report(poll, outcomes, "soft" if soft else "hard", heavy)
    if output is None and chosen_format(form) not in WHOLE:
        report = vote_report.shortened(report)
    answer(presentation.shown(report), form, output, presentation.page())
