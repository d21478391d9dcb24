"""Bundled networks as source, proved one after another and kept: what torch_source.py and keras_source.py share."""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

MOST = 300_000_000
"""Parameters from which on values are those of a smaller network."""


def digest(text: str) -> str:
    """A digest of a source text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def smaller(name: str) -> Any:
    """A network of the same kind as one whose weights take gigabytes."""
    from smaller_networks import SMALLER, smaller_input

    from archcalc import build, load

    return build(load(name, options=SMALLER[name], input_size=smaller_input(name)))


def in_order(wanted: list[str], known: dict[str, Any], *, new: bool) -> list[str]:
    """The networks, the first of every file before all others, and of those the one that takes least.

    Where only new ones are asked for, without those that are known.
    """
    from archcalc.loading.library import names
    from archcalc.reports.collection_index import entries

    counts = Counter[Any]()
    places = {}
    takes = {entry["name"]: entry["macs"] for entry in entries()}
    for name, path in names().items():
        places[name] = counts[path], takes[name]
        counts[path] += 1
    return sorted((name for name in wanted or places if not (new and name in known)), key=places.__getitem__)


def differing(graph: Any, read: Any) -> dict[str, Any]:
    """The figures of a network that was read back, where they are other than the network's own, and what was not read."""
    from archcalc import analyze

    ours, theirs = analyze(graph).totals, analyze(read).totals
    figures = {key: [ours[key], theirs[key]] for key in ("params", "buffers", "macs") if ours[key] != theirs[key]}
    shapes = [sorted(list(each.nodes[place].shape) for place in each.outputs) for each in (graph, read)]
    return figures | ({"outputs": shapes} if shapes[0] != shapes[1] else {}) | ({"gap": read.gap.reason} if read.gap else {})


def kept(words: list[str], recorded: Path, proved: Callable[[str], dict[str, Any]]) -> int:
    """Prove the networks that are named, print what was found, and keep it where that is asked for."""
    wanted = [word for word in words if not word.startswith("-")]
    record: dict[str, Any] = json.loads(recorded.read_text()) if recorded.exists() else {}
    failed = 0
    for name in in_order(wanted, record, new="--new" in words):
        start = time.perf_counter()
        try:
            record[name] = row = proved(name)
        except Exception as error:  # whatever the framework raises is told of that network
            failed += 1
            row = {"FAILED": f"{type(error).__name__}: {error}"[:300]}
        print(f"{name:32} {time.perf_counter() - start:5.1f} s  {row}", flush=True)
        if "--record" in words:
            rows = ",\n".join(f" {json.dumps(each)}: {json.dumps(record[each])}" for each in sorted(record))
            recorded.write_text(f"{{\n{rows}\n}}\n")
    print(f"{failed} failed")
    return 1 if failed else 0
