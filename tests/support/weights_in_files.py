"""Weights by chance, and what no complaint about a file of weights may say."""

import numpy

from archcalc.executor.weights.names import declared, full_name

LEAKS = ("0x", "object at", "NoneType", "argument", "attribute '", "allow_", "pickle", "Errno", "Error", "Exception", "numpy", "codec", "descr", "np.", "zlib")
"""Words of Python and of libraries, which are no answer."""


def drawn(graph, seed=0, dtype="float32"):
    numbers = numpy.random.default_rng(seed)
    return {full_name(layer, key): numbers.standard_normal(weight.shape).astype(dtype) for layer, key, weight in declared(graph)}
