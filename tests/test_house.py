"""The house itself: sixteen rooms, imports point down, each library has its room, rooms and files stay small."""

import ast
import re
from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import archcalc
from archcalc.base.registry import Registry

PACKAGE = Path(archcalc.__file__).parent
ROOMS = tuple(reversed(re.findall(r"^    ([a-z]+)  ", archcalc.__doc__ or "", re.MULTILINE)))
"""From the ground up, as the package's docstring draws them: a room imports those before it."""

ROOT = {"__init__.py", "__main__.py", "py.typed", "LICENSE", "architectures", "manual", "__pycache__", *ROOMS}
"""`manual` is data: pages of text."""

LIBRARIES = {"yaml": {"language.text.yaml_events"}, "rich": {"cli.page_layout"},
             "numpy": {"executor", "ensembles"}, "cupy": {"executor"}, "onnx": {"loading", "exporting"},
             "pandas": {"api"}, "uvicorn": {"live.page"}, "websockets": {"live.page"}, "markdown_it": {"cli.site.markdown_html"}}
"""Which modules alone may import a library (a name stands for what is below it, too)."""

MOST_FILES = 25
ROOMY = {"cli/commands": 40}
"""A folder with a file for each command may hold more."""

REPEATED = ("arrays", "blocks", "check", "costs", "input_sizes", "layout", "memory", "names", "notes", "options", "plugins",
            "report", "reports", "volumes")
"""File names that may stand in several rooms: at most 15."""

FAMILIES = ("operators/*", "loading/onnx/rules", "loading/torch/rules", "loading/keras/layers/*", "exporting/onnx/rules",
            "exporting/torch/rules", "exporting/keras/rules", "executor/reference/rules")
"""Folders with one file for each operator or for each family of them, whose names are the operators' own."""

LONGEST_LINE = 140
LONGEST_TEST, LONGEST_TEST_FILE = 60, 400


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def tree_of(path: Path) -> ast.Module:
    """A file of the package, parsed once for all tests."""
    return ast.parse(path.read_text("utf-8"))


@cache
def imports(path: Path) -> frozenset[str]:
    """Every module that a file imports, also late ones; `from archcalc import spec` is archcalc.spec."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name.removeprefix("archcalc.") in MODULES else node.module for name in names}
    return frozenset(found)


@cache
def arrows() -> dict[str, set[str]]:
    """What each module imports of the others."""
    return {module: {name for imported in imports(path) if (name := imported.removeprefix("archcalc.")) in MODULES
                     and name != module} for module, path in MODULES.items()}


def test_the_house_has_sixteen_rooms_and_nothing_else_stands_at_its_door():
    assert len(ROOMS) == 17
    assert {path.name for path in PACKAGE.iterdir()} <= ROOT
    assert {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()} == set(ROOMS)


def test_imports_point_down():
    assert [f"{module} imports {imported}, which stands above it" for module in MODULES.keys() - {"__init__", "__main__"}
            for imported in imports(MODULES[module]) if imported.startswith("archcalc.")
            and ROOMS.index(imported.split(".")[1]) > ROOMS.index(module.partition(".")[0])] == []


def circles(arrows: dict[str, set[str]]) -> set[str]:
    """What is left when everything that needs nothing else is taken away, again and again."""
    waiting = {name: needed & arrows.keys() - {name} for name, needed in arrows.items()}
    while free := {name for name, needed in waiting.items() if not needed & waiting.keys()}:
        waiting = {name: needed for name, needed in waiting.items() if name not in free}
    return set(waiting)


def test_no_files_import_each_other():
    """Nor through others, nor late; a package's `__init__` is one of its modules."""
    assert not circles(arrows())


def test_no_rooms_within_a_room_import_each_other():
    """A folder of a room is a room of its own; the room's loose files stand for themselves."""
    def place(module: str) -> str:
        return ".".join(module.split(".")[:2]) if module.count(".") > 1 or MODULES[module].name == "__init__.py" else module

    boxes: dict[str, set[str]] = {}
    for module, needed in arrows().items():
        if "." in module:
            boxes.setdefault(place(module), set()).update(place(name) for name in needed if "." in name)
    assert not circles(boxes)


def test_libraries_stay_in_their_rooms():
    imported = [(module, name, LIBRARIES.get(name.partition(".")[0])) for module, path in MODULES.items() for name in imports(path)]
    assert [(module, name) for module, name, rooms in imported if rooms is not None
            and not any(module == room or module.startswith(f"{room}.") for room in rooms)] == []


def test_no_room_is_crowded():
    folders = Counter(path.parent.relative_to(PACKAGE).as_posix() for path in MODULES.values() if not path.name.startswith("__"))
    assert {folder: count for folder, count in folders.items() if count > ROOMY.get(folder, MOST_FILES)} == {}


def registered() -> set[Path]:
    """Every file of a registry, which is one of its package's own values or the `files` of one."""
    packages = [module for module, path in MODULES.items() if "archcalc.base.registry" in imports(path)]
    values = [value for package in packages for value in vars(import_module(f"archcalc.{package}")).values()]
    found = [each for value in values for each in (value, vars(value).get("files") if hasattr(value, "__dict__") else None)]
    return {path for each in found if isinstance(each, Registry) for path in each.folder.rglob("[!_]*.py")}


def test_a_file_name_repeats_only_where_a_registry_or_a_family_wants_it():
    free = registered() | {path for folder in FAMILIES for path in PACKAGE.glob(f"{folder}/*.py")}
    stems = Counter(path.stem for path in {*MODULES.values()} - free if path.stem not in ("__init__", "_base"))
    assert sorted(stem for stem, count in stems.items() if count > 1) == sorted(REPEATED)
    assert len(REPEATED) <= 15


