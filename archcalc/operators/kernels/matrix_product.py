"""Matrix products: weighted sums of all features, and one matrix times a few columns, again and again."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.operators.operator import Array, Arrays

SMALL = 10**6
"""So many multiplications are a small product to OpenBLAS (on AVX-512), which takes the matrices as they lie."""
LEAST_ROWS = 8
"""Blocks of fewer rows are not worth a product each."""


def product(x: Array, matrix: Array, bias: Array | None) -> Array:
    """(..., d) times a (units, d) matrix, plus a bias where there is one."""
    y = x @ matrix.transpose(1, 0)
    if bias is not None:
        y += bias
    return y


def row_blocks(matrix: Array, n: int) -> Array:
    """A matrix (rows, d) as (blocks, rows, d), so that a block times (d, n) is small.

    OpenBLAS lays out both sides of a larger product for its kernels, every time: a matrix that meets a few columns
    takes twice as long whole.
    """
    rows, d = matrix.shape
    fitting = (many for many in range(min(rows, SMALL // (d * n)), LEAST_ROWS - 1, -1) if rows % many == 0)
    return matrix.reshape(-1, next(fitting, rows), d)


def multiplier(xp: Arrays, matrix: Array, out: Array) -> Callable[[Array], Array]:
    """A function that writes the product of a matrix (rows, d) and (d, n) into (rows, n); of a vector, into (rows)."""
    blocks = matrix if len(out.shape) == 1 else row_blocks(matrix, out.shape[1])
    if len(blocks.shape) == 2 or len(blocks) == 1:
        return lambda columns: matrix.dot(columns, out)  # without the broadcasting of matmul
    made = out.reshape(len(blocks), -1, out.shape[1])
    return lambda columns: xp.matmul(blocks, columns, out=made)
