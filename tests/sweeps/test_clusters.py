"""A Dask cluster that loses a worker gives every row; one that is lost, or has other workers, is told as such."""

import os
import signal
import threading
import time

import pytest

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.loading import library
from archcalc.sweeps import dask_cluster, parallel
from archcalc.sweeps.from_options import SweepOptions, planned
from archcalc.sweeps.working import worked

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
WANTED = {"options": {"width": "0.25..1..0.01"}, "input_size": "3x64x64..3x80x80..8"}


@pytest.fixture
def local(monkeypatch):
    """A cluster of two processes on this machine, which works from the first portion on."""
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(parallel, "_ALONE", 0)
    monkeypatch.setattr(parallel, "_PORTION", 0.002)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster


def test_a_worker_that_is_killed_midway_loses_no_row(local):
    swept = planned([library.load("mobilenet_v1")], SweepOptions(WANTED["options"], inputs=WANTED["input_size"]))
    victim = next(iter(local.workers.values())).process.process.pid
    killed = False
    for _ in worked(swept, 1, dask_cluster.cluster(local.scheduler_address)):
        if swept.done > 20 and not killed:
            killed = True
            os.kill(victim, signal.SIGKILL)
    assert killed
    assert swept.report() == archcalc.sweep("mobilenet_v1", **WANTED)


def test_a_cluster_that_goes_is_told_and_rows_are_kept(local):
    swept = planned([library.load("mobilenet_v1")], SweepOptions(WANTED["options"], inputs=WANTED["input_size"]))
    work = worked(swept, 1, dask_cluster.cluster(local.scheduler_address))
    next(work)
    next(work)
    threading.Thread(target=local.close).start()
    with pytest.raises(ArchcalcError, match=r"is lost|a worker of the cluster failed"):
        for _ in work:
            pass
    assert 2 <= swept.done < swept.total


def test_a_cluster_that_has_no_workers_any_more_is_told_as_such(local, monkeypatch):
    monkeypatch.setattr(dask_cluster, "_STARVED", 1)
    monkeypatch.setattr(dask_cluster, "_LOOK", 0.3)
    swept = planned([library.load("mobilenet_v1")], SweepOptions(WANTED["options"], inputs=WANTED["input_size"]))
    work = worked(swept, 1, dask_cluster.cluster(local.scheduler_address))
    next(work)
    next(work)
    local.scale(0)
    until = time.monotonic() + 30
    while local.scheduler.workers and time.monotonic() < until:
        time.sleep(0.05)
    with pytest.raises(ArchcalcError, match="has had no worker for 1 seconds"):
        for _ in work:
            pass
    assert 2 <= swept.done < swept.total


def test_a_worker_of_another_version_is_named(local, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(dask_cluster, "version", lambda: "99.0")
        with pytest.raises(ArchcalcError, match=r"the worker tcp://127.0.0.1:\d+ .*has archcalc .*, and this machine 99.0"):
            dask_cluster.cluster(local.scheduler_address)
    nowhere = dask_cluster._HAS_ARCHCALC.replace("'archcalc'", "'no_archcalc'")
    monkeypatch.setattr(dask_cluster, "_HAS_ARCHCALC", nowhere)
    with pytest.raises(ArchcalcError, match=r"the worker tcp://127.0.0.1:\d+ .*has no archcalc"):
        dask_cluster.cluster(local.scheduler_address)
