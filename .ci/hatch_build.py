"""Packs what a start would have to find anew into the wheel: specifications, so that no YAML is parsed, and words."""

import marshal
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Packed(BuildHookInterface):
    """A packed file for each specification, beside its text, and one for the words with which layers are written."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """An editable install reads the YAML, which may change."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from archcalc.language.text.document import parse
        from archcalc.language.text.packed import packed
        from archcalc.operators.written_forms import PACKED, words

        folder = Path(tempfile.mkdtemp(prefix="archcalc-"))
        for path in sorted((Path(self.root) / "architectures").glob("*.yaml")):
            file = folder / f"{path.stem}.packed"
            file.write_bytes(packed(parse(path.read_text("utf-8"), path.name)))
            build_data["force_include"][str(file)] = f"archcalc/architectures/packed/{file.name}"
        (folder / PACKED).write_bytes(marshal.dumps(words(), 2))
        build_data["force_include"][str(folder / PACKED)] = f"archcalc/operators/{PACKED}"
