"""Every bundled network as source for Keras: run there with archcalc's weights, counted, and read back.

    python tests/oracle/keras_source.py                    # every network
    python tests/oracle/keras_source.py resnet50 unet      # the named ones
    python tests/oracle/keras_source.py --record           # the same, kept in tests/oracle/keras_source.json
    python tests/oracle/keras_source.py --record --new     # those that are not recorded yet, the first of every file before

KERAS_BACKEND=torch or jax (its eager run compiles every operator, and takes ten times as long). Values are those of
the outputs or, where that is a softmax, of what it was made of; differences are the largest, in standard deviations,
in float32, or in float64 where that leaves them open (torch_source.py says of which). Of a network of more than 3e8
parameters the values are those of a smaller one, and the larger is left out. `params` train and `buffers` do not, as
Keras counts them. `back` is what differs where archcalc reads the model that the source makes. `source` is a digest
of the text, by which tests without Keras know that it is the one that was proved. The environment wants keras, a
backend, onnx and onnxruntime (for what is shared with their proof).
"""

import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("KERAS_BACKEND", "torch")
HERE = Path(__file__).parent
RECORDED = HERE / "keras_source.json"
sys.path[:0] = [str(HERE.parent / "support"), str(HERE.parents[1])]


def proved(name: str) -> dict[str, Any]:
    """What is recorded of a network's values and counts."""
    import keras
    from keras_proof import prove
    from onnx_proof import compared, spread, weights
    from source_proof import wanted
    from source_records import MOST, digest, smaller

    from archcalc import build

    keras.backend.clear_session()
    graph = build(name)
    large = wanted(graph)[0] > MOST
    if large:
        graph = smaller(name)
    arrays, names, dtype = weights(graph), compared(graph), "float32"
    try:
        proof = prove(graph, arrays, names, spread)
    except AssertionError as error:
        print(name, error)
        dtype = "float64"
        proof = prove(graph, arrays, names, spread, dtype)
    assert proof.error is not None
    return {"source": digest(proof.text), "lines": proof.text.count("\n"), "params": proof.params, "buffers": proof.buffers,
            "error": float(f"{proof.error:.1e}"), "dtype": dtype, "backend": keras.backend.backend(),
            **({"smaller": True} if large else {}),
            "back": back(graph, proof.model)}


def back(graph: Any, model: Any) -> dict[str, Any]:
    """The figures of the source as archcalc reads the model that it makes, where they are other than the network's own."""
    from source_records import differing

    from archcalc import build, from_keras

    return differing(graph, build(from_keras(model)))


def main(words: list[str]) -> int:
    from source_records import kept

    return kept(words, RECORDED, proved)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
