"""Connections that ask for nothing, or never finish asking: they would take the places of those who do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

MOST_SECONDS = 10.0
"""A connection that asks for nothing for so long is closed."""


class IdleConnections:
    """The connections of a server that wait for a request, each with when it began to."""

    def __init__(self) -> None:
        self.since: dict[Any, tuple[Any, float]] = {}

    def close_old(self, connections: Iterable[Any], now: float) -> None:
        """Close those that wait for too long; to be called again and again, with the time in seconds.

        A connection is one of uvicorn's: its `cycle` is the last request, None before the first. Those that have become
        a page's talk have none.
        """
        waiting = {each: each.cycle for each in connections
                   if hasattr(each, "cycle") and (each.cycle is None or each.cycle.response_complete)}
        before, self.since = self.since, {}
        for each, cycle in waiting.items():
            known, start = before.get(each, (cycle, now))
            self.since[each] = (cycle, start if known is cycle else now)
            if now - self.since[each][1] > MOST_SECONDS:
                each.transport.close()
