"""ONNX files changed in one place: what archcalc reads changes as onnxruntime's values do, or is told, or refused.

    python tests/oracle/onnx_mutations.py                  # two thirds of onnx's own cases, and networks of several nodes
    python tests/oracle/onnx_mutations.py Conv Resize      # some operators, with every verdict
    python tests/oracle/onnx_mutations.py --held-out       # the third of the cases that was kept back while rules were mended
    python tests/oracle/onnx_mutations.py --record         # everything, or some operators, kept in onnx_mutations.json
    python tests/oracle/onnx_mutations.py --all            # with every verdict

The verdicts: "right" (archcalc's shapes and values are those of onnxruntime, or of onnx's own evaluation where that has no
kernel), "shapes" (the same of operators whose values archcalc does not work out), "told" (an operator without a rule is
named, or the file is refused), "invalid" (neither library runs it, and archcalc tells or refuses), "lenient" (the same, and
archcalc reads it), "WRONG". Sources are the cases of onnx.backend.test, each with as many operands held as arrays as it may
have, and the networks of tests/support/onnx_chains.py; each is first read unchanged.
"""

import json
import os
import re
import sys
import tempfile
import warnings
from collections import Counter, defaultdict
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "support"), str(HERE), str(HERE.parents[1])]

import numpy  # noqa: E402
import onnx.reference  # noqa: E402
import onnxruntime  # noqa: E402
from onnx_cases import with_arrays  # noqa: E402
from onnx_mutants import SeenAttributes, mutants  # noqa: E402

from archcalc import ArchcalcError, build, run  # noqa: E402

RECORDED = Path(__file__).with_suffix(".json")
CLOSE = {"f2": (2e-2, 2e-2), "other": (1e-3, 1e-5)}
ROUNDED = {"QuantizeLinear in float16"}
"""Changes by which a library rounds what it works with further than a tenth: half precision has no 65,535 steps."""
PER_OPERATOR = 4
"""So many cases of an operator, of different attributes and shapes, are changed."""


def sources():
    """A key, a model, and its inputs by name: each case in every form that a file may give it."""
    from onnx.backend.test.loader import load_model_tests
    from onnx_chains import CHAINS

    seen = set()
    for case in load_model_tests(kind="node"):
        if case.model is None or not case.data_sets:
            continue
        inputs = list(case.data_sets[0][0])
        plain = all(info.type.HasField("tensor_type") for info in case.model.graph.input) and all(
            isinstance(each, numpy.ndarray | numpy.generic) for each in inputs)
        if not plain or "_expanded" in case.name:
            continue
        for count in range(1, len(inputs) + 1):
            model = case.model if count == len(inputs) else with_arrays(case.model, inputs, count)
            if model is not None and (key := alike(model)) not in seen:
                seen.add(key)
                names = [info.name for info in case.model.graph.input][:count]
                yield f"{case.name}/{count}", model, dict(zip(names, map(numpy.asarray, inputs[:count]), strict=True))
    for name, (model, inputs) in CHAINS.items():
        yield f"chain_{name}", model, inputs


def alike(model):
    """What cases have in common that differ by values alone."""
    return repr([[node.op_type, str(node.attribute), len(node.input), len(node.output)] for node in model.graph.node]
                + [[info.name, info.type.tensor_type.elem_type, len(info.type.tensor_type.shape.dim)] for info in model.graph.input]
                + [len(model.graph.initializer)])


def held_out(name):
    return sha256(name.partition("/")[0].encode()).digest()[0] % 3 == 0


def expected(model, inputs):
    """The outputs by onnxruntime, or by onnx itself; None where neither runs the model."""
    needed = {info.name for info in model.graph.input} - {each.name for each in model.graph.initializer}
    kinds = {info.name: onnx.helper.tensor_dtype_to_np_dtype(info.type.tensor_type.elem_type) for info in model.graph.input}
    given = {name: inputs[name].astype(kinds[name]) if inputs[name].dtype.kind == "f" else inputs[name]
             for name in needed if name in inputs}
    options = onnxruntime.SessionOptions()
    options.log_severity_level, options.intra_op_num_threads = 4, 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # its fusions take x - m for m - x
    data = model.SerializeToString()
    try:
        return given, onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"]).run(None, given)
    except Exception as error:
        old = any(each.version < 7 for each in model.opset_import if not each.domain)  # no library knows what these were
        if old or ("NOT_IMPLEMENTED" not in str(error) and "not implemented" not in str(error).lower()):
            return given, None
    try:
        onnx.checker.check_model(model, full_check=True)
        onnx.shape_inference.infer_shapes(model, strict_mode=True, check_type=True)
        return given, onnx.reference.ReferenceEvaluator(model).run(None, given)
    except Exception:
        return given, None


