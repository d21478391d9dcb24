"""No bundled file has `"${...}"` where a bare expression says the same."""

import json
import re
from functools import cache
from pathlib import Path

from archcalc.base.errors import ArchcalcError, Place
from archcalc.language.spec import extended, read, variants
from archcalc.language.text.document import parse
from archcalc.language.text.values import Value
from archcalc.loading.library import folder, load

IN_BRACES = re.compile(r'(?:(?<=: )|(?<=[\[,] )|(?<=\[))"\$\{([^{}"]*)\}"(?=\s*[,}\]\n])')
parent = cache(load)


def meaning(found):
    """What was read, without its places."""
    if isinstance(found, (Value, Place)):
        return meaning(found.data) if isinstance(found, Value) else None
    if isinstance(found, dict):
        return {key: meaning(value) for key, value in found.items()}
    return [*map(meaning, found)] if isinstance(found, (tuple, list)) else found


def says(text, name):
    """The meaning of a file's steps and modules; nothing where it cannot be read."""
    try:
        document = parse(text, f"{name}.yaml")
        above = extended(document)
        spec = read(document, (variants(document) or [name])[0], parent(above.data) if above else None)
    except ArchcalcError:
        return None
    return meaning((spec.modules, spec.layers, spec.edits, [warning.code for warning in spec.warnings]))


def needless(text, name):
    """The expressions that need no braces: without them, in quotes or not, the file means the same."""
    wanted, tried = says(text, name), {}
    for found in IN_BRACES.finditer(text):
        line = text[text.rfind("\n", 0, found.start()) + 1:found.start()]
        key = line.split()[-1], found[1], "parameters:" in line
        if key not in tried:
            forms = found[1], f'"{found[1]}"'
            tried[key] = any(says(text[:found.start()] + form + text[found.end():], name) == wanted for form in forms)
    return [found for (_, found, _), bare in tried.items() if bare]


def test_expressions_stand_in_braces_only_where_they_must():
    for path in sorted(folder().glob("*.yaml")):
        assert not needless(path.read_text(), path.stem), path.name


def test_needless_braces_are_found():
    text = (folder() / "alphago_zero.yaml").read_text()
    assert needless(text.replace("times: blocks", 'times: "${blocks}"'), "alphago_zero") == ["blocks"]


def test_twelve_files_are_shorter_by_a_third_than_in_the_first_edition():
    """benchmarks/second_edition.py measured them, with git's history at hand; here they are held to what it says."""
    lengths = json.loads((Path(__file__).parents[1] / "benchmarks" / "second_edition.json").read_text())["lengths"]
    now = {}
    for name in lengths:
        parts = re.findall(r"^(?:modules|layers):.*\n(?:(?:[ #].*)?\n)*", (folder() / f"{name}.yaml").read_text("utf-8"), re.MULTILINE)
        now[name] = sum(bool(line.strip()) for line in "".join(parts).splitlines())
    assert all(now[name] <= each["lines"][1] for name, each in lengths.items())
    assert sum(3 * now[name] <= 2 * each["lines"][0] for name, each in lengths.items()) >= 12
    assert not any(each["comments lost"] for each in lengths.values())
