"""The function that blends neighbours, written out: Keras's own resizing leaves no corners where they are."""

from archcalc.exporting.source.forms import HelperSource

INTERPOLATED = HelperSource("interpolated", '''
def interpolated(x, axis, size, first, step):
    """An axis at `size` new places, `step` apart from `first` on: each from its two neighbours."""
    places = np.maximum(first + step * np.arange(size), 0)
    last = x.shape[axis] - 1
    below = np.minimum(np.floor(places), last).astype("int32")
    share = (places - below).reshape(-1, *[1] * (len(x.shape) - axis - 1)).astype("float32")
    low, high = ops.take(x, below, axis), ops.take(x, np.minimum(below + 1, last), axis)
    return low + (high - low) * share
''')