def judged(model, inputs, folder):
    """What archcalc makes of a model, beside the libraries."""
    given, wanted = expected(model, inputs)
    path = folder / "net.onnx"
    path.write_bytes(model.SerializeToString())
    try:
        graph = build(str(path))
    except ArchcalcError as error:
        return ("told" if wanted is not None else "invalid"), error.mistakes[0].message
    except Exception as error:
        return "WRONG", f"{type(error).__name__}: {error}"
    if graph.gap or any(note.startswith(("outputs that follow", "incomplete")) for note in graph.notes):
        return ("told" if wanted is not None else "invalid"), str(graph.gap and graph.gap.reason)
    if wanted is None:
        return "lenient", ""
    wanted = [numpy.asarray(each) for each in wanted if isinstance(each, numpy.ndarray | numpy.generic)]
    unread = next((note for note in graph.notes if note.startswith("read by nothing")), "")
    ends = [graph.nodes[position] for position in graph.outputs if graph.nodes[position].name not in unread.rpartition(": ")[2].split(", ")]
    found = sorted(tuple(node.shape) for node in ends)
    if found != (asked := sorted(tuple(each.shape) or (1,) for each in wanted)):
        return "WRONG", f"shapes {found}, not {asked}"
    return valued(graph, given, wanted, path)


def valued(graph, given, wanted, path):
    """A run beside what is wanted."""
    if not all(each.dtype.kind in "fiub" for each in (*given.values(), *wanted)):
        return "shapes", "values that are no numbers"
    read = {name: each.astype("float64") if each.dtype == bool else each for name, each in given.items()}
    for dtype in ("float64", "float32"):  # what rounding decides comes out as it is rounded
        try:
            volumes = list(run(graph, read, str(path), dtype=dtype).outputs.values())
        except ArchcalcError as error:
            return "shapes", error.mistakes[0].message
        except Exception as error:
            return "WRONG", f"{type(error).__name__}: {error}"
        if are_equal(volumes, given, wanted):
            return "right", ""
    return "WRONG", "values differ"


def are_equal(rest, given, wanted):
    """True where every wanted volume is one of those that there are."""
    for each in wanted:
        halves = numpy.float16 in {each.dtype.type, *(x.dtype.type for x in given.values())}
        relative, absolute = CLOSE["f2" if halves else "other"]
        match = next((i for i, mine in enumerate(rest) if tuple(mine.shape) in {each.shape, each.shape or (1,)} and numpy.allclose(
            numpy.asarray(mine, "float64"), each.astype("float64"), rtol=relative, atol=absolute, equal_nan=True)), None)
        if match is None:
            return False
        rest.pop(match)
    return True


def all_judged(models, inputs, folder):
    """What is found of each model, in a process of its own: some models end a library's. None of one that is not read."""
    models = [(told, model) for told, model in models if told not in ROUNDED]
    begun = 0
    while begun < len(models):
        ours, theirs = os.pipe()
        child = os.fork()
        if not child:
            with os.fdopen(theirs, "w") as told:
                for _, model in models[begun:]:
                    found = judged(model, inputs, folder)
                    print(json.dumps(found), file=told, flush=True)
                    if model is models[0][1] and found[0] not in {"right", "shapes", "WRONG"}:
                        break
            os._exit(0)
        os.close(theirs)
        with os.fdopen(ours) as told:
            found = [json.loads(line) for line in told]
        _, status = os.waitpid(child, 0)
        for (words, _), (verdict, why) in zip(models[begun:], found, strict=False):
            if words == "unchanged" and verdict not in {"right", "shapes", "WRONG"}:
                yield words, "unread", why
                return
            yield words, verdict, why
        begun += len(found)
        if status:
            yield models[begun][0], "invalid", "a library ended"
            begun += 1


def operator(model):
    ops = [node.op_type for node in model.graph.node]
    return ops[0] if len(ops) == 1 else "chain " + " ".join(ops[:6])


def chosen(wanted, ways):
    """The sources that are asked for, and read as they are."""
    counts = Counter()
    for name, model, inputs in sources():
        op = operator(model)
        if (wanted and op not in wanted and name not in wanted and not any(op == f"chain {each}" for each in wanted)) or (
                held_out(name) not in ways) or counts[op] >= PER_OPERATOR:
            continue
        counts[op] += 1
        yield name, op, model, inputs


def main(wanted, ways, record, loud):
    warnings.simplefilter("ignore")
    counts, wrong = defaultdict(Counter), []
    seen = SeenAttributes(model for _, model, _ in sources())
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, op, model, inputs in chosen(wanted, ways):
            for told, verdict, why in all_judged([("unchanged", model), *mutants(model, seen)], inputs, folder):
                counts[op][verdict] += 1
                if verdict == "WRONG":
                    wrong.append(f"{name}: {told}")
                if loud or verdict == "WRONG":
                    print(f"{verdict} {name}: {told}: {re.sub(str(folder), '', why)[:160]}", flush=True)
    total = sum(counts.values(), Counter())
    print(dict(total), f"{len(counts)} operators")
    if record:
        kept = json.loads(RECORDED.read_text())["operators"] if wanted else {}
        rows = kept | {op: dict(sorted(found.items())) for op, found in counts.items()}
        total = sum(map(Counter, rows.values()), Counter())
        told = ",\n".join(f"  {json.dumps(op)}: {json.dumps(rows[op])}" for op in sorted(rows))
        RECORDED.write_text(f'{{\n "total": {json.dumps(dict(sorted(total.items())))},\n "operators": {{\n{told}\n }}\n}}\n')
    return int(bool(wrong))


if __name__ == "__main__":
    flags = {word for word in sys.argv[1:] if word.startswith("--")}
    named = {word for word in sys.argv[1:] if not word.startswith("--")}
    every = {True, False} if "--record" in flags else {True} if "--held-out" in flags else {False}
    sys.exit(main(named, every, "--record" in flags, bool(named) or "--all" in flags))
