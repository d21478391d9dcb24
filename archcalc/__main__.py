"""python -m archcalc."""

# built in, where `signal` itself would be imported with all that it imports
import _signal  # type: ignore[import-not-found]
import sys

# before anything else: Ctrl-C ends the process at once, as KeyboardInterrupt in an import would print a traceback
if _signal.getsignal(_signal.SIGINT) != _signal.SIG_IGN:
    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)

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
