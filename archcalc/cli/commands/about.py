"""archcalc about: a network's paper, history and training recipe."""

from archcalc import build
from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.cli.table_options import paged
from archcalc.rendering.tables.presentation import Presentation
from archcalc.reports.collection import about

EXAMPLE = "archcalc about alexnet"
PAGE = "networks"


@paged
def command(name: options.Name, presentation: Presentation, form: options.Format = None,
            output: options.Output = None) -> None:
    """Tell a network's story: paper, ideas, training, results. Every figure that was printed of it is checked."""
    answer(presentation.shown(about(build(name))), form, output, presentation.page())
