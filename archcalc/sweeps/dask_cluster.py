"""Portions of a sweep on a running Dask cluster."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.sweeps.parallel import Elsewhere, Portion
from archcalc.sweeps.sweep import Answer, worked_out

if TYPE_CHECKING:
    from distributed import Client, Future

_SECONDS = 10
"""So long a cluster may take to answer, and to have a worker."""


def cluster(address: str) -> Elsewhere:
    """A cluster whose scheduler is at an address, tcp://host:8786. Raises ArchcalcError where it cannot be reached."""
    client = _client(address)

    def work(sweep: bytes, left: Iterable[range]) -> Iterator[Portion]:
        from distributed import as_completed

        starts: dict[Future, int] = {}
        try:
            everywhere = client.scatter(sweep, broadcast=True, hash=False)
            starts = {client.submit(worked_out, everywhere, part.start, part.stop, pure=False): part.start
                      for part in left}
            for future in as_completed(list(starts), loop=client.loop):
                answers = _answers(future)
                yield starts.pop(future), answers
        finally:
            client.cancel(list(starts))
            client.close(timeout=_SECONDS)

    return work


def _client(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise ArchcalcError.of("missing-library", "--dask wants the library distributed",
                               hint="pip install 'archcalc[dask]'") from None
    # it would tell of lost connections, with tracebacks, what is told here in a line
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    client = None
    try:
        client = Client(address, timeout=_SECONDS, set_as_default=False)
        client.wait_for_workers(1, timeout=_SECONDS)
    except Exception:  # whatever a server that is none of Dask's answers
        what = "has no worker" if client is not None else "cannot be reached"
        if client is not None:
            client.close()
        raise ArchcalcError.of("cluster", f"the Dask cluster at {quoted(address)} {what}",
                               hint="the address is the scheduler's own, tcp://HOST:8786, and may be behind a wall"
                               if client is None else "start one there: dask worker ADDRESS") from None
    return client


def _answers(future: Future) -> list[Answer]:
    """The rows that a worker gives; a failure there is told in one line."""
    try:
        answers: list[Answer] = future.result()
    except ArchcalcError:
        raise
    except Exception:
        raise ArchcalcError.of("cluster", "a worker of the cluster failed",
                               hint="every worker needs the same archcalc, and Python, as this machine") from None
    return answers
