"""Workbooks of every bundled network, at another input than they were made for, worked out by LibreOffice.

PYTHONPATH=tests/support python tests/oracle/workbooks.py [NETWORK ...] > tests/oracle/workbooks.json

For each network the input's cells are given other sizes, LibreOffice works the workbook out from its formulas alone, and
every figure and total is compared with the table of `--input`. Recorded are the sizes, the cells that were compared, those
that differ, and what the sheet says of itself.
"""

import json
import sys

from recalculated import measure

from archcalc.reports.collection_index import entries

if __name__ == "__main__":
    chosen = sys.argv[1:] or sorted(entry["name"] for entry in entries())
    result = {}
    for start in range(0, len(chosen), 20):
        result |= measure(chosen[start:start + 20])
    lines = (f"{json.dumps(name)}: {json.dumps(each)}" for name, each in result.items())
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")
