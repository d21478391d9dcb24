"""What bandit finds, known holes in dependencies, and their licences: python tests/oracle/audit.py [PYTHON ...]

Wants bandit, pip-audit and pip-licenses (pip install bandit pip-audit pip-licenses). The licences are those of what is installed for
each PYTHON; this one without. A finding is explained where its own line says so to ruff, whose numbers are bandit's (B301 is S301), or
here; a licence is known or stands here. What is neither is printed, and the script leaves with 1. The rest is written to audit.json.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
RECORD = Path(__file__).with_suffix(".json")
KINDS = {
    "B101": "assertions tell the type checker what a test proves; none guards input",
    "B105": "tokens of an expression and colours are no passwords",
    "B403": "what is unpickled was written by the process that started this one; each call says so",
    "B404": "each call says what it starts",
    "B405": "XML is written with it; what is read is read with defusedxml",
}
"""Kinds of findings that are none."""
PLACES = {("B311", "archcalc/executor/reference/places.py"): "places to look at, drawn by NumPy from a fixed seed"}
FREE = ("MIT", "BSD", "Apache", "ISC", "PSF", "Python Software Foundation", "0BSD", "Unlicense", "Public Domain", "HPND", "Zlib", "BSL", "Boost")
"""Parts of the names of licences that ask for no more than to be named."""
WEAK = {
    "MPL": "Mozilla Public License: its own files stay open, what uses them is free",
    "Mozilla": "Mozilla Public License: its own files stay open, what uses them is free",
    "NVIDIA": "libraries of a graphics card that PyTorch brings; nothing of archcalc imports them",
}
"""Licences that ask for more, and why that is no matter to who uses archcalc."""
READ_IN_FILES = {"resvg_py": "MIT", "namex": "Apache-2.0"}
"""By package, a licence that stands in its file LICENSE alone."""

INSTALLED = """
import importlib.metadata as m
print(*{f"{each.metadata['Name']}=={each.version}" for each in m.distributions() if each.metadata["Name"] != "archcalc"}, sep="\\n")
"""


def told_to_ruff(found: dict) -> bool:
    lines = (ROOT / found["filename"]).read_text("utf-8").split("\n")
    statement = lines[min(found["line_range"]) - 1:max(found["line_range"])]
    return any("noqa" in line and f"S{found['test_id'][1:]}" in line for line in statement)


def explained(found: dict) -> bool:
    return found["test_id"] in KINDS or (found["test_id"], found["filename"]) in PLACES or told_to_ruff(found)


def program(name: str, *words: str) -> str:
    """What a program beside this Python prints; it may leave with 1 where it has found something."""
    return subprocess.run([Path(sys.executable).with_name(name), *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout


def bandit() -> tuple[dict, list[str]]:
    """How many findings there are of each kind, and those that nobody explains."""
    found = json.loads(program("bandit", "-q", "-r", "archcalc", "-f", "json"))["results"]
    left = [f"{each['filename']}:{each['line_number']}: {each['test_id']} {each['issue_text']}"
            for each in found if not explained(each)]
    return dict(sorted(Counter(each["test_id"] for each in found).items())), left


def licences(python: str) -> dict[str, str]:
    """By package."""
    rows = json.loads(program("pip-licenses", "--python", python, "--format", "json", "--from", "mixed"))
    told = {row["Name"].lower(): row["License"] for row in rows}
    return {name: READ_IN_FILES.get(name, licence) for name, licence in told.items() if name != "archcalc"}


def holes(python: str) -> tuple[dict, list[str]]:
    """How many packages were looked up, how many could not be, and what is known of them."""
    frozen = subprocess.run([python, "-c", INSTALLED], capture_output=True, text=True, check=True).stdout
    asked = RECORD.with_suffix(".txt")
    asked.write_text(frozen, "utf-8")
    try:
        answer = program("pip-audit", "--progress-spinner", "off", "--no-deps", "--disable-pip", "-r", str(asked), "-f", "json")
    finally:
        asked.unlink()
    rows = json.loads(answer)["dependencies"] if answer else []
    left = [f"{row['name']} {row['version']}: {hole['id']}" for row in rows for hole in row.get("vulns", ())]
    looked_up = sum("vulns" in row for row in rows)
    return {"looked up": looked_up, "not to be had": len(frozen.split()) - looked_up}, left


def main() -> int:
    pythons = sys.argv[1:] or [sys.executable]
    kinds, left = bandit()
    table = dict(sorted({name: licence for python in pythons for name, licence in licences(python).items()}.items()))
    left += [f"{name}: {licence}" for name, licence in table.items() if not any(word in licence for word in (*FREE, *WEAK))]
    audited, known = holes(pythons[0])
    print(*left, *known, sep="\n")
    print(f"bandit: {sum(kinds.values())} findings; {len(table)} licences; known holes: {audited}; left: {len(left) + len(known)}")
    if not left and not known:
        RECORD.write_text(json.dumps({"bandit": kinds, "pip-audit": audited, "licences": table}, indent=1) + "\n", "utf-8")
    return bool(left or known)


if __name__ == "__main__":
    sys.exit(main())
