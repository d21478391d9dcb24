"""archcalc source: a network's YAML."""

from archcalc.cli import options
from archcalc.cli.output import put

EXAMPLE = "archcalc source vgg16"
PAGE = "language"


def command(name: options.Name) -> None:
    """Print the specification in which a network is written."""
    from archcalc.loading import library

    put(library.source(name))
