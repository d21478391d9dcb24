"""The secret of a course, from which codes and numbers of papers follow: HMAC-SHA-256 (RFC 2104) of who and what.

The code of a paper binds it to a student, a homework and the sizes of the networks on it. Who has not the secret can
make none; who has it keeps no list.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

from archcalc.base import files
from archcalc.base.errors import ArchcalcError, quoted

FILE_NAME = "course.secret"
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""
_MISREAD = str.maketrans("OILoil", "011011")
_CODE_LETTERS = 12
"""Sixty bits: nobody hits another's code by trying."""
_FEWEST, _MOST_BYTES = 16, 1 << 10


def make(path: Path) -> bytes:
    """A new secret, kept in a file that only its owner reads. Raises ArchcalcError where it is there already."""
    secret = secrets.token_hex(32).encode("ascii")
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secret + b"\n")
    except OSError as error:
        raise ArchcalcError.of("output", f"cannot write {quoted(path)}: {error.strerror}",
                               hint="name a place for the course's secret with --secret") from None
    return secret


def read(path: Path) -> bytes:
    """The secret in a file, without blanks around it. Raises ArchcalcError."""
    secret = files.content(path, _MOST_BYTES).strip()
    if len(secret) < _FEWEST:
        raise ArchcalcError.of("secret", f"{quoted(path)} holds no secret of {_FEWEST} characters or more",
                               hint="archcalc worksheet --roster makes one")
    return secret


def code(secret: bytes, homework: str, identifier: str, sizes: Iterable[str]) -> str:
    """The code of a paper, which binds the homework, the student and the networks' sizes: 7KQ2-M4XR-0PAB.

    >>> code(b"s" * 16, "Homework 1", "4711", []) == code(b"s" * 16, "Homework 1", "4712", [])
    False
    """
    number = int.from_bytes(_digest(secret, "code", homework, identifier.casefold(), *sizes)[:8], "big")
    letters = "".join(_LETTERS[number >> 5 * place & 31] for place in range(_CODE_LETTERS))
    return "-".join(letters[start:start + 4] for start in range(0, _CODE_LETTERS, 4))


def number(secret: bytes, below: int, *parts: str) -> int:
    """A number from 0 on that follows from what is said, and that nobody guesses without the secret."""
    return int.from_bytes(_digest(secret, "number", *parts), "big") % below


def plain_code(text: str) -> str:
    """A code as it is compared: however it was typed, letters that look like digits are digits."""
    return re.sub(r"[\W_]+", "", text).translate(_MISREAD).upper()


def _digest(secret: bytes, purpose: str, *parts: str) -> bytes:
    """The HMAC of parts, each told apart from the next by its length."""
    told = "".join(f"{len(part)}:{part}" for part in (f"archcalc {purpose}", *parts))
    return hmac.new(secret, told.encode("utf-8", "surrogatepass"), "sha256").digest()
