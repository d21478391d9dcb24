"""The configuration of a model in a file: JSON in a .keras archive, or by itself; nothing in it is run.

    .keras     a zip archive: metadata.json, config.json, model.weights.h5; of these, config.json alone is read
    .json      what model.to_json() gives, of Keras 3 and of Keras 2

Source: keras.src.saving.saving_lib, Keras 3.15.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from archcalc.base import files
from archcalc.base.containers import Budget, opened_zip
from archcalc.base.errors import Refused
from archcalc.loading.keras.model_records import KerasModel
from archcalc.loading.keras.saved_config import of_config

_CONFIG = "config.json"
_MOST_BYTES = 16 << 20
_MOST_VALUES = 400_000
"""So many commas and brackets: five times those of the largest network that Keras brings."""
_BUDGET = Budget(members=1000)
"""The weights in an archive may be of any size: they are not unpacked."""


def read(path: Path) -> KerasModel:
    """The model of a file. Raises ArchcalcError."""
    try:
        return of_config(_parsed(_text(path)))
    except Refused as fact:
        raise files.unfit(path, fact) from None
    except RecursionError:
        raise files.unfit(path, Refused("too-large", "its configuration is nested too deeply")) from None


def _text(path: Path) -> bytes:
    """The JSON of a file."""
    if path.suffix.lower() != ".keras":
        return files.content(path, _MOST_BYTES, hint="model.save('model.keras') writes one that is read")
    with files.opened(path) as file:
        try:
            archive = opened_zip(file, _BUDGET)
        except Refused as fact:
            hint = fact.hint or "model.save('model.keras') of Keras 3 writes such an archive"
            raise Refused(fact.code, fact.message, hint=hint) from None
        with archive:
            found = next((member for member in archive.infolist() if member.filename == _CONFIG), None)
            if found is None:
                raise Refused("keras", f"there is no {_CONFIG} in it", hint="model.save('model.keras') writes one")
            if found.file_size > _MOST_BYTES:
                raise Refused("too-large", f"its {_CONFIG} would take {found.file_size >> 20:,} MiB unpacked, and at "
                                           f"most {_MOST_BYTES >> 20} MiB are read")
            return _unpacked(archive, found)


def _unpacked(archive: Any, member: Any) -> bytes:
    try:
        with archive.open(member) as stream:
            raw: bytes = stream.read(_MOST_BYTES + 1)
    except Exception:  # a damaged member makes zipfile and zlib raise whatever they like
        raise Refused("archive", f"its {_CONFIG} is damaged") from None
    return raw


def _parsed(raw: bytes) -> Any:
    if sum(map(raw.count, (b",", b"[", b"{"))) > _MOST_VALUES:
        raise Refused("too-large", f"its configuration holds more than {_MOST_VALUES:,} values",
                      hint="archcalc reads no larger one")
    try:
        return json.loads(raw, parse_constant=_no_number)
    except (ValueError, UnicodeError):
        raise Refused("keras", "its configuration is no JSON", hint="is the file whole?") from None


def _no_number(word: str) -> None:
    raise Refused("keras", f"{word} is no number")
