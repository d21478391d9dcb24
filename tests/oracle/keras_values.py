"""Every third application of Keras with values of its own: what archcalc runs with them, and what Keras predicts.

    KERAS_BACKEND=torch python tests/oracle/keras_values.py                     # every third one, by name
    KERAS_BACKEND=torch python tests/oracle/keras_values.py ResNet50 Xception   # the named ones
    KERAS_BACKEND=torch python tests/oracle/keras_values.py --record            # kept in tests/oracle/keras_values.json

Models have random weights, moving means and variances, ten classes, and the smallest images that they take, or 96x96.
What is compared are the values before the last softmax, which would hide differences. `error` is the largest difference
in standard deviations of Keras's own values. The environment wants keras and a backend.
"""

import inspect
import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("KERAS_BACKEND", "torch")
RECORDED = Path(__file__).with_suffix(".json")
sys.path.insert(0, str(Path(__file__).parents[2]))
FURTHEST, SIZE, CLASSES = 1e-4, 96, 10
CALM = 0.7
"""The mean scale of norms: of a larger one values grow from block to block, and gates jump between 0 and 1 by rounding."""


def names() -> list[str]:
    """Every third application, by name."""
    import keras

    return sorted(name for name, value in vars(keras.applications).items() if inspect.isfunction(value))[::3]


def model_of(name: str) -> Any:
    """An application whose arrays are random, those of its norms about one and zero; without the last softmax."""
    import keras
    import numpy as np

    keras.utils.set_random_seed(7)
    make = getattr(keras.applications, name)
    more = {"classifier_activation": None} if "classifier_activation" in inspect.signature(make).parameters else {}
    model = make(weights=None, input_shape=(SIZE, SIZE, 3), classes=CLASSES, **more)
    generator = np.random.default_rng(7)
    for weight in model.weights:
        drawn = generator.normal(0, 0.1, weight.shape)
        if weight.path.endswith(("gamma", "moving_variance")):
            weight.assign(np.abs((CALM if weight.path.endswith("gamma") else 1) + drawn))
        elif weight.path.endswith(("beta", "moving_mean", "bias")):
            weight.assign(drawn)
    return model


def proved(name: str) -> dict[str, Any]:
    """How far archcalc's values are from Keras's. Raises AssertionError where that is too far."""
    import keras
    import numpy as np

    from archcalc import from_keras

    keras.backend.clear_session()
    model = model_of(name)
    x = np.random.default_rng(1).normal(size=(1, SIZE, SIZE, 3)).astype("float32")
    theirs = keras.ops.convert_to_numpy(model(x, training=False))
    (ours,) = from_keras(model).run(x.transpose(0, 3, 1, 2), weights=model).outputs.values()
    error = float(abs(ours - theirs).max() / theirs.std())
    assert error <= FURTHEST, f"{name}: {error:.1e} of a standard deviation"
    return {"params": model.count_params(), "error": float(f"{error:.1e}")}


def main(words: list[str]) -> int:
    record = json.loads(RECORDED.read_text()) if RECORDED.exists() else {}
    failed = 0
    for name in [word for word in words if not word.startswith("-")] or names():
        try:
            record[name] = row = proved(name)
        except Exception as error:  # whatever Keras raises is told of that model
            failed += 1
            row = {"FAILED": f"{type(error).__name__}: {error}"[:300]}
        print(name, row, flush=True)
        if "--record" in words:
            rows = ",\n".join(f" {json.dumps(each)}: {json.dumps(record[each])}" for each in sorted(record))
            RECORDED.write_text(f"{{\n{rows}\n}}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
