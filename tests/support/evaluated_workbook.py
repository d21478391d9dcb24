"""Workbooks worked out as a spreadsheet does, in Python: every formula from its own cells, cells given other values."""

import re
import warnings
from io import BytesIO
from math import floor

import openpyxl

ADDRESS = re.compile(r"\b([A-Z]{1,3})([0-9]+)(?::([A-Z]{1,3})([0-9]+))?\b")


def count_if(area, wanted):
    return sum(each is wanted for each in area)


FUNCTIONS = {"INT": floor, "MAX": max, "MOD": lambda value, by: value % by, "IF": lambda condition, yes, no: yes if condition else no,
             "AND": lambda *conditions: all(conditions), "COUNTIF": count_if, "SUM": lambda area: sum(each or 0 for each in area),
             "TRUE": True, "FALSE": False}


def python(formula):
    """A formula as Python writes it."""
    return re.sub(r"(?<![<>])=", "==", formula).replace("<>", "!=")


FIGURES = {"activations": "memory", "activation_bytes": "bytes", "weights": "weights", "biases": "biases",
           "affine": "affine", "macs": "MACs"}


FIELD = {"size": "sees", "stride": "step", "padding": "edge"}


def field_of(record):
    """The numbers of a layer's receptive field, by the titles of their columns."""
    told = record.get("receptive_field")
    sides = {1: "L", 2: "HW", 3: "DHW"}[len(told["size"])] if told else ""
    return {f"{title} {side}": told[key][i] for key, title in FIELD.items() for i, side in enumerate(sides)}


class Workbook:
    """A worksheet of XlsxWriter's; `cells` may be given other values before a value is asked for."""

    def __init__(self, content, name="layers"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl does not know Excel's own data bars
            book = openpyxl.load_workbook(BytesIO(content))
        self.cells = {cell.coordinate: cell.value for row in book[name].iter_rows() for cell in row}
        self.italic = {cell.coordinate for row in book[name].iter_rows() for cell in row if cell.font.italic}
        self.header = {value: key[:-1] for key, value in self.cells.items() if key.endswith("2") and key[:-1].isalpha()}
        self.rows = {value: int(key[1:]) for key, value in self.cells.items() if re.fullmatch("A[0-9]+", key)}
        self.known, self.compiled = {}, {}

    def at(self, layer, title):
        return f"{self.header[title]}{self.rows[layer]}"

    def change(self, cells):
        self.cells |= cells
        self.known = {}

    def value(self, address):
        """A cell's value; those that it needs are worked out first, however long the chain is."""
        waiting = [address]
        while waiting:
            top = waiting[-1]
            if top not in self.known:
                content = self.cells[top]
                if isinstance(content, str) and content.startswith("="):
                    code, needed = self.parsed(content)
                    missing = [each for each in needed if each not in self.known]
                    if missing:
                        waiting += missing
                        continue
                    self.known[top] = eval(code, {"__builtins__": {}, "at": self.known, **FUNCTIONS})
                else:
                    self.known[top] = content
            waiting.pop()
        return self.known[address]

    def parsed(self, formula):
        if formula not in self.compiled:
            needed = []

            def named(match):
                if match[3] is None:
                    needed.append(match[0])
                    return f"at['{match[0]}']"
                area = [f"{match[1]}{row}" for row in range(int(match[2]), int(match[4]) + 1)]
                needed.extend(area)
                return f"[{','.join(f'at[{each!r}]' for each in area)}]"

            self.compiled[formula] = compile(python(ADDRESS.sub(named, formula[1:])), formula, "eval"), needed
        return self.compiled[formula]

    def follows(self, size, layer="input"):
        """Give the input another size, channels first; answers whether the sheet says that it holds."""
        self.change({self.at(layer, title): axis for title, axis in zip(("C", "H", "W"), size, strict=True)})
        try:
            return self.value(self.at(layer, "holds"))
        except ArithmeticError:
            return False  # an error in a cell is not TRUE

    def equals(self, table):
        """True where every figure is that of a network's table."""
        return not any(self.differing(table))

    def differing(self, table):
        """The figures that are not those of a network's table: the layer, the title, what the sheet has, what is right."""
        for number, record in enumerate(table.records()):
            if number in table.hidden:
                continue
            if record["name"] not in self.rows:
                yield record["name"], "", None, None
                continue
            for key, title in FIGURES.items():
                if title in self.header and (found := self.value(self.at(record["name"], title))) != record[key]:
                    yield record["name"], title, found, record[key]
            for title, right in field_of(record).items():
                follows = title in self.header and (place := self.at(record["name"], title)) not in self.italic
                if follows and (found := self.value(place)) not in {right, None}:
                    yield record["name"], title, found, right