def table_lines(text: str) -> set[int]:
    """The lines of table literals: named in capitals in a module, cases of `parametrize`, texts of several lines.

    A docstring is no table, nor is a text that is put together from several strings.
    """
    tree, lines = ast.parse(text), text.split("\n")
    named = [node for node in tree.body if isinstance(node, (ast.Assign, ast.AnnAssign)) and all(
        each.id.isupper() for target in getattr(node, "targets", [getattr(node, "target", None)])
        for each in ast.walk(target) if isinstance(each, ast.Name))]
    cases = [each for node in ast.walk(tree) for each in getattr(node, "decorator_list", ())
             if isinstance(each, ast.Call) and ast.unparse(each.func) in {"pytest.mark.parametrize", "together"}]
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [node for node in ast.walk(tree) if isinstance(node, (ast.Constant, ast.JoinedStr)) and id(node) not in prose
             and node.end_lineno != node.lineno and re.match(rb"[a-zA-Z]*(\"\"\"|''')", lines[node.lineno - 1].encode()[node.col_offset:])]
    return {line for node in (*named, *cases, *texts) for line in range(node.lineno, (node.end_lineno or 0) + 1)}


def long_lines(text: str) -> list[int]:
    """The lines that are too long and stand in no table."""
    found = {number for number, line in enumerate(text.split("\n"), 1) if len(line) > LONGEST_LINE}
    return sorted(found - table_lines(text)) if found else []


LONG = "x" * LONGEST_LINE


@pytest.mark.parametrize(("text", "lines"), [
    (f"ROWS = ['a',\n  '{LONG}']", []), (f"ROWS: list = ['{LONG}']", []), (f"A, B = '{LONG}', 1", []),
    (f"rows = '{LONG}'", [1]), (f"A, b = '{LONG}', 1", [1]), (f"def f():\n  ROWS = ['{LONG}']", [2]),
    (f"@pytest.mark.parametrize('a', ['{LONG}'])\ndef f(a):\n  return '{LONG}'", [3]), (f"@other('{LONG}')\ndef f(): ...", [1]),
    (f"f('''\n{LONG}\n''')", []), (f"f(rf'''\n{LONG}\n{{a}}''')", []), (f'f(b"""\n{LONG}""")', []), (f"f('''{LONG}''')", [1]),
    (f"f('a'\n  '{LONG}')", [2]), (f"'''{LONG}\n'''", [1]), (f"def f():\n  '''A\n  {LONG}'''", [3]), (f"# {LONG}", [1]),
    (f"é = '{LONG[6:]}'", []), (f"é = '{LONG[5:]}'", [1]),
])
def test_a_long_line_is_allowed_in_tables_alone(text, lines):
    assert long_lines(text) == lines


def test_no_line_is_long_but_in_tables():
    root = Path(__file__).parents[1]
    files = [path for folder in (PACKAGE, root / "tests", root / ".ci") for path in folder.rglob("*.py")]
    assert {str(path): lines for path in files if (lines := long_lines(path.read_text("utf-8")))} == {}


def test_functions_and_files_stay_small():
    too_long = []
    for module, path in MODULES.items():
        text = path.read_text("utf-8")
        if text.count("\n") > 260:
            too_long.append(f"{module}: {text.count(chr(10))} lines")
        for node in ast.walk(tree_of(path)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                body = [each for each in node.body if not isinstance(getattr(each, "value", None), ast.Constant)]
                size = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
                if size > 32:
                    too_long.append(f"{module}.{node.name}: {size} lines")
    assert too_long == []


def test_tests_are_short_enough_to_be_read():
    """A file that compares with another library is a script, and may hold its whole table."""
    files = [path for path in Path(__file__).parent.rglob("*.py") if "oracle" not in path.parts]
    too_long = [f"{path.name}: {lines} lines" for path in files if (lines := path.read_text("utf-8").count("\n")) > LONGEST_TEST_FILE]
    for path in files:
        too_long += [f"{path.name}:{node.lineno}: {node.name}" for node in ast.walk(tree_of(path))
                     if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and (node.end_lineno or 0) - node.lineno >= LONGEST_TEST]
    assert too_long == []


def test_golden_files_are_short_enough_to_be_reviewed():
    texts = {path: path.read_bytes() for path in (Path(__file__).parent / "golden").iterdir() if path.is_file()}
    assert {path.name: len(text) for path, text in texts.items() if len(text) > 100_000 or text.count(b"\n") > 2_000} == {}


def test_the_public_names_are_those_that_can_be_imported():
    assert sorted(archcalc.__all__) == sorted(name for name in archcalc.__all__ if getattr(archcalc, name))


def test_no_class_name_is_borne_by_two_public_classes():
    homes: dict[str, list[str]] = {}
    for module, path in MODULES.items():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(module)
    assert {name: modules for name, modules in homes.items() if len(modules) > 1} == {}


def test_docstrings_open_with_the_thing_itself():
    """A noun or a verb, not what it is about: under three in a hundred begin so."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    texts = [text for path in MODULES.values() for node in ast.walk(tree_of(path))
             if isinstance(node, documented) and (text := ast.get_docstring(node))]
    around = [text for text in texts if text.split()[0].strip(",:") in {"What", "Where", "Which", "How", "Whether"}]
    assert len(around) < 0.03 * len(texts)
