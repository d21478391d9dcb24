"""Every format of every bundled network, read back by a program that is not archcalc: figures equal to those of its JSON.

PYTHONPATH=tests/support python tests/oracle/read_back.py [NETWORK ...] > tests/oracle/read_back.json
"""

import json
import sys

from tables_read_back import measure

from archcalc.reports.collection_index import entries


def main():
    names = sys.argv[1:] or [entry["name"] for entry in entries()]
    for i, name in enumerate(names):
        print(f"{',' if i else '{'}\n{json.dumps(name)}: {json.dumps(measure(name))}", end="", flush=True)
    print("\n}")


if __name__ == "__main__":
    main()
