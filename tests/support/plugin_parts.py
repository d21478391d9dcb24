"""A plugin of every kind, as text."""

OPERATOR = """
from archcalc.operators.operator import Op

class Doubled(Op):
    kind = "doubled"
    def output(self, x):
        return x[0], 2 * x[1], *x[2:]
    def forward(self, xp, x):
        return xp.concatenate([x, x], axis=1)
"""
ANALYSIS = """
from archcalc.base.report import Column
COLUMNS = (Column("area", "area", "count", rank=6, total=True),)
def cells(graph, ways):
    return ((node.shape[-1] * node.shape[-2] if len(node.shape) == 4 else 0,) for node in graph.nodes)
"""
CONVENTION = """
from archcalc.counting.convention import Convention, Rule, Term
operations = Rule("products, twice", "made up", (Term("products", "macs", factor=2),))
VARIANTS = {"mine-thrice": Convention(operations=Rule("products, thrice", "made up", (Term("products", "macs", factor=3),)))}
"""
FORMAT = """
SUFFIXES = (".lines",)
def render(report, page):
    return "".join(f"{row[0]}\\n" for row in report.tables[0].rows)
"""
PRESET = """
from archcalc.base.report import Column
from archcalc.rendering.presets import Preset, Shown
PRESET = Preset("made up", (Shown(Column("name", "my layer", rank=0)),))
"""
OPTIMIZER = """
from math import prod
SOURCE, WORDS = "made up", "seven values"
def state(shape, size):
    return 7 * prod(shape) * size
"""
MISCONCEPTION = """
from archcalc.homework.misconceptions._base import Misconception, by_number
ROWS = (Misconception("ten-times", "it is ten times as large", "look at the digits", frozenset({"params"}),
                      by_number(lambda case, target: [10 * target.value])),)
"""
NETWORKS = 'ARCHITECTURES = "nets"\n'
PARTS = {"operator doubled": OPERATOR, "analysis mine": ANALYSIS, "convention mine": CONVENTION, "format mine": FORMAT, "preset mine": PRESET,
         "optimizer mine": OPTIMIZER, "misconception ten-times": MISCONCEPTION, "network my_net": NETWORKS}
