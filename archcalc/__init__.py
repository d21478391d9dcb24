"""archcalc: a pencil-and-paper calculator for neural network architectures.

The house has seventeen rooms. Each imports those below it, none above:

    cli         one command a file
    live        a text that is being written: its figures, its page, its language server
    api         what `import archcalc` gives
    homework    questions, answers, marks
    sweeps      many sizes at once
    ensembles   several models together
    training    the memory of training; transfer learning
    exporting   a network with its weights for other programs
    executor    the forward pass on arrays
    rendering   reports as text, slides, spreadsheets, pages, pictures
    reports     a network's figures as tables
    counting    memory, parameters, operations, by every convention
    loading     where networks come from: the collection, files, other frameworks
    network     layers -> Graph, every shape known
    language    the YAML language: text -> Spec -> flat layers
    operators   layers of a network, one to a file
    base        what knows of no network

The public names are imported when they are first used: `python -m archcalc` can then put its import path in order
before any library is looked for in it, and Ctrl-C during the imports of a command finds no half-loaded package.
"""

from __future__ import annotations

import sys
from importlib import import_module

TYPE_CHECKING = False
"""What `typing` calls so, without its import, which takes longer than the rest of this file."""

if TYPE_CHECKING:
    from typing import Any

    from archcalc.api.captured_models import from_keras, from_torch
    from archcalc.api.comparing import claims, compare, diff, ensemble, sweep, transfer, vote
    from archcalc.api.fitting import calibrate, fit, generate
    from archcalc.api.homework import check, solve
    from archcalc.api.network import (
        Network,
        Run,
        analyze,
        build,
        draw,
        explain,
        export,
        load,
        plan,
        render,
        run,
    )
    from archcalc.api.notebook import NotebookReport as Report
    from archcalc.api.plugins import load_plugin
    from archcalc.base.errors import ArchcalcError
    from archcalc.language.spec import Spec
    from archcalc.network.graph import Graph

__all__ = ["ArchcalcError", "Graph", "Network", "Report", "Run", "Spec", "analyze", "build", "calibrate", "check",
           "claims", "compare", "diff", "draw", "ensemble", "explain", "export", "fit", "from_keras", "from_torch",
           "generate", "load", "load_plugin", "plan", "render", "run", "solve", "sweep", "transfer", "vote"]

_HOMES = {"ArchcalcError": "base.errors", "Graph": "network.graph", "Report": "api.notebook", "Spec": "language.spec",
          "load_plugin": "api.plugins", "check": "api.homework", "solve": "api.homework"} | dict.fromkeys(
    ("claims", "compare", "diff", "ensemble", "sweep", "transfer", "vote"), "api.comparing") | dict.fromkeys(
    ("calibrate", "fit", "generate"), "api.fitting") | dict.fromkeys(
    ("from_keras", "from_torch"), "api.captured_models")
_NAMES = {"Report": "NotebookReport"}
"""Public names of classes that bear another where they stand."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"archcalc has no attribute {name!r}")
    return getattr(import_module(f"archcalc.{_HOMES.get(name, 'api.network')}"), _NAMES.get(name, name))


def __dir__() -> list[str]:
    return sorted(__all__)


def load_ipython_extension(shell: Any) -> None:
    """What `%load_ext archcalc` asks for: the command %%archcalc."""
    from archcalc.api.cell_magic import add_to

    add_to(shell)


class _Moved:
    """The last to be asked for a module: it says where one is now that stood elsewhere."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        """Find nothing. Raises ImportError, with the new name, for what has moved."""
        if name.startswith("archcalc."):
            from archcalc.base.moved import refuse

            refuse(name.removeprefix("archcalc."))


sys.meta_path.append(_Moved)
