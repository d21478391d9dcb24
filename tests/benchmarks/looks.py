"""What the look at values takes of `archcalc run NAME`, of the processor time of the whole command.

    python tests/benchmarks/looks.py                   # every bundled network of at most 3e8 parameters
    python tests/benchmarks/looks.py --runs 5 lenet5   # the named ones, medians of so many runs

Each run is a process of its own, which adds up the time within the look, its imports among them. At most a tenth is
wanted. The environment is archcalc[run].
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from archcalc.reports.collection_index import entries

MOST_PARAMETERS, MOST_WANTED = 3e8, 0.1
SCRIPT = """
import sys, time
spent = 0.0

def counted(function):
    def timed(*given, **named):
        global spent
        start = time.process_time()
        try:
            return function(*given, **named)
        finally:
            spent += time.process_time() - start
    return timed

import archcalc.cli, numpy
import archcalc.executor.run
start = time.process_time()
from archcalc.executor.reference.check import Check
spent += time.process_time() - start
Check.__init__, Check.read, Check.checked = map(counted, (Check.__init__, Check.read, Check.checked))
sys.argv = ["archcalc", "run", sys.argv[1]]
assert archcalc.cli._run() == 0
print(spent, time.process_time(), file=sys.stderr)
"""


def share(name: str) -> tuple[float, float]:
    """The share of the look, and the seconds of the whole."""
    process = subprocess.run([sys.executable, "-c", SCRIPT, name], env={**os.environ, "OMP_NUM_THREADS": "1"}, text=True,
                             capture_output=True, check=True)
    spent, whole = map(float, process.stderr.split()[-2:])
    return spent / whole, whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--record", action="store_true", help="keep the shares in looks.json")
    arguments = parser.parse_args()
    names = arguments.names or [each["name"] for each in entries() if each["params"] <= MOST_PARAMETERS]
    shares = {}
    for name in names:
        runs = [share(name) for _ in range(arguments.runs)]
        shares[name] = median(each for each, _ in runs)
        print(f"{name:28}{shares[name]:7.1%} of {median(whole for _, whole in runs):.2f} s", flush=True)
    more = {name: f"{each:.1%}" for name, each in shares.items() if each > MOST_WANTED}
    print(f"{len(more)} of {len(shares)} take more than {MOST_WANTED:.0%}: {more}; median {median(shares.values()):.1%}")
    if arguments.record:
        rows = "".join(f' "{name}": {each:.3f},\n' for name, each in shares.items())
        Path(__file__).with_suffix(".json").write_text(f"{{\n{rows[:-2]}\n}}\n", "utf-8")


if __name__ == "__main__":
    main()
