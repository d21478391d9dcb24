"""Which lines and branches of archcalc the fast tests reach: coverage.py, commands in processes of their own included.

    pip install coverage pytest-cov
    python tests/support/covered.py                    # runs the fast tests (some minutes), prints what is not reached
    python tests/support/covered.py --data FOLDER      # of a run that is over, whose data lie there
    python tests/support/covered.py --enter            # also enters the figures into bar.json

The core is what reads a specification and counts: a mistake there would be in every number.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from places import ROOT

HERE = Path(__file__).parent
CORE = ("base/", "operators/", "language/", "network/", "counting/measures/", "counting/columns/", "counting/convention", "reports/network_table", "reports/cell_formulas", "reports/marked_cells", "reports/network_notes")
"""The files and folders of the reader, of the graph, and of shapes, parameters and operations."""
SETTINGS = """
[run]
branch = True
parallel = True
source_pkgs = archcalc
data_file = {folder}/data
patch =
    subprocess
    _exit
[paths]
source =
    {root}/archcalc
    */archcalc
[report]
exclude_also =
    if TYPE_CHECKING:
    \\.\\.\\.$
"""


def measured(folder: Path, run: bool) -> dict[str, dict[str, object]]:
    """coverage.py's figures by file."""
    settings, told = folder / "settings.ini", folder / "coverage.json"
    settings.write_text(SETTINGS.format(folder=folder, root=ROOT), "utf-8")
    if run:
        words = ["-n", "2", "-p", "no:cacheprovider", "--cov", f"--cov-config={settings}", "--cov-report="]
        subprocess.run([sys.executable, "-m", "pytest", *words], cwd=ROOT, check=False)
    coverage = [sys.executable, "-m", "coverage"]
    subprocess.run([*coverage, "combine", "--append", "--keep", "-q", f"--rcfile={settings}", str(folder)], cwd=ROOT, check=False)
    subprocess.run([*coverage, "json", "-q", "-i", f"--rcfile={settings}", "-o", str(told)], cwd=ROOT, check=True)
    files = json.loads(told.read_text("utf-8"))["files"]
    return {name.rpartition("archcalc/")[2] if "archcalc/archcalc/" in name else name.removeprefix("archcalc/"): each
            for name, each in files.items()}


def is_core(name: str) -> bool:
    return any(name.startswith(part) if part.endswith("/") else name == f"{part}.py" for part in CORE)


def summed(files: dict[str, dict[str, object]]) -> dict[str, object]:
    total = {"lines": 0, "missing": 0, "branches": 0, "partial": 0}
    for each in files.values():
        summary = each["summary"]
        for key, name in (("lines", "num_statements"), ("missing", "missing_lines"),
                          ("branches", "num_branches"), ("partial", "missing_branches")):
            total[key] += summary[name]
    return total | {"date": f"{datetime.now(UTC):%Y-%m-%d}"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--enter", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = measured(given.data or Path(folder), run=given.data is None)
    figures = {"core": summed({name: each for name, each in files.items() if is_core(name)}), "all": summed(files)}
    for name, each in sorted(files.items(), key=lambda item: (not is_core(item[0]), item[0])):
        if each["missing_lines"] or each["missing_branches"]:
            gone = [f"{a}->{b}" for a, b in each["missing_branches"]
                    if a not in each["missing_lines"] and abs(b) not in each["missing_lines"]]
            print(f"{'core  ' if is_core(name) else '      '}{name}: {' '.join(map(str, [*each['missing_lines'], *gone]))}")
    for name, each in figures.items():
        reached = 1 - (each["missing"] + each["partial"]) / (each["lines"] + each["branches"])
        print(f"{name}: {reached:.2%} of {each['lines']:,} lines and {each['branches']:,} branches")
    if given.enter:
        bar = HERE / "bar.json"
        text = bar.read_text("utf-8")
        head = text[: text.index(' "coverage": {')]
        rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(each)}" for name, each in figures.items())
        bar.write_text(f'{head} "coverage": {{\n{rows}\n }}\n}}\n', "utf-8")


if __name__ == "__main__":
    main()
