"""The bundled collection at a glance: totals of every network, kept in architectures/index.json.

An entry holds for the file whose digest it names; a file that is new or changed is analysed on the spot.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

from archcalc.counting.measures import figures
from archcalc.loading import library
from archcalc.network.builder import build
from archcalc.network.graph import Graph

FILE = "index.json"
_IMAGE = ("channels", "height", "width")


@lru_cache
def entries() -> tuple[dict[str, Any], ...]:
    """Facts and totals of every bundled network, by file and place in it."""
    import json

    path = library.folder() / FILE
    known = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return tuple(entry for file in sorted(library.folder().glob("*.yaml")) for entry in _file(file, known))


def written() -> str:
    """The index as it should stand in its file."""
    import json

    files = {path.name: {"digest": digest(path), "networks": measured(path)}
             for path in sorted(library.folder().glob("*.yaml"))}
    return json.dumps(files, indent=1) + "\n"


def digest(path: Path) -> str:
    """The digest that tells one state of a file from another."""
    return format(crc32(path.read_bytes().replace(b"\r\n", b"\n")), "08x")


def measured(path: Path) -> list[dict[str, Any]]:
    """The entries of one file, analysed now."""
    return [_entry(build(library.load(name))) for name, file in library.names().items() if file == path]


def _file(path: Path, known: dict[str, Any]) -> list[dict[str, Any]]:
    stored = known.get(path.name, {})
    if stored.get("digest") == digest(path):
        networks: list[dict[str, Any]] = stored["networks"]
        return networks
    return measured(path)


def _entry(graph: Graph) -> dict[str, Any]:
    counts = [figures(node) for node in graph.nodes]
    about = graph.about.description
    lecture = any(figure.where.startswith("lecture") for figure in graph.about.published)
    return {"name": graph.about.name, "title": graph.about.title, "year": about.get("year"), "lecture": lecture,
            "family": about.get("family"), "task": _task(graph), "input": _input(graph),
            "inputs": sum(node.is_entrance for node in graph.nodes),
            "params": sum(count.weight + count.bias + count.affine for count in counts),
            "weights": sum(count.weight for count in counts), "macs": sum(count.cost.macs for count in counts)}


def _input(graph: Graph) -> list[int]:
    """What goes in: of several inputs the first of those with most axes, which is the image where there is one."""
    entrances = [node for node in graph.nodes if node.is_entrance]
    return list(max(entrances, key=lambda node: len(node.volume)).volume)


def _task(graph: Graph) -> str | None:
    """What a network is for, as its file says; one number for each class of an image needs no word."""
    classifies = len(graph.nodes[0].volume) == len(_IMAGE) and len(graph.nodes[graph.outputs[-1]].volume) == 1
    return graph.about.description.get("task") or ("classification" if classifies else None)
