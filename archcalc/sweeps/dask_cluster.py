"""Portions of a sweep on a running Dask cluster."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.version import version
from archcalc.sweeps.parallel import Portion
from archcalc.sweeps.sweep import Answer, worked_out

if TYPE_CHECKING:
    from distributed import Client, Future

_SECONDS = 10
"""So long a cluster may take to answer, and to have a worker."""
_STARVED = 60
"""So long a cluster may be without a worker while there is work."""
_LOOK = 2
"""So often, in seconds, the cluster is looked at while nothing comes."""
_AHEAD = 4
"""So many portions are with the cluster for each of its threads: it never waits, and no rows pile up here."""
# expressions of Python's own: they are the same on a worker that has no archcalc
_HAS_ARCHCALC = "__import__('importlib.util', fromlist=['']).find_spec('archcalc') is not None"
_VERSION = "__import__('importlib', fromlist=['']).import_module('archcalc.base.version').version()"
_PYTHON = "'.'.join(map(str, __import__('sys').version_info[:2]))"


class Cluster:
    """A cluster whose workers are as this machine is."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._client = _client(address)
        self._workers = self._count()
        self._check()

    def told(self) -> str:
        """A word on it beside a bar."""
        return f"{self._workers} worker{'s' * (self._workers != 1)}"

    def __call__(self, sweep: bytes, left: Iterable[range]) -> Iterator[Portion]:
        """The portions, in any order. Raises ArchcalcError where the cluster is lost, or starves."""
        waiting: dict[Future, int] = {}
        parts = iter(left)
        try:
            while True:
                for part in islice(parts, max(0, max(1, _AHEAD * self._threads()) - len(waiting))):
                    waiting[self._submitted(sweep, part)] = part.start
                if not waiting:
                    return
                for future in self._finished(waiting):
                    yield waiting.pop(future), self._answers(future)
        finally:
            self._leave(list(waiting))

    def _submitted(self, sweep: bytes, part: range) -> Future:
        try:
            return self._client.submit(worked_out, sweep, part.start, part.stop, pure=False)
        except Exception as error:
            raise self._lost() from error

    def _finished(self, waiting: Iterable[Future]) -> list[Future]:
        """The futures that are done, one at least. Raises ArchcalcError where none comes any more."""
        from distributed import wait

        starving = monotonic()
        while True:
            try:
                with self._client.as_current():
                    return list(wait(list(waiting), timeout=_LOOK, return_when="FIRST_COMPLETED").done)
            except TimeoutError:
                pass
            except Exception as error:  # whatever a connection that is gone raises
                raise self._lost() from error
            self._workers = self._count()
            starving = monotonic() if self._workers else starving
            if self._client.status != "running":
                raise self._lost()
            if monotonic() - starving > _STARVED:
                raise ArchcalcError.of("cluster", f"the Dask cluster at {quoted(self.address)} has had no worker for "
                                       f"{_STARVED} seconds", hint="start one there: dask worker ADDRESS")

    def _answers(self, future: Future) -> list[Answer]:
        """The rows that a worker gives. Raises ArchcalcError, which names a worker that is not as this machine is."""
        try:
            answers: list[Answer] = future.result()
        except ArchcalcError:
            raise
        except Exception as error:
            if self._client.status != "running" or future.status in {"cancelled", "lost"}:
                raise self._lost() from None
            self._check()
            raise ArchcalcError.of("cluster", f"a worker of the cluster failed: {type(error).__name__}",
                                   hint="every worker needs memory, and the same archcalc as this machine") from None
        return answers

    def _check(self) -> None:
        """Refuse workers without archcalc, or with another version of it or of Python. Raises ArchcalcError."""
        here = {_PYTHON: eval(_PYTHON), _VERSION: version()}  # noqa: S307 - what stands above
        for worker, has in self._asked(_HAS_ARCHCALC).items():
            if has is not True:
                raise self._unlike(worker, "has no archcalc")
        for question, what in ((_PYTHON, "Python"), (_VERSION, "archcalc")):
            for worker, answer in self._asked(question).items():
                if answer != here[question]:
                    told = answer if isinstance(answer, str) else "of another kind"
                    raise self._unlike(worker, f"has {what} {told}, and this machine {here[question]}")

    def _asked(self, question: str) -> dict[str, Any]:
        """The answers of all workers."""
        try:
            found: dict[str, Any] = self._client.run(eval, question, on_error="return")
        except Exception as error:
            raise self._lost() from error
        return found

    def _unlike(self, worker: str, what: str) -> ArchcalcError:
        known = self._client.scheduler_info(n_workers=-1)["workers"].get(worker, {})
        name = f" ({quoted(known['name'])})" if known.get("name", worker) != worker else ""
        self._leave([])
        return ArchcalcError.of("cluster", f"the worker {worker}{name} of the cluster {what}",
                                hint=f"pip install archcalc=={version()} there, with the same Python")

    def _lost(self) -> ArchcalcError:
        return ArchcalcError.of("cluster", f"the Dask scheduler at {quoted(self.address)} is lost",
                                hint="is it still running, and the network there?")

    def _count(self) -> int:
        try:
            return len(self._client.scheduler_info(n_workers=-1)["workers"])
        except Exception:  # of a connection that is gone
            return 0

    def _threads(self) -> int:
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        return sum(worker.get("nthreads", 1) for worker in workers)

    def _leave(self, futures: list[Future]) -> None:
        try:
            if self._client.status == "running":
                self._client.cancel(futures)
            self._client.close(timeout=_SECONDS)
        except Exception:
            logging.getLogger(__name__).debug("the cluster was gone", exc_info=True)


def cluster(address: str) -> Cluster:
    """A cluster whose scheduler is at an address, tcp://host:8786.

    Raises ArchcalcError where it cannot be reached, or a worker is not as this machine is.
    """
    return Cluster(address)


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
