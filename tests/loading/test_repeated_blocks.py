"""No block is written twice over the collection: what three files share is a building block."""

import json
from collections import defaultdict

import pytest

from archcalc.language.text.document import parse
from archcalc.loading.library import folder

STEPS = 4
"""So many steps in a row are a block."""
HEAD = {"batch_norm", "relu", "global_avg_pool", "flatten", "dropout", "linear", "softmax"}
"""What a classifier is made of: its layers have names of their own, by which files remove them and trained weights are read."""
SQUEEZE_EXCITE = {"regnet.yaml", "se_resnext.yaml", "senet154.yaml"}
"""Files whose squeeze-and-excite goes by the names of its authors' weights, fc1 and fc2."""


def plain(value):
    """What stands in a file, without names and places: texts, lists, mappings."""
    if isinstance(value.data, dict):
        return {str(key): plain(item) for key, item in value.data.items() if str(key) != "name"}
    return [plain(item) for item in value.data] if isinstance(value.data, list) else value.text


def within(value):
    """A value and all that it holds."""
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from within(inner)


def runs(value):
    """Every row of at least so many steps, as one text."""
    for steps in (each for each in within(value) if isinstance(each, list) and any(isinstance(step, dict) for step in each)):
        for first in range(len(steps) - STEPS + 1):
            yield steps[first:first + STEPS]


def kinds(steps):
    return {next(iter(step)) if isinstance(step, dict) else step for step in steps}


def shared(files):
    """Modules, and rows of steps but those of classifiers, that three files or more have, with the files."""
    found = defaultdict(set)
    for name, text in files.items():
        file = plain(parse(text, name).root)
        for module in file.get("modules", {}).values():
            found[json.dumps(module, sort_keys=True)].add(name)
        for part in ("modules", "layers", "after", "before"):
            for row in runs(file.get(part, [])):
                if not kinds(row) <= HEAD:
                    found[json.dumps(row, sort_keys=True)].add(name)
    return {block: names for block, names in found.items() if len(names) >= 3}


def test_what_three_files_share_is_a_building_block():
    files = {path.name: path.read_text("utf-8") for path in sorted(folder().glob("*.yaml"))}
    assert {block: names for block, names in shared(files).items() if names != SQUEEZE_EXCITE} == {}


MODULE = "modules: {block: {layers: [conv: {filters: 8, kernel: 3}, relu]}}\nlayers: [block]\n"
ROW = "layers: [conv: {filters: 8, kernel: 3}, relu, max_pool: {kernel: 2}, conv: {name: %s, filters: 8, kernel: 3}]\n"


@pytest.mark.parametrize("text", [MODULE, ROW % "last"])
def test_a_block_of_three_files_is_found(text):
    files = {f"{i}.yaml": text for i in range(3)}
    assert list(shared(files).values()) == [set(files)]
    assert shared({**files, "2.yaml": text.replace("8", "9")}) == {}
