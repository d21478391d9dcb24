"""Modules that archcalc had, and where what was in them is now: an import of one is answered with the new name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_MOST = 3
"""So many places are told; a word that stands in more of them tells nothing."""
MOVED = {
    "analyses": "counting.columns", "analysis": "reports.network_table", "collector": "base.gc_pause",
    "conventions": "counting.conventions", "document": "language.text.document", "drawings": "rendering.drawings",
    "errors": "base.errors", "expand": "language.expansion.expand", "expanding": "language.expansion",
    "explaining": "counting.derivations", "expressions": "language.expressions", "files": "base.files",
    "formats": "rendering.formats", "graph": "network.graph network.builder",
    "interop": "loading.onnx loading.frameworks exporting.onnx", "kernels": "operators.kernels executor.convolution",
    "library": "loading.library", "measures": "counting.measures", "ops": "operators",
    "planning": "training ensembles sweeps", "presets": "rendering.presets", "published": "counting.claims",
    "registry": "base.registry base.suggestions", "report": "base.report", "results": "api.notebook",
    "rules": "operators.operator operators.attributes operators.shapes", "scene": "base.picture",
    "schema": "language.json_schema", "showing": "rendering.tables", "sizes": "network.nearest_input",
    "source": "language.text", "spec": "language.spec", "styles": "counting.print_style", "subjects": "api.topics",
    "units": "base.units", "writing": "base.atomic_files",
}
"""The modules and packages that stood at the root, and where each has gone, or been parted into."""


def refuse(name: str) -> None:
    """Say where a module or name is that archcalc does not have under `name`. Raises ImportError where it is known.

    >>> refuse("measures")
    Traceback (most recent call last):
    ImportError: archcalc.measures is now archcalc.counting.measures
    """
    found = MOVED.get(name, "").split() or list(_found(name))
    if 0 < len(found) <= _MOST:
        raise ImportError(f"archcalc.{name} is now {' or '.join(f'archcalc.{each}' for each in found)}",
                          name=f"archcalc.{name}")


def _found(name: str) -> Iterator[str]:
    """The files that define the last word of a name, or are called so, within the package that is named before it."""
    room, _, word = name.rpartition(".")
    defined = re.compile(rf"^(?:class |def )?{re.escape(word)}\b", re.MULTILINE)
    for path in sorted(_PACKAGE.joinpath(*room.split(".")).rglob("*.py")):
        module = path.relative_to(_PACKAGE).with_suffix("")
        called = word in {path.stem, path.parent.name if path.stem == "__init__" else ""}
        if called or defined.search(path.read_text("utf-8")):
            yield ".".join(module.parts).removesuffix(".__init__")
