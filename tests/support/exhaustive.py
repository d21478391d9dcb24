"""Every test over the whole collection, on every bundled network; the suite and CI take a sample of them.

    python tests/support/exhaustive.py            runs them, and lists what fails
    python tests/support/exhaustive.py --record   also writes exhaustive.json beside it

It takes about twenty minutes on two cores.
"""

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

RECORDED = Path(__file__).with_suffix(".json")


def outcomes(report):
    """By test: how many cases passed, and the names of those that did not."""
    found = defaultdict(lambda: {"passed": 0, "failed": []})
    for case in ElementTree.parse(report).iter("testcase"):
        test, _, name = case.get("name").partition("[")
        one = found[f"{case.get('classname').removeprefix('tests.').replace('.', '/')}::{test}"]
        if len(case):
            one["failed"].append(name.removesuffix("]"))
        else:
            one["passed"] += 1
    return dict(sorted(found.items()))


def main():
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        subprocess.run([sys.executable, "-m", "pytest", "-n", "2", "-m", "sampled and not oracle", "--exhaustive",
                        f"--junitxml={report}"], cwd=Path(__file__).parents[2], check=False)
        return outcomes(report)


if __name__ == "__main__":
    made = main()
    print(*(f"{test}: {one['passed']} passed, failed: {one['failed'] or 'none'}" for test, one in made.items()), sep="\n")
    if "--record" in sys.argv:
        RECORDED.write_text(json.dumps(made, indent=1) + "\n", "utf-8")
