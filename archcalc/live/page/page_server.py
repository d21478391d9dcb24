"""The server of the pages: it listens on this machine, opens the browser, and ends with Ctrl-C or its last page."""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
import time
import webbrowser
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted, reason
from archcalc.base.named_tuples import NamedTuple
from archcalc.live.page.admission import Admission, new_token
from archcalc.live.page.edited_file import EditedFile
from archcalc.live.page.idle_connections import IdleConnections
from archcalc.live.page.page_application import PageApplication
from archcalc.live.page.served_pages import MOST_PAGES, ServedPages

LOCAL = "127.0.0.1"
_CLOSED_FOR = 60.0
"""Seconds after the last page was closed, when the command ends."""
_MOST_MESSAGE = 8 << 20
"""Bytes of a message from a page: a text's most, each letter escaped."""


class ServedAt(NamedTuple):
    """Where the pages are: `host` and `port` to listen on, 0 for any; `browser` opens the first one."""

    host: str = LOCAL
    port: int = 0
    browser: bool = True
    read_only: bool = False


def serve(file: EditedFile, at: ServedAt, say: Callable[[str], None]) -> None:
    """Serve pages on a file until they have been closed for a minute, or the command is ended. Raises ArchcalcError."""
    modules, uvicorn = _libraries()
    gc.enable()
    with _listening(at) as listening:
        port = listening.getsockname()[1]
        is_open = at.host != LOCAL
        admission = Admission(new_token(), port, is_open, socket.gethostname() if is_open else "")
        pages = ServedPages(file, read_only=at.read_only)
        application = PageApplication(admission, pages, modules)
        shown = socket.gethostname() if is_open and at.host in {"0.0.0.0", "::"} else at.host  # noqa: S104
        say(f"http://{shown}:{port}/{admission.token}/")
        if at.browser:
            webbrowser.open(f"http://{LOCAL if at.host in {'0.0.0.0', LOCAL} else at.host}:{port}/{admission.token}/")  # noqa: S104
        try:
            asyncio.run(_served(uvicorn, application, listening, ends=not is_open))
        finally:
            pages.end()


async def _served(uvicorn: Any, application: PageApplication, listening: socket.socket, *, ends: bool) -> None:
    settings = uvicorn.Config(application, lifespan="off", log_config=None, log_level="critical", access_log=False,
                              server_header=False, proxy_headers=False, ws_max_size=_MOST_MESSAGE, ws_max_queue=4,
                              ws_ping_interval=20, ws_ping_timeout=20, timeout_keep_alive=5,
                              limit_concurrency=4 * MOST_PAGES, timeout_graceful_shutdown=1)
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL + 1)
    server, idle = uvicorn.Server(settings), IdleConnections()

    async def watch() -> None:
        while not ends or application.pages.empty_for() < _CLOSED_FOR:
            await asyncio.sleep(1)
            idle.close_old(tuple(server.server_state.connections), time.monotonic())
        server.should_exit = True

    watching = asyncio.ensure_future(watch())
    try:
        await server.serve(sockets=[listening])
    finally:
        watching.cancel()


def _listening(at: ServedAt) -> socket.socket:
    family = socket.AF_INET6 if ":" in at.host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((at.host, at.port))
        found.listen()  # whoever reads the address may ask at once, and waits until the server is there
    except (OSError, OverflowError) as error:
        found.close()
        told = f"cannot listen on {quoted(at.host, '')}, port {at.port}: {reason(error)}"
        hint = "--host takes an address of this machine; without --port a free one is taken"
        raise ArchcalcError.of("output", told, hint=hint) from None
    return found


def _libraries() -> tuple[Path, Any]:
    """The folder of CodeMirror's files, and the server's module. Raises ArchcalcError where they are not there."""
    try:
        import uvicorn
        import websockets  # noqa: F401 - without it the server has no websockets, and says so to its log alone
    except ImportError:
        raise _missing() from None
    found = find_spec("nicegui")
    folder = Path(found.origin).parent / "elements" / "codemirror" / "dist" if found and found.origin else None
    if folder is None or not (folder / "index.js").is_file():
        raise _missing()
    return folder, uvicorn


def _missing() -> ArchcalcError:
    return ArchcalcError.of("missing-library", "archcalc edit needs NiceGUI, 3.18 or a later 3",
                            hint="pip install 'archcalc[live]'")
