"""archcalc edit: a page on which a network answers while it is written."""

from pathlib import Path
from typing import Annotated

import typer

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.cli import options
from archcalc.cli.output import complain

EXAMPLE = "archcalc edit lenet5"
PAGE = "editing"


def command(
    name: Annotated[str | None, typer.Argument(
        metavar="[NAME]", autocompletion=options.network_names,
        help="A .yaml file, a bundled network to copy, or notation; none for an example.")] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page, or only print where it "
                                                                         "is.")] = True,
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535,
                                      help="Where to listen; without it, on any free port.")] = 0,
    read_only: Annotated[bool, typer.Option("--read-only", help="Show the file as it is saved; nobody can change "
                                                                "it.")] = False,
    host: Annotated[str | None, typer.Option("--host", metavar="ADDRESS",
                                             help="With --read-only: show it to other machines, 0.0.0.0 to "
                                                  "all.")] = None,
) -> None:
    """Edit a network in the browser. The volume, parameters and MACs of each line stand beside it as you type.

    The page is for this machine alone. Ctrl-C ends it, or closing it for a minute.
    """
    from archcalc.live.page import edited_file
    from archcalc.live.page.page_server import LOCAL, ServedAt, serve

    local = host in {None, LOCAL, "localhost"}
    if not local and not read_only:
        told = f"--host {quoted(host, '')} shows the page to others, who could change the file"
        raise ArchcalcError.of("usage", told, hint="--read-only beside it shows the file, and lets nobody change it")
    file = edited_file.opened(name)
    if read_only and file.path is None and file.name == Path(name or "").name:
        raise ArchcalcError.of("file", f"there is no file {quoted(file.name)} to show, and --read-only makes none",
                               hint="without --read-only it is made when you save")
    if not local:
        complain("Whoever reaches this machine and has this address sees the file, as it is on disk, and what it "
                 "extends; nobody can change it. What is sent is not encrypted. It ends with Ctrl-C alone.")
    serve(file, ServedAt(LOCAL if local or host is None else host, port, browser, read_only), complain)
