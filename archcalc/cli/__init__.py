"""The command line: one short command to a file.

A command is a module with a function `command`, an `EXAMPLE`, and the `PAGE` of the manual that tells of it.
"""

from __future__ import annotations

import gc
import os
import sys

from archcalc.cli import endings

endings.at_once()
# a command lives a tenth of a second: what it makes is thrown away with the process, not looked through before
gc.disable()

_FAULT = 70


def main() -> None:
    """Run the command line, and leave the process with its exit code."""
    from contextlib import suppress

    try:
        code = _run()
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):
                stream.flush()
        endings.at_once()
    except endings.Ended as ending:
        code = ending.exit_code
    # nothing is left to tidy up; taking the interpreter down piece by piece would cost a tenth of the whole time
    os._exit(code)


def _run() -> int:
    """The exit code of a command; every mistake becomes a message, never a traceback."""
    from archcalc.base.errors import ArchcalcError
    from archcalc.base.standard_output import ClosedPipe
    from archcalc.cli import application
    from archcalc.cli.output import complain

    try:
        endings.in_order()
        application.run(sys.argv[1:])
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except ArchcalcError as error:
        if not isinstance(error, ClosedPipe):
            complain(str(error))
        return error.exit_code
    except endings.Ended as ending:
        return ending.exit_code
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        return _failed(error)
    return 0


def _failed(error: Exception) -> int:
    """The exit code for what nobody expected: it came about in an operator's rule, a plugin, or archcalc itself."""
    from archcalc.api.unexpected import behind
    from archcalc.base.python_errors import place_in_package
    from archcalc.cli.output import complain

    mistake = behind(error)
    if mistake is not None:
        complain(str(mistake))
        return mistake.exit_code
    where = place_in_package(error)
    complain(f"archcalc itself failed ({type(error).__name__}{f' at {where}' if where else ''}): this is a fault of "
             "archcalc; --debug shows more")
    return _FAULT
