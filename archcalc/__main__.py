"""python -m archcalc."""

import os
import sys

# a file called yaml.py in the folder one stands in must not be run
if sys.path and sys.path[0] in {"", os.getcwd()}:
    del sys.path[0]

from archcalc.cli import main

main()
