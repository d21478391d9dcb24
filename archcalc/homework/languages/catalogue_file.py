"""A catalogue of sentences, read from a file of gettext's.

Source: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from gettext import c2py
from pathlib import Path

from archcalc.base.named_tuples import NamedTuple

_PLURAL = re.compile(r"plural=([^;]+);")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


class Catalogue(NamedTuple):
    """The translations of one language: by the English sentence its forms, of which `plural` takes one by a number."""

    header: Mapping[str, str]
    sentences: Mapping[str, tuple[str, ...]]
    plural: Callable[[int], int]

    def translated(self, sentence: str, count: int | None = None) -> str:
        """The translation of a sentence, in the form for so many; the sentence itself where there is none."""
        forms = self.sentences.get(sentence, (sentence,))
        return forms[self.plural(count)] if count is not None and len(forms) > 1 else forms[0]


def read(path: Path) -> Catalogue:
    """The catalogue of a file; entries that are empty are left out."""
    entries = [_entry(block) for block in path.read_text("utf-8").split("\n\n") if "msgid" in block]
    header = dict(line.split(": ", 1) for line in dict(entries)[""][0].splitlines())
    rule = _PLURAL.search(header["Plural-Forms"])
    plural = c2py(rule[1]) if rule else int
    return Catalogue(header, {key: forms for key, forms in entries if key and all(forms)}, plural)


def _entry(block: str) -> tuple[str, tuple[str, ...]]:
    """An entry's sentence and its translations; entries stand apart by an empty line."""
    texts: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        if line.startswith("#"):
            continue
        keyword, _, rest = line.partition(" ") if not line.startswith('"') else (name, "", line)
        name = keyword
        texts[name] = texts.get(name, "") + "".join(json.loads(each) for each in _STRING.findall(rest))
    return texts["msgid"], tuple(text for key, text in texts.items() if key.startswith("msgstr"))
