"""The memory that this process may still take: what the machine has free, and what limits are set to the process."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

_GROUPS = (("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
           ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"))
"""A container's limit and use, under the second and the first version of control groups."""


def free_bytes() -> int | None:
    """The bytes that can be taken, or None where the system does not tell."""
    told = [number for number in (_available(), *map(_left, _GROUPS), _address_space()) if number is not None]
    return min(told, default=None)


def _available() -> int | None:
    """Linux's estimate of what can be taken without swapping."""
    line = next((line for line in _text("/proc/meminfo").splitlines() if line.startswith("MemAvailable:")), "")
    return int(line.split()[1]) * 1024 if line else None


def _left(group: tuple[str, str]) -> int | None:
    limit, used = (_text(path).strip() for path in group)
    return int(limit) - int(used) if limit.isdigit() and used.isdigit() else None


def _address_space() -> int | None:
    """The bytes that `ulimit -v` leaves; Windows has no such limit."""
    try:
        resource = import_module("resource")
    except ImportError:
        return None
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    pages = _text("/proc/self/statm").split()
    if limit == resource.RLIM_INFINITY or not pages:
        return None
    return max(0, int(limit) - int(pages[0]) * int(resource.getpagesize()))


def _text(path: str) -> str:
    try:
        return Path(path).read_text("ascii")
    except OSError:
        return ""
