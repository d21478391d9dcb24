"""The house itself: imports point one way, each library has its room, rooms stay small."""

import ast
from pathlib import Path

import pytest

import archcalc

PACKAGE = Path(archcalc.__file__).parent
RANKS = (
    ("errors", "collector", "styles"), ("registry", "source.texts", "files"), ("source.values",), ("source.events", "source.packing"), ("document",), ("language.notes",), ("expressions.arithmetic",), ("expressions.parser",),
    ("expressions",), ("rules.attributes", "rules.saving"), ("rules.operator",), ("rules",), ("kernels",), ("ops",), ("language.steps",),
    ("language.reading",), ("language.about", "language.options"), ("expanding.layers",), ("spec",), ("expanding.scopes", "expanding.bounds"), ("expanding.edits",), ("expand",), ("graph",), ("interop.reading",), ("interop.capturing",), ("library",),
    ("sizes", "measures", "writing"), ("counting",), ("scene",), ("units", "report", "published.printed"), ("showing.layout", "explaining.tracing"), ("conventions",),
    ("analyses",), ("published.claimed",), ("published.claims", "explaining.derivations", "showing.live"), ("analysis",), ("reports.tallies", "published.verdicts", "reports.index", "reports.comparison", "showing.folding", "reports.explanation", "schema"),
    ("reports.collection", "showing.tables", "showing.outline", "reports.difference"), ("presets", "showing.presentation", "drawings", "executor", "homework", "planning", "interop"), ("formats",), ("homework.exports", "homework.banks"),
    ("results", "subjects"), ("api.networks",), ("api",), ("__init__",), ("cli",), ("__main__",),
)
"""From the ground up: a module may import what stands before it, and its own neighbours inside one entry."""

ROOMS = {"yaml": {"source.events"}, "rich": {"formats.terminal"}, "numpy": {"executor"}, "cupy": {"executor"},
         "onnx": {"interop"}, "pandas": {"results"}}
"""Which modules alone may import a library (a name stands for what is below it, too)."""


TO_BE_SPLIT: list[str] = []
"""What has outgrown its room and is known to have."""


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def rank(module: str) -> int:
    """The rank of the longest entry that the module is, or stands below."""
    entries = {entry: number for number, row in enumerate(RANKS) for entry in row}
    below = [entry for entry in entries if module == entry or module.startswith(f"{entry}.")]
    assert below, f"{module} has no rank: give it one in RANKS"
    return entries[max(below, key=len)]


def imports(path: Path) -> set[str]:
    """Every module that a file imports, also late ones; `from archcalc import spec` is archcalc.spec."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name.removeprefix("archcalc.") in MODULES else node.module for name in names}
    return found


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module):
    for imported in imports(MODULES[module]):
        if imported.startswith("archcalc"):
            target = imported.removeprefix("archcalc").removeprefix(".") or "__init__"
            assert rank(target) <= rank(module), f"{module} imports {target}, which stands above it"


def test_no_modules_import_each_other():
    """Nor through others, nor late; a package's `__init__` is one of its modules."""
    waiting = {module: {name for imported in imports(path) if (name := imported.removeprefix("archcalc."))
                        in MODULES and name != module} for module, path in MODULES.items()}
    while free := {module for module, needed in waiting.items() if not needed & waiting.keys()}:
        waiting = {module: needed for module, needed in waiting.items() if module not in free}
    assert not waiting


@pytest.mark.parametrize("module", MODULES)
def test_libraries_stay_in_their_rooms(module):
    for imported in imports(MODULES[module]):
        rooms = ROOMS.get(imported.partition(".")[0])
        assert rooms is None or any(module == room or module.startswith(f"{room}.") for room in rooms)


def test_functions_and_files_stay_small():
    too_long = []
    for module, path in MODULES.items():
        text = path.read_text("utf-8")
        if text.count("\n") > 260:
            too_long.append(f"{module}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                body = [each for each in node.body if not isinstance(getattr(each, "value", None), ast.Constant)]
                size = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
                if size > 32:
                    too_long.append(f"{module}.{node.name}: {size} lines")
    assert too_long == TO_BE_SPLIT


def test_the_public_names_are_those_that_can_be_imported():
    assert sorted(archcalc.__all__) == sorted(name for name in archcalc.__all__ if getattr(archcalc, name))
