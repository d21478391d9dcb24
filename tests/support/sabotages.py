"""Every proof can fail: each rule of each operator, each kernel and each reader made wrong once, and the proof that notices.

    python tests/support/sabotages.py                 all of them; writes sabotages.json
    python tests/support/sabotages.py new             those that have no row yet, as well into sabotages.json
    python tests/support/sabotages.py conv onnx       some, by a word of their names; prints, writes nothing

A sabotage wraps one function while the proofs are asked, the quickest first: `run` on a small network, the contract, PyTorch's
recorded values, what was worked out by hand, the tools' recorded counts, what training was seen to keep, published figures.
Operators, their rules, kernels, fast methods and readers are taken from where they are registered: a new one without a proof
has no row, and tests/support/test_sabotages.py says so.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
ROOMS = ("operators", "counting", "training", "executor", "language", "loading", "homework", "cli")
sys.path[:0] = [str(HERE), str(HERE.parents[1]), *(str(HERE.parent / room) for room in ROOMS)]

import proofs_of_operators  # noqa: E402
import proofs_of_readers  # noqa: E402
import pytest  # noqa: E402
from mutation.patching import caches  # noqa: E402
from places import ROOT  # noqa: E402

RECORD = HERE / "sabotages.json"
CACHES: list[Any] = []


class Row(NamedTuple):
    """A sabotage: what is replaced, by what, and the proofs that may notice, each of which raises then."""

    put: Callable[[], Iterator[tuple[Any, str, Any]]]
    """The object or dictionary, the name and the new value of everything that is replaced."""
    proofs: dict[str, Callable[[], object]]


def rows() -> dict[str, Row]:
    """All of them, by name."""
    return {name: Row(*parts) for name, parts in (*proofs_of_operators.rows(), *proofs_of_readers.rows())}


@contextmanager
def sabotaged(row: Row) -> Iterator[None]:
    """Meanwhile it is wrong; nothing is remembered of before, nor afterwards of it."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        put = list(row.put())
        assert put, "nothing is replaced"
        for where, name, new in put:
            (monkeypatch.setitem if isinstance(where, dict) else monkeypatch.setattr)(where, name, new)
        forget()
        yield
    forget()


def forget() -> None:
    """Empty what functions remember, but the folder of the fuzzer's files, which would go away."""
    CACHES[:] = CACHES or [each for each in caches(ROOT) if each.__wrapped__.__name__ != "_folder"]
    for each in CACHES:
        each.cache_clear()


def notices(proof: Callable[[], object]) -> bool:
    try:
        proof()
    except Exception:
        return True
    return False


def noticed(row: Row) -> str:
    """The first proof that notices, of those that hold; empty if none does."""
    for name, proof in row.proofs.items():
        with sabotaged(row):
            if not notices(proof):
                continue
        if not notices(proof):  # it holds otherwise
            return name
    return ""


def main() -> int:
    words, every = sys.argv[1:], rows()
    known = json.loads(RECORD.read_text("utf-8")) if words == ["new"] else {}
    wanted = [name for name in every if name not in known and (known or not words or any(word in name for word in words))]
    found = {name: by for name, by in known.items() if name in every} | {name: noticed(every[name]) for name in wanted}
    if words and not known:
        print(json.dumps(found, indent=1))
    else:
        RECORD.write_text(json.dumps(dict(sorted(found.items())), indent=0) + "\n", "utf-8")
    missed = [name for name, by in found.items() if not by]
    print(f"{len(found)} sabotages, {len(found) - len(missed)} noticed" + "".join(f"\n  nobody notices {name}" for name in missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
