"""The manual's recipe on transfer in four situations, run as it stands there: `python tests/oracle/four_situations.py`.

It wants PyTorch, scikit-learn and Pillow, and writes what it prints to four_situations.json.
"""

import contextlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

RECORD = Path(__file__).with_suffix(".json")
PAGE = Path(__file__).parents[2] / "archcalc" / "manual" / "planning.md"


def recorded():
    """Accuracies by way, in the order of the situations."""
    text = PAGE.read_text("utf-8")
    files = dict(re.findall(r"^```[a-z]+ (digits\.yaml|four_situations\.py)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for name, body in files.items():
            Path(name).write_text(body, "utf-8")
        subprocess.run([sys.executable, "-m", "archcalc", "export", "digits.yaml", "-o", "digits.py"], check=True)
        sys.path.insert(0, folder)
        told = io.StringIO()
        with contextlib.redirect_stdout(told):
            exec(files["four_situations.py"], {"__name__": "__main__"})
    rows = [re.fullmatch(r"(.*?)((?: [0-9.]+%){4})", line) for line in told.getvalue().splitlines()]
    return {row[1]: row[2].split() for row in rows}


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    found = recorded()
    RECORD.write_text(json.dumps(found, indent=1) + "\n")
    print(found)
