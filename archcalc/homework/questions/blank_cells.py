"""Blank cells of a numbered worksheet: the number decides, so that no list is kept."""

from __future__ import annotations

from archcalc.homework.questions.networks import plain_name


def is_blank(number: str, layer: str, figure: str) -> bool:
    """True where sheet `number` asks this cell; about half of them are asked.

    >>> sum(is_blank("7", f"conv{i}", "params") for i in range(1000)) in range(400, 600)
    True
    """
    from hashlib import blake2b

    return blake2b(f"{number.strip()}/{plain_name(layer)}/{figure}".encode(), digest_size=1).digest()[0] % 2 == 0
