"""The language server: `archcalc lsp`, for editors that speak the Language Server Protocol."""

from __future__ import annotations

from archcalc.base.errors import ArchcalcError

MISSING = "a language server wants pygls 2 or newer"


def serve(*, debug: bool = False) -> None:
    """Answer an editor over standard input and output until it leaves. Raises ArchcalcError without pygls."""
    try:
        from archcalc.live.server import connection
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in {"pygls", "lsprotocol", "cattrs", "attrs"}:
            raise
        raise ArchcalcError.of("missing-library", MISSING, hint="pip install 'archcalc[lsp]'") from None
    connection.serve(debug=debug)
