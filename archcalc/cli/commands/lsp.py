"""archcalc lsp: the language server, for editors."""

import re
import sys
from typing import Annotated

import typer

from archcalc.base.errors import ArchcalcError
from archcalc.base.suggestions import unknown

EXAMPLE = "archcalc lsp --settings neovim"
PAGE = "editors"
_SETTINGS = re.compile(r"^## ([a-z]+)\n.*?^```\w+ \S+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def command(
    settings: Annotated[
        str | None, typer.Option(metavar="EDITOR", help="Print the settings for an editor: vscode, neovim, helix, "
                                                        "emacs, zed.")] = None,
) -> None:
    """Serve an editor, which starts this itself, over the Language Server Protocol."""
    if settings is not None:
        _print_settings(settings)
        return
    from archcalc.cli import endings
    from archcalc.live import server

    if sys.stdin.isatty():
        raise ArchcalcError.of("usage", "an editor starts archcalc lsp, and speaks to it over pipes",
                               hint="archcalc lsp --settings neovim prints what it wants for that")
    endings.leaving()
    server.serve(debug="--debug" in sys.argv)


def _print_settings(editor: str) -> None:
    """Print the block of the manual's page for an editor. Raises ArchcalcError for one that it does not have."""
    from archcalc.cli.manual_pages import page
    from archcalc.cli.output import put

    known = dict(_SETTINGS.findall(page(PAGE)))
    if editor.lower() not in known:
        raise unknown("editor", editor, known)
    put(known[editor.lower()])
