"""Arrays by chance."""

import numpy


def drawn(shape, seed=0, dtype="float64"):
    return numpy.random.default_rng(seed).standard_normal(shape).astype(dtype)
