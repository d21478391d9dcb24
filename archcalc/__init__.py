"""archcalc: a pencil-and-paper calculator for neural network architectures."""

from archcalc.api import analyze, build, load, render
from archcalc.errors import ArchcalcError
from archcalc.graph import Graph
from archcalc.report import Report
from archcalc.spec import Spec

__all__ = ["ArchcalcError", "Graph", "Report", "Spec", "analyze", "build", "load", "render"]
