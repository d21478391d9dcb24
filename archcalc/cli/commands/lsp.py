"""archcalc lsp: the language server, for editors."""

from __future__ import annotations

import sys

from archcalc.base.errors import ArchcalcError

EXAMPLE = "archcalc lsp"
PAGE = "editors"


def command() -> None:
    """Serve an editor over the Language Server Protocol: archcalc manual editors."""
    from archcalc.cli import endings
    from archcalc.live import server

    if sys.stdin.isatty():
        raise ArchcalcError.of("usage", "an editor starts archcalc lsp, and speaks to it over pipes",
                               hint="archcalc manual editors has the settings for each")
    endings.leaving()
    server.serve(debug="--debug" in sys.argv)
