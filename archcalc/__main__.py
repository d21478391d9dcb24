"""python -m archcalc."""

import sys
from pathlib import Path

# a file called yaml.py in the folder one stands in must not be run
if sys.path and sys.path[0] in {"", str(Path.cwd())}:
    del sys.path[0]

from archcalc.cli import main

main()
