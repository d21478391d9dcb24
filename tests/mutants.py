"""Mutation testing: a small change in a file of archcalc, and whether the tests notice it.

    python tests/mutants.py ops --sample 60            # of archcalc/ops; also analyses, conventions, homework
    python tests/mutants.py homework/judging --sample 20 --seed 3

A mutant swaps one operator (+ and -, < and <=, and and or), moves one number by one, turns one flag or one condition around. The tests of
its room are run in a copy of the tree until one fails; a mutant that none notices has survived and is printed. Texts, types and what only
a type checker reads are left alone. mutmut and cosmic-ray run the whole suite for every mutant, which would take days here.
"""

import argparse
import ast
import copy
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from time import monotonic

ROOT = Path(__file__).parents[1]
TESTS = {
    "ops": ["test_operator_contract", "test_configurations", "test_refusals", "test_explanations", "test_values", "test_windows", "test_laws",
            "test_recorded"],
    "rules": ["test_operator_contract", "test_configurations", "test_windows", "test_refusals", "test_recorded", "test_laws", "test_explanations"],
    "analyses": ["test_windows", "test_analysis", "test_explanations", "test_laws", "test_formats", "test_conventions", "test_live"],
    "conventions": ["test_conventions", "test_claims", "test_analysis", "test_formats", "test_architectures"],
    "homework": ["test_homework_answers", "test_homework_sheets", "test_homework_check", "test_homework_solve", "test_homework_quiz",
                 "test_homework_worksheet", "test_homework_class", "test_fuzz"],
}
"""The tests of each room, the quickest first."""
SWAPS: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot,
    ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
}


def changed(node: ast.AST) -> list[ast.AST]:
    """What a node may become."""
    made: list[ast.AST] = []
    if isinstance(node, (ast.BinOp, ast.BoolOp)) and type(node.op) in SWAPS and not _is_type(node):
        made.append(_with(node, op=SWAPS[type(node.op)]()))
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        made.append(_with(node, ops=[SWAPS[type(node.ops[0])](), *node.ops[1:]]))
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        made.append(_with(node, value=not node.value))
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        made.append(_with(node, value=node.value + 1))
    elif isinstance(node, (ast.IfExp, ast.If)):
        made.append(_with(node, test=ast.UnaryOp(ast.Not(), node.test)))
    return made


def _with(node: ast.AST, **fields: object) -> ast.AST:
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _is_type(node: ast.AST) -> bool:
    """A union of types, or text put together."""
    return any(isinstance(part, ast.Constant) and isinstance(part.value, str | None) for part in ast.walk(node))


def mutants(path: Path) -> list[tuple[int, str]]:
    """The line of every mutant of a file, and the file's text with it."""
    tree = ast.parse(path.read_text("utf-8"))
    left_alone = {id(part) for node in ast.walk(tree) for part in _annotations(node)}
    found = []
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            for i, child in enumerate(value if isinstance(value, list) else [value]):
                if not isinstance(child, ast.AST) or id(child) in left_alone:
                    continue
                for other in changed(child):
                    _put(parent, field, i, other)
                    found.append((getattr(child, "lineno", 0), ast.unparse(ast.fix_missing_locations(tree))))
                    _put(parent, field, i, child)
    return found


def _annotations(node: ast.AST) -> list[ast.AST]:
    roots = [getattr(node, name, None) for name in ("annotation", "returns")]
    roots += [node] if isinstance(node, (ast.JoinedStr, ast.Raise, ast.Assert)) else []
    return [part for root in roots if root is not None for part in ast.walk(root)]


def _put(parent: ast.AST, field: str, i: int, child: ast.AST) -> None:
    value = getattr(parent, field)
    if isinstance(value, list):
        value[i] = child
    else:
        setattr(parent, field, child)


def killed(tree: Path, room: str, path: Path, seconds: float = 3600) -> bool:
    """Whether a test of the room fails, or does not end."""
    files = [f"tests/{name}.py" for name in TESTS[room] if (tree / "tests" / f"{name}.py").exists()]
    words = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", str(path), *files]
    try:
        return subprocess.run(words, cwd=tree, capture_output=True, check=False, timeout=seconds, env={"PYTHONPATH": str(tree), "PATH": "/usr/bin:/bin"}).returncode != 0
    except subprocess.TimeoutExpired:
        return True


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("room")
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    room = given.room.partition("/")[0]
    base = ROOT / "archcalc" / given.room
    paths = sorted(base.rglob("*.py")) if base.is_dir() else [base.with_suffix(".py")]
    every = [(path, line, text) for path in paths for line, text in mutants(path)]
    outcome: Counter[bool] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis"))
        began = monotonic()
        if killed(tree, room, Path("archcalc/units.py")):
            sys.exit("the tests fail as they are")
        patience = 4 * (monotonic() - began)
        for path, line, text in Random(given.seed).sample(every, min(given.sample, len(every))):
            copied = tree / path.relative_to(ROOT)
            before = copied.read_text("utf-8")
            copied.write_text(text, "utf-8")
            outcome[dead := killed(tree, room, copied.relative_to(tree), patience)] += 1
            copied.write_text(before, "utf-8")
            if not dead:
                old, new = (ast.unparse(ast.parse(each)).split("\n") for each in (before, text))
                was, now = next(((a, b) for a, b in zip(old, new, strict=False) if a != b), ("", ""))
                print(f"SURVIVED {path.relative_to(ROOT)}:{line}\n    {was.strip()}\n    {now.strip()}", flush=True)
    print(f"{given.room}: {len(every):,} mutants, {outcome.total()} tried, {outcome[True]} killed ({outcome[True] / max(1, outcome.total()):.0%})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
