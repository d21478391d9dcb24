"""python -m archcalc."""

import sys
from pathlib import Path


def _folders() -> set[str]:
    """How the import path names the folder one stands in, which may be gone."""
    try:
        return {"", str(Path.cwd())}
    except OSError:
        return {""}


# a file called yaml.py in the folder one stands in must not be run
if sys.path and sys.path[0] in _folders():
    del sys.path[0]

from archcalc.cli import main  # noqa: E402 - the import path comes first

main()
