"""Matrix products: weighted sums of all features, and one matrix times a few columns, again and again."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.operators.operator import Array, Arrays

SMALL = 10**6
"""So many multiplications are a small product to OpenBLAS (on AVX-512), which takes the matrices as they lie."""
LEAST_ROWS, LEAST_COLUMNS = 8, 250
"""Blocks of fewer rows, or columns, are not worth a product each."""


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


def multiply_columns(xp: Arrays, matrices: Array, columns: Array, out: Array) -> None:
    """Matrices (..., rows, d) times (..., d, many) into (..., rows, many): of small matrices some columns at a time.

    OpenBLAS does not lay out either side of a product that is small, which takes up to a third less.
    """
    (rows, d), many = matrices.shape[-2:], columns.shape[-1]
    fitting = SMALL // (rows * d)
    if fitting >= many or fitting < LEAST_COLUMNS:
        xp.matmul(matrices, columns, out=out)
        return
    at_once = -(-many // -(-many // fitting))
    whole = many - many % at_once
    xp.matmul(matrices[..., None, :, :], _blocks(columns[..., :whole], at_once), out=_blocks(out[..., :whole], at_once))
    if whole < many:
        xp.matmul(matrices, columns[..., whole:], out=out[..., whole:])


def _blocks(columns: Array, at_once: int) -> Array:
    """(..., d, many) as (..., blocks, d, at once)."""
    *others, d, many = columns.shape
    parts, axes = columns.reshape(*others, d, many // at_once, at_once), len(others)
    return parts.transpose(*range(axes), axes + 1, axes, axes + 2)
