"""Admission of a request: who has the page's address, asks for it by its own name, and comes from no other page."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any

from archcalc.base.named_tuples import NamedTuple

_LOCAL = ("127.0.0.1", "localhost", "[::1]")
_TOKEN_BYTES = 24


class Admission(NamedTuple):
    """The address of a page: its port and the token in it; where it is `open`, others reach it by the machine's name.

    A name that resolves to this machine and is not its own may be anybody's: only addresses in numbers are taken, and
    `name`, the machine's.
    """

    token: str
    port: int
    open: bool = False
    name: str = ""

    def refusal(self, scope: Mapping[str, Any]) -> tuple[int, str] | None:
        """The status and the words for a request that is not let in; None of one that is."""
        headers: dict[bytes, list[bytes]] = {}
        for key, value in scope.get("headers", ()):
            headers.setdefault(key.lower(), []).append(value)
        hosts, origins = headers.get(b"host", []), headers.get(b"origin", [])
        if len(hosts) != 1 or not self.is_own(hosts[0].decode("latin-1")):
            return 403, "this page is asked for by another name than its own"
        if len(origins) > 1 or any(origin != b"http://" + hosts[0] for origin in origins):
            return 403, "this page answers no other page"
        if scope["type"] == "websocket" and not origins:
            return 403, "this page answers browsers alone"
        token = str(scope["path"]).removeprefix("/").partition("/")[0]
        if not compare_digest(token.encode("utf-8", "surrogatepass"), self.token.encode()):
            return 404, "there is nothing here: the address that archcalc printed is longer"
        return None

    def is_own(self, host: str) -> bool:
        """True of a Host header that names this page.

        >>> Admission("t", 80).is_own("127.0.0.1:80"), Admission("t", 80).is_own("evil.example:80")
        (True, False)
        """
        name, _, port = host.lower().rpartition(":")
        if port != str(self.port):
            return False
        return name in _LOCAL or (self.open and (_is_address(name) or (bool(self.name) and name == self.name.lower())))

    def rest(self, path: str) -> str:
        """The path behind the token."""
        return path.removeprefix("/").partition("/")[2]


def new_token() -> str:
    """A word that nobody guesses, safe in an address."""
    return token_urlsafe(_TOKEN_BYTES)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True
