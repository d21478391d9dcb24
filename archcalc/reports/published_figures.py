"""Printed figures of a network beside what the arithmetic gives: as a table, and in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from archcalc.base import units
from archcalc.base.report import Column, Table
from archcalc.counting.claims import check


def printed_table(printed: Iterable[check.Claim]) -> Table:
    """Printed figures beside what the arithmetic gives."""
    columns = (Column("figure", "figure", rank=0), Column("printed", "printed", rank=0),
               Column("computed", "computed", rank=1), Column("verdict", "verdict", rank=1),
               Column("where", "where", "prose", rank=2), Column("erratum"))
    rows = tuple((f"{claim.published.layer} {claim.published.figure}".strip(), claim.published.printed,
                  _number(claim.computed), _verdict(claim), claim.published.where, claim.published.erratum or None)
                 for claim in printed)
    return Table("published", columns, rows, title="What was printed, and what the arithmetic gives")


def _number(value: Any) -> str:
    return "-" if value is None else units.figure(value)


def _verdict(claim: check.Claim) -> str:
    return f"by {claim.convention}" if claim.verdict == check.OTHERWISE else claim.verdict.replace("-", " ")


def printed_notes(printed: Iterable[check.Claim]) -> list[str]:
    """A sentence on every figure that was not simply reproduced; figures of one place and reason share theirs."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for claim in printed:
        if claim.verdict != check.REPRODUCED and (remark := _remark(claim)):
            reasons.setdefault((claim.published.where, remark), []).append(claim.published.printed)
    return [f"{', '.join(figures)} ({where}): {remark}" for (where, remark), figures in reasons.items()]


_UNKNOWN = "the cause is not established"


def _remark(claim: check.Claim) -> str:
    """Memory in bytes too, why the figure was printed otherwise, and what the convention gives that reproduces it."""
    erratum, memory = claim.published.erratum, claim.published.figure == "memory"
    parts = [_UNKNOWN if erratum == "unknown" else erratum] if erratum else []
    if memory and claim.size is not None:
        parts.append(f"{_number(claim.computed)} values = {_bytes(claim.size)}")
    if claim.otherwise is not None:
        size = f" values = {_bytes(claim.otherwise.size)}" if memory and claim.otherwise.size is not None else ""
        parts.append(f"--convention {claim.convention}: {_number(claim.otherwise.value)}{size}")
    return "; ".join(parts)


def _bytes(size: int) -> str:
    return f"{units.megabytes(size)} = {units.mebibytes(size)}"
