"""Record what TensorFlow Lite for Microcontrollers plans for published files, in `arenas.json`.

    pip install --no-deps tflite-micro==0.dev20261023182759 ethos-u-vela==5.2.0 flatbuffers numpy pyyaml bitarray
    python tests/oracle/arenas.py FILE.tflite ...

The files are those of github.com/mlcommons/tiny (benchmark/training/*/trained_models) and of
github.com/tensorflow/tflite-micro (micro/models, micro/examples, third_party/xtensa/examples). Of each file: the bytes
of its head, which is the arena of activations, as the interpreter's own recording allocator prints them; what its
constants take; and the buffers of its operators (bytes, first step, last step), read from the file.
Beside them `random` graphs of linear layers and concatenations, of which the planner knows sizes and lifetimes alone.
Of both, what Vela's search (Ethos-U) finds for the same buffers: less than a greedy arena, where that leaves gaps.
"""

import json
import os
import random
import re
import sys
import tempfile
from math import prod
from pathlib import Path
from types import SimpleNamespace

RECORDED = Path(__file__).with_suffix(".json")
_WIDTHS = {"FLOAT32": 4, "INT32": 4, "INT8": 1, "UINT8": 1, "INT16": 2}
_ROOM = 32 * 2**20


def head(data: bytes) -> int:
    """The bytes of the arena of activations, which the interpreter prints from C++."""
    from tflite_micro.python.tflite_micro import runtime

    kept = [os.dup(number) for number in (1, 2)]
    with tempfile.TemporaryFile() as told:
        for number in (1, 2):
            os.dup2(told.fileno(), number)
        try:
            runtime.Interpreter.from_bytes(data, arena_size=_ROOM).print_allocations()
            sys.stdout.flush()
        finally:
            for number, before in zip((1, 2), kept, strict=True):
                os.dup2(before, number)
        told.seek(0)
        return int(re.search(rb"Arena allocation head (\d+)", told.read())[1])


def searched(buffers: list[list[int]]) -> int:
    """The bytes of the arena that Vela's hill climbing finds, of buffers in multiples of 16 bytes."""
    from ethosu.vela.hillclimb_allocation import HillClimbAllocator

    rows = [SimpleNamespace(start_time=first, end_time=last, size=-(-size // 16) * 16, get_alignment=lambda: 16)
            for size, first, last in buffers]
    allocator = HillClimbAllocator(rows, 2000, 2**40)
    allocator.allocate()
    return allocator.best_size


def recorded(file: Path) -> dict:
    from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

    data = file.read_bytes()
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAs(data, 0))
    graph, = model.subgraphs
    widths = {getattr(schema.TensorType, name): width for name, width in _WIDTHS.items()}
    first = {int(i): 0 for i in graph.inputs}
    for step, operator in enumerate(graph.operators, 1):
        first |= {int(i): step for i in operator.outputs}
    last = dict(first)
    for step, operator in enumerate(graph.operators, 1):
        last |= {int(i): step for i in operator.inputs if int(i) in first}
    last |= {int(i): len(graph.operators) for i in graph.outputs}
    constants = [tensor for tensor in graph.tensors if tensor.quantization is not None
                 and tensor.quantization.scale is not None and model.buffers[tensor.buffer].data is not None
                 and len(model.buffers[tensor.buffer].data)]
    of = {name: [tensor for tensor in constants if tensor.type == getattr(schema.TensorType, name)]
          for name in ("INT8", "INT32")}
    return {"file": file.name, "bytes": len(data), "head": head(data),
            "weights": sum(len(model.buffers[tensor.buffer].data) for tensor in of["INT8"]),
            "biases": sum(len(model.buffers[tensor.buffer].data) for tensor in of["INT32"]),
            "scales": sum(4 * len(tensor.quantization.scale) + 8 * len(tensor.quantization.zeroPoint)
                          for tensor in constants),
            "buffers": [[prod(map(int, graph.tensors[i].shape)) * widths[graph.tensors[i].type], first[i], last[i]]
                        for i in sorted(first) if not graph.tensors[i].isVariable]}


def random_graph(seed: int) -> tuple[bytes, list[list[int]]]:
    """A float32 file of 6 to 24 operators that read one or two earlier volumes, and its buffers."""
    import flatbuffers
    from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

    draw = random.Random(seed)
    model, graph = schema.ModelT(), schema.SubGraphT()
    model.version, model.subgraphs, model.buffers = 3, [graph], [schema.BufferT()]
    model.operatorCodes = [schema.OperatorCodeT() for _ in range(2)]
    for code, builtin in zip(model.operatorCodes, (schema.BuiltinOperator.FULLY_CONNECTED,
                                                   schema.BuiltinOperator.CONCATENATION), strict=True):
        code.builtinCode = code.deprecatedBuiltinCode = builtin
        code.version = 1
    graph.tensors, graph.operators, volumes, sizes = [], [], [], {}

    def tensor(shape: list[int], constant: bool = False) -> int:
        made = schema.TensorT()
        made.shape, made.type, made.name = shape, schema.TensorType.FLOAT32, f"t{len(graph.tensors)}"
        made.buffer = len(model.buffers) if constant else 0
        if constant:
            data = schema.BufferT()
            data.data = bytes(4 * prod(shape))
            model.buffers.append(data)
        graph.tensors.append(made)
        return len(graph.tensors) - 1

    def volume(size: int) -> int:
        sizes[made := tensor([1, size])] = size
        volumes.append(made)
        return made

    first, graph.inputs = {volume(draw.randint(1, 60)): 0}, [0]
    last = dict(first)
    for step in range(1, draw.randint(6, 24) + 1):
        operator, read = schema.OperatorT(), draw.sample(volumes[-6:], min(len(volumes[-6:]), draw.randint(1, 2)))
        if len(read) == 1:
            size = draw.randint(1, 90)
            weights, output = tensor([size, sizes[read[0]]], True), volume(size)
            operator.opcodeIndex, operator.inputs = 0, [*read, weights, -1]
            operator.builtinOptionsType = schema.BuiltinOptions.FullyConnectedOptions
            operator.builtinOptions = schema.FullyConnectedOptionsT()
        else:
            output = volume(sum(sizes[i] for i in read))
            operator.opcodeIndex, operator.inputs = 1, read
            operator.builtinOptionsType = schema.BuiltinOptions.ConcatenationOptions
            operator.builtinOptions = schema.ConcatenationOptionsT()
            operator.builtinOptions.axis = 1
        operator.outputs, first[output], last[output] = [output], step, step
        last |= dict.fromkeys(read, step)
        graph.operators.append(operator)
    graph.outputs = [volumes[-1]]
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output()), [[4 * sizes[i], first[i], last[i]] for i in volumes]


if __name__ == "__main__":
    made = [random_graph(seed) for seed in range(60)]
    cases = {"files": [recorded(Path(file)) for file in sys.argv[1:]],
             "random": [{"head": head(data), "buffers": buffers} for data, buffers in made]}
    parts = {name: [{"vela": searched(row["buffers"]), **row} for row in rows] for name, rows in cases.items()}
    RECORDED.write_text("{" + ",\n".join(
        f'"{name}": [\n' + ",\n".join(map(json.dumps, rows)) + "\n]" for name, rows in parts.items()) + "}\n")
