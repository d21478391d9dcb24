"""Packs the bundled specifications into the wheel, so that an installed archcalc need not parse their YAML."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackedSpecifications(BuildHookInterface):
    """One packed file for each specification, beside its text."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """An editable install reads the YAML, which may change."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from archcalc.language.text.document import parse
        from archcalc.language.text.packed import packed

        folder = Path(tempfile.mkdtemp(prefix="archcalc-"))
        for path in sorted((Path(self.root) / "architectures").glob("*.yaml")):
            file = folder / f"{path.stem}.packed"
            file.write_bytes(packed(parse(path.read_text("utf-8"), path.name)))
            build_data["force_include"][str(file)] = f"archcalc/architectures/packed/{file.name}"
