"""Every function of `elementwise` and `arithmetic`, in each form of its operands, as source for PyTorch and Keras."""

import ast
from importlib.util import find_spec
from typing import get_args

import numpy as np
import pytest

from archcalc import build, run
from archcalc.exporting.keras import model_file
from archcalc.exporting.torch import source_file
from archcalc.operators import function_words

VALUES = np.array([[-np.inf, -3, -2.5, -1.5, -1, -0.5, 0, 0.5, 0.7, 1, 1.5, 2.5, 3, np.inf, np.nan]])
FORMS = ("number: -2.0", "number: 1.5, turned: true", "number: -2.0, turned: true", "number: 0", "from: [x, y]",
         "from: [x, y], turned: true", "learned: [15]", "learned: [15], turned: true")
"""How `arithmetic` may be given its operands; by 0 nothing is divided."""
DIVIDING = ("divide", "modulo", "remainder")


def words(kind):
    return get_args(kind)[1].schema["enum"]


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    path = tmp_path_factory.mktemp("functions") / "net.yaml"
    steps = [f"elementwise: {{from: x, function: '{word}'}}" for word in words(function_words.Function)]
    steps += [f"arithmetic: {{function: '{word}', {'' if 'from' in form else 'from: x, '}{form}}}"
              for word in words(function_words.Operation) for form in FORMS if form != "number: 0" or word not in DIVIDING]
    path.write_text("\n  - ".join(["inputs: {x: [15], y: [15]}\nlayers:", *steps]))
    return build(str(path))


def test_every_form_is_written(everything):
    ast.parse(source_file.source(everything))
    ast.parse(model_file.source(everything))
    operations = len(FORMS) * len(words(function_words.Operation)) - len(DIVIDING)
    assert len(everything.outputs) == len(words(function_words.Function)) + operations > 160


def by_torch(graph, inputs, arrays):
    from torch_proof import by_torch, module_of, network_of

    module = module_of(source_file.source(graph))
    return by_torch(module, network_of(module), inputs, arrays, str(inputs["x"].dtype))


def by_keras(graph, inputs, arrays):
    from keras_proof import by_keras, module_of, network_of

    module = module_of(model_file.source(graph))
    return by_keras(module, network_of(module), graph, inputs, arrays, [graph.nodes[place].name for place in graph.outputs])


@pytest.mark.filterwarnings("ignore:__array__ implementation")
@pytest.mark.skipif(find_spec("torch") is None or find_spec("keras") is None, reason="PyTorch or Keras is not installed")
@pytest.mark.parametrize(("framework", "dtype"), [(by_torch, "float32"), (by_torch, "float64"), (by_keras, "float32")])
def test_every_form_gives_its_values(everything, framework, dtype):
    from onnx_proof import weights

    arrays = weights(everything)
    inputs = {"x": VALUES.astype(dtype), "y": VALUES[:, ::-1].copy().astype(dtype)}
    finite, of_specials = np.isfinite(inputs["x"] + inputs["y"]), np.ones_like(VALUES, bool)
    with np.errstate(all="ignore"):
        ours = run(everything, inputs, arrays, dtype=dtype, outputs=[everything.nodes[place].name for place in everything.outputs])
    for place, found in zip(everything.outputs, framework(everything, inputs, arrays), strict=True):
        node = everything.nodes[place]
        told = of_specials if getattr(node.op, "function", "").startswith("is_") else finite
        np.testing.assert_allclose(found[told], ours.outputs[node.name][told], 1e-5, 1e-6, err_msg=f"{node.name}: {node.op}")
