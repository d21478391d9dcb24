"""The command line: one short command to a file. A command is a module with a function `command` and an `EXAMPLE`."""

from __future__ import annotations

import os
import signal
import sys

_INTERRUPTED, _FAULT = 130, 70


def main() -> None:
    """Run the command line; every mistake becomes a message and an exit code, never a traceback."""
    # while modules load, Ctrl-C ends the process at once; KeyboardInterrupt in an import would print a traceback
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from archcalc.cli import application
    from archcalc.cli.output import complain
    from archcalc.errors import ArchcalcError

    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        application.run(sys.argv[1:])
    except ArchcalcError as error:
        complain(str(error))
        _leave(error.exit_code)
    except KeyboardInterrupt:
        _leave(_INTERRUPTED)
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        complain(f"archcalc itself failed ({type(error).__name__}): this is a fault of archcalc; --debug shows more")
        _leave(_FAULT)


def _leave(code: int) -> None:
    """Leave without a second look at streams that may be gone."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - until the process ends
    sys.exit(code)
