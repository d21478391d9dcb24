"""The functions that cut regions out of an image, written out: Keras has none."""

from archcalc.exporting.source.forms import HelperSource

_BIN_WEIGHTS = HelperSource("bin_weights", '''
def bin_weights(first, last, places, bins, samples, least):
    """(batch, regions, bins, places): how much of each place is in the mean of a bin's samples."""
    length = ops.maximum(last - first, least)[..., None, None] / bins
    steps = np.arange(bins)[:, None] + (np.arange(samples) + 0.5) / samples
    at = first[..., None, None] + length * ops.convert_to_tensor(steps.astype("float32"))
    inside = ops.cast(ops.logical_and(at >= -1, at <= places), at.dtype)
    at = ops.clip(at, 0, places - 1)
    near = 1 - ops.abs(at[..., None] - ops.arange(places, dtype="float32"))
    return ops.mean(ops.relu(near) * inside[..., None], axis=-2)
''')
ROI_ALIGN = HelperSource("roi_align", '''
def roi_align(x, boxes, size, scale, samples, aligned=False):
    """Regions, each as bins of `size`, by boxes (batch, regions, 4): x1, y1, x2, y2 in pixels of the network's input.

    A bin is the mean of so many samples along each axis, each between its four neighbours.
    """
    h, w, channels = x.shape[1:]
    boxes = boxes * scale - (0.5 if aligned else 0.0)
    least = 0.0 if aligned else 1.0
    down = bin_weights(boxes[..., 1], boxes[..., 3], h, size[0], samples[0], least)
    across = bin_weights(boxes[..., 0], boxes[..., 2], w, size[1], samples[1], least)
    y = ops.matmul(down, ops.reshape(x, (-1, 1, h, w * channels)))
    y = ops.reshape(y, (-1, down.shape[1], size[0], w, channels))
    y = ops.matmul(across[:, :, None], y)
    return ops.reshape(y, (-1, *size, channels))
''', (_BIN_WEIGHTS,))
