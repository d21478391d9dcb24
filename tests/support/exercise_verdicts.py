"""What an answer to an exercise says, against what a pencil says."""

from math import isclose

from archcalc.base.errors import ArchcalcError
from archcalc.base.units import volume
from archcalc.homework.exercises import solve

NAMES = {"out": "output", "values": "neurons", "field": "receptive_field"}


def figures(report):
    """Every figure that an answer holds, by name, as text."""
    found = {name: str(value) for name, value in report.head.get("answers", {}).items()}
    found |= {"neurons": found["memory"]} if "memory" in found else {}
    stored = next((found[name] for name in ("weights_bytes", "params_bytes") if name in found), None)
    found |= {"bytes": stored} if stored and "bytes" not in found else {}
    for table in report.tables:
        if table.name == "steps":
            rows = {row[0]: row[3].replace(",", "") for row in table.rows}
            found = {"params": rows.get("parameters", rows.get("weights", "0")), "weights": rows.get("weights", "0"),
                     "biases": rows.get("biases", "0"), "output": rows.get("output volume", "")} | found
        if table.name == "layers":
            totals = {name: str(total) for name, total in table.totals.items()}
            found = totals | {"output": volume(table.column("output_shape")[-1])} | found
    return found


def set_against(report):
    """Every number that an answer about two figures says of them, and the one that is answered alone."""
    head = report.head
    both = [each for each in (head, head.get("without_biases", {})) if "percent" in each]
    percent = {number for each in both for number in (each["percent"], 100 - each["percent"], each["percent"] / 100)}
    alone = {each for each in head.get("answers", {}).values() if isinstance(each, int)}
    named = {head[name] for name in ("ratio", "difference", "answer_value") if name in head}
    return percent | alone | named | {each["ratio"] for each in both if "ratio" in each}


def faults(report, expected):
    """What an answer says otherwise than the pencil, or not at all."""
    told = figures(report)
    for part in expected.split():
        name, _, right = part.partition("=")
        if name == "is":
            found, right = report.tables[0].rows[0][1].replace(",", ""), right.replace("..", " to ")
        elif name == "each":
            found = ",".join(str(one["value"]) for one in report.head.get("each", ()))
            right = ",".join(each if "x" in each else str(eval(each)) for each in right.split(","))
        elif name == "fits":
            found = "no" if any(note.startswith("it does not fit") for note in report.notes) else "yes"
        elif name in {"fewer", "more"}:
            found, right = str(report.head.get("answer")), right.replace("same", "None")
        elif name == "answer":
            found = f"{right} is not among {sorted(set_against(report))}"
            right = found if any(isclose(eval(right), each, rel_tol=2e-4) for each in set_against(report)) else right
        elif name in {"first", "second"}:
            found, right = str(report.head.get("values", (0, 0))[name == "second"]), str(eval(right))
        else:
            found, right = told.get(NAMES.get(name, name), "nothing"), right if name == "out" else str(eval(right))
            found = found.partition("x")[0] if name == "field" else found
        if found != right:
            yield f"{name}: {found} for {right}"


def verdict(sentence, expected, solved=None):
    """Right, refused, or what is wrong."""
    refused, _, word = expected.partition(":")
    try:
        report = (solved or solve)(sentence.replace("\\n", "\n"))
    except ArchcalcError as error:
        if refused != "refused":
            return "refused"
        return "right" if word in error.text else f"refused, and {word!r} is not named"
    wrong = ["answered"] if refused == "refused" else list(faults(report, expected))
    return "; ".join(wrong) or "right"
