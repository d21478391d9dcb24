"""The page over HTTP and its talk over a websocket, as an ASGI application; who is not let in is told nothing."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from archcalc.live.page.admission import Admission
from archcalc.live.page.conversation import Conversation
from archcalc.live.page.served_pages import MOST_PAGES, ServedPages
from archcalc.rendering.drawings.outputs.html import themed

_Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
_Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_FOLDER = Path(__file__).parent
_FILES = {"": ("editor.html", "text/html"), "editor.js": ("editor.js", "text/javascript"),
          "editing.js": ("editing.js", "text/javascript"), "editor.css": ("editor.css", "text/css")}
_MODULE = re.compile(r"codemirror/([\w-]+\.js)")
_PLAIN = "text/plain"
_POLICY = ("default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
           "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
_HEADERS = [(b"content-security-policy", _POLICY.encode()), (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"), (b"cross-origin-resource-policy", b"same-origin"),
            (b"cross-origin-opener-policy", b"same-origin"), (b"cache-control", b"no-store")]
_GONE = 1001
_BUSY = 1013


class PageApplication:
    """The pages of one command; `modules` is the folder of CodeMirror's files."""

    def __init__(self, admission: Admission, pages: ServedPages, modules: Path) -> None:
        self.admission, self.pages, self.modules = admission, pages, modules

    async def __call__(self, scope: Mapping[str, Any], receive: _Receive, send: _Send) -> None:
        """Answer one request, or talk with one page."""
        refusal = self.admission.refusal(scope)
        if scope["type"] == "websocket":
            await self._talk(scope, receive, send, let_in=refusal is None)
        elif refusal is not None:
            await _reply(send, refusal[0], refusal[1].encode(), _PLAIN)
        elif scope["method"] not in {"GET", "HEAD"}:
            await _reply(send, 405, b"this page is only read", _PLAIN)
        else:
            await self._file(self.admission.rest(scope["path"]), send)

    async def _file(self, name: str, send: _Send) -> None:
        known = _FILES.get(name)
        module = _MODULE.fullmatch(name)
        download = self.pages.waiting.get(name.removeprefix("downloads/"))
        if known is not None:
            await _reply(send, 200, (_FOLDER / known[0]).read_bytes(), known[1])
        elif name == "theme.css":
            await _reply(send, 200, themed().encode(), "text/css")
        elif module is not None and (self.modules / module[1]).is_file():
            await _reply(send, 200, (self.modules / module[1]).read_bytes(), "text/javascript")
        elif download is not None:
            kept = f"attachment; filename*=UTF-8''{quote(download.name, safe='')}".encode()
            await _reply(send, 200, download.content, "application/octet-stream", [(b"content-disposition", kept)])
        else:
            await _reply(send, 404, b"there is nothing here", _PLAIN)

    async def _talk(self, scope: Mapping[str, Any], receive: _Receive, send: _Send, *, let_in: bool) -> None:
        await receive()  # the page asks to be let in
        if not let_in or self.admission.rest(scope["path"]) != "live":
            await send({"type": "websocket.close", "code": _GONE})
            return
        await send({"type": "websocket.accept"})
        if self.pages.count >= MOST_PAGES:
            await send({"type": "websocket.close", "code": _BUSY})
            return

        async def heard() -> str | None:
            message = await receive()
            return message.get("text") or "" if message["type"] == "websocket.receive" else None

        async def said(words: str) -> None:
            await send({"type": "websocket.send", "text": words})

        await Conversation(self.pages, heard, said).run()


async def _reply(send: _Send, status: int, body: bytes, kind: str, more: Iterable[tuple[bytes, bytes]] = ()) -> None:
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    headers = [*_HEADERS, (b"content-type", f"{kind}{charset}".encode()), (b"content-length", str(len(body)).encode()),
               *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
