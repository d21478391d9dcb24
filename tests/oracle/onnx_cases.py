"""ONNX's own cases against archcalc: every output's shape, and the values of the forward pass.

    python tests/oracle/onnx_cases.py            the table, by operator
    python tests/oracle/onnx_cases.py --record   also writes recorded/onnx_cases.json
    python tests/oracle/onnx_cases.py Conv       one operator, with every refusal

The cases are those of onnx.backend.test: nodes, built in memory, and the files converted from PyTorch. A node's case
gives all its operands as inputs; an operand that networks hold as an array (a convolution's kernel) becomes one first,
and where archcalc then has no rule, all operands stay inputs. What archcalc refuses is listed with its reason.
"""

import json
import re
import sys
import tempfile
import warnings
from collections import Counter, defaultdict
from pathlib import Path

import numpy
import onnx
from onnx import numpy_helper

from archcalc import ArchcalcError, build, run

RECORDED = Path(__file__).parent / "recorded" / "onnx_cases.json"
CONTROL = {"If", "Loop", "Scan", "SequenceMap"}


def cases(kinds=("node", "pytorch-converted", "pytorch-operator")):
    """Every case: its kind, name, model, and one set of inputs and outputs."""
    from onnx.backend.test.loader import load_model_tests

    for kind in kinds:
        for case in load_model_tests(kind=kind):
            if case.model is not None:
                inputs, outputs = case.data_sets[0]
                yield kind, case, case.model, list(inputs), list(outputs)
                continue
            folder = Path(case.model_dir)
            model = onnx.load(str(folder / "model.onnx"))
            inputs, outputs = ([numpy_helper.to_array(onnx.load_tensor(str(path))) for path in
                                sorted(folder.glob(f"test_data_set_0/{way}_*.pb"))] for way in ("input", "output"))
            yield kind, case, model, inputs, outputs


def operator(kind, case, model):
    """What a case is about."""
    return model.graph.node[0].op_type if len(model.graph.node) == 1 else "several nodes" if kind == "node" else "network"


def with_arrays(model, inputs, count):
    """The model with all but the first `count` inputs held as arrays; None where that changes nothing."""
    names = [info.name for info in model.graph.input if info.name not in {each.name for each in model.graph.initializer}]
    if len(names) <= count:
        return None
    held = onnx.ModelProto()
    held.CopyFrom(model)
    for name, array in list(zip(names, inputs, strict=True))[count:]:
        held.graph.initializer.append(numpy_helper.from_array(array, name))
    return held


def first_output(model):
    """The model with the first output alone: the others are what training keeps."""
    alone = onnx.ModelProto()
    alone.CopyFrom(model)
    del alone.graph.output[1:]
    del alone.graph.node[-1].output[1:]
    return alone


def verdict(case, model, inputs, outputs, folder):
    """Why a case is refused or wrong; empty where shapes and values are right."""
    reasons = []
    if not all(isinstance(each, numpy.ndarray | numpy.generic) for each in (*inputs, *outputs)):
        return "sequences, or no values"
    inputs, outputs = ([numpy.asarray(each) for each in row] for row in (inputs, outputs))
    for count in (1, 2, 3, len(inputs)):
        changed = model if count == len(inputs) else with_arrays(model, inputs, count)
        if changed is None:
            continue
        reason = judged(case, changed, inputs[:count], outputs, folder)
        if "more than its first output" in reason:
            changed = first_output(changed)
            reason = judged(case, changed, inputs[:count], outputs[:1], folder)
        if not reason or reason.startswith("WRONG"):
            return reason
        reasons.append(reason)
    return reasons[0] if reasons else "no tensors"


def judged(case, model, inputs, outputs, folder):
    path = folder / "case.onnx"
    path.write_bytes(model.SerializeToString())
    try:
        graph = build(str(path))
    except ArchcalcError as error:
        return error.mistakes[0].message
    except Exception as error:  # a defect of archcalc
        return f"WRONG: {type(error).__name__}: {error}"
    if (told := [note for note in graph.notes if note.startswith(("incomplete", "outputs that follow"))]):
        return re.sub(r"\(.*?[;,] ", "(", told[0])
    names = {info.name: array for info, array in zip(model.graph.output, outputs, strict=False)}
    if wrong := wrong_shapes(graph, outputs):
        return f"WRONG: {wrong}"
    held = {each.name for each in model.graph.initializer}
    given = [info.name for info in model.graph.input if info.name not in held]
    arrays = {name: numpy.asarray(array) for name, array in zip(given, inputs, strict=True)}
    if not all(array.dtype.kind in "fiu" for array in (*arrays.values(), *names.values())):
        return "values that are no numbers"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            volumes = run(graph, arrays, str(path), dtype="float64").outputs
        except ArchcalcError as error:
            return error.mistakes[0].message
    return compared(case, graph, volumes, outputs)


def wrong_shapes(graph, outputs):
    """The network's outputs are the last layers made, in the file's order; a value without an axis is one of a batch of 1."""
    found = sorted(graph.nodes[position].shape for position in graph.outputs)
    wanted = sorted(tuple(array.shape) or (1,) for array in outputs)
    return "" if found == wanted else f"shapes {found}, not {wanted}"


def compared(case, graph, volumes, outputs):
    rest = [numpy.asarray(volume) for volume in volumes.values()]
    for wanted in outputs:
        rtol, atol = (1e-2, 1e-3) if wanted.dtype == numpy.float16 else (1e-3, 1e-6)
        match = next((i for i, found in enumerate(rest) if found.shape in {wanted.shape, wanted.shape or (1,)} and numpy.allclose(
            found, wanted, rtol=max(case.rtol, rtol), atol=max(case.atol, atol), equal_nan=True)), None)
        if match is None and wanted.dtype.kind in "iu":
            return "integers, which archcalc divides as fractions"
        if match is None:
            return "WRONG: values differ"
        rest.pop(match)
    return ""


def main(wanted):
    passed, reasons = Counter(), defaultdict(Counter)
    totals = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for kind, case, model, inputs, outputs in cases():
            op = operator(kind, case, model)
            key = op if kind == "node" else kind
            if wanted and key not in wanted:
                continue
            totals[key] += 1
            reason = verdict(case, model, inputs, outputs, Path(folder))
            if reason:
                reasons[key][reason] += 1
                if wanted or reason.startswith("WRONG"):
                    print(f"{kind} {case.name}: {reason}")
            else:
                passed[key] += 1
    for key in sorted(totals, key=lambda key: (-passed[key], key)):
        if passed[key] or wanted:
            print(f"{key:24} {passed[key]:5} of {totals[key]:5}")
    print(f"{'all':24} {sum(passed.values()):5} of {sum(totals.values()):5}")
    return {"passed": {key: [passed[key], totals[key]] for key in sorted(totals)},
            "refused": {key: dict(found) for key, found in sorted(reasons.items())}}


if __name__ == "__main__":
    arguments = [word for word in sys.argv[1:] if word != "--record"]
    record = main(set(arguments))
    if "--record" in sys.argv:
        RECORDED.write_text(json.dumps(record, indent=1) + "\n")
