"""The server's conversation with an editor, over standard input and output.

Standard output belongs to the protocol: what anything else prints goes to standard error. A fault in one answer is
logged, and the server goes on.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from typing import BinaryIO, cast

from archcalc.base.standard_output import ClosedPipe
from archcalc.live.server.requests import made
from archcalc.live.server.text_server import LOG
from archcalc.loading.library import UNSAVED


class _ProtocolOutput:
    """Standard output as the protocol alone writes it; where nobody reads any more, the process ends."""

    def __init__(self) -> None:
        self.stream = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def write(self, data: bytes) -> None:
        """Write and send a message."""
        try:
            self.stream.write(data)
            self.stream.flush()
        except OSError:
            os._exit(ClosedPipe.exit_code)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing more comes."""
        self.stream.close()


def serve(*, debug: bool) -> None:
    """Answer over standard input and output until the editor leaves."""
    gc.enable()
    logging.basicConfig(level=logging.DEBUG if debug else logging.CRITICAL, stream=sys.stderr)
    LOG.setLevel(logging.DEBUG if debug else logging.ERROR)
    server = made()
    UNSAVED.set(server.unsaved)
    server.start_io(sys.stdin.buffer, cast("BinaryIO", _ProtocolOutput()))
