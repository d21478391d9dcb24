"""Matrix products: weighted sums of all features, and one matrix times a few columns, again and again."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.operators import openblas
from archcalc.operators.operator import Array, Arrays
from archcalc.operators.sliding_window import rounded_up

SMALL = 10**6
"""So many multiplications are a small product to OpenBLAS's kernels for AVX-512, which take the matrices as they lie.

All others lay out both matrices for every product, so that one is quicker than several.
"""
LEAST_ROWS, LEAST_COLUMNS = 24, 250
"""Blocks of fewer rows, or columns, are not worth a product each."""
LEAST_OF_FEW = 8
"""The rows of a block that meets a few columns."""
FEW = 8
"""Of more columns each product takes longer than to put those of one product apart."""


def _small(xp: Arrays) -> int:
    """The multiplications of a small product, where one is quicker than its share of a large one."""
    return SMALL if getattr(xp, "__name__", "") == "numpy" and openblas.takes_small_as_they_lie() else 0


def product(x: Array, matrix: Array, bias: Array | None) -> Array:
    """(..., d) times a (units, d) matrix, plus a bias where there is one.

    All rows make one product: NumPy multiplies a stack's matrices one by one, and each lays out the other matrix anew.
    """
    *first, d = x.shape
    y = x.reshape(-1, d) @ matrix.transpose(1, 0)
    if bias is not None:
        y += bias
    return y.reshape(*first, matrix.shape[0])


def row_blocks(xp: Arrays, matrix: Array, n: int) -> Array:
    """A matrix (rows, d) as (blocks, rows, d), so that a block times (d, n) is small.

    Laid out every time, a matrix that meets a few columns takes twice as long.
    """
    rows, d = matrix.shape
    most = _small(xp) // (d * n)
    fewest = rounded_up(rows, most) if most else 1
    blocks = next((many for many in range(fewest, rows // LEAST_OF_FEW + 1) if rows % many == 0), 1)
    return matrix.reshape(blocks, -1, d)


def multiply_each(xp: Arrays, matrix: Array, columns: Array) -> Array:
    """A matrix (rows, d) times each of (t, d, n): (t, rows, n); as one product, where each would lay out the matrix."""
    t, d, n = columns.shape
    if n <= FEW and not _small(xp):
        rows = columns.transpose(0, 2, 1).reshape(t * n, d) @ matrix.transpose(1, 0)
        return xp.ascontiguousarray(rows.reshape(t, n, -1).transpose(0, 2, 1))
    return (row_blocks(xp, matrix, n) @ columns.reshape(t, 1, d, n)).reshape(t, -1, n)


def multiplier(xp: Arrays, matrix: Array, out: Array) -> Callable[[Array], Array]:
    """A function that writes the product of a matrix (rows, d) and (d, n) into (rows, n); of a vector, into (rows)."""
    blocks = matrix if len(out.shape) == 1 else row_blocks(xp, matrix, out.shape[1])
    if len(blocks.shape) == 2 or len(blocks) == 1:
        return lambda columns: matrix.dot(columns, out)  # without the broadcasting of matmul
    made = out.reshape(len(blocks), -1, out.shape[1])
    return lambda columns: xp.matmul(blocks, columns, out=made)


def multiply_rows(xp: Arrays, rows: Array, matrices: Array, out: Array, fewest: int = LEAST_ROWS) -> None:
    """Rows (..., many, d) times (..., d, units) into (..., many, units): with small matrices some rows at a time."""
    many, d = rows.shape[-2:]
    fitting = _small(xp) // (d * matrices.shape[-1])
    if fitting >= many or fitting < fewest:
        xp.matmul(rows, matrices, out=out)
        return
    at_once = rounded_up(many, rounded_up(many, fitting))
    whole = many - many % at_once
    xp.matmul(_blocks(rows[..., :whole, :], at_once), matrices[..., None, :, :],
              out=_blocks(out[..., :whole, :], at_once))
    if whole < many:
        xp.matmul(rows[..., whole:, :], matrices, out=out[..., whole:, :])


def multiply_columns(xp: Arrays, matrices: Array, columns: Array, out: Array) -> None:
    """Matrices (..., rows, d) times (..., d, many) into (..., rows, many): of small matrices some columns at a time."""
    multiply_rows(xp, _turned(columns), _turned(matrices), _turned(out), LEAST_COLUMNS)


def _blocks(rows: Array, at_once: int) -> Array:
    """(..., many, d) as (..., blocks, at once, d)."""
    *others, many, d = rows.shape
    return rows.reshape(*others, many // at_once, at_once, d)


def _turned(matrices: Array) -> Array:
    """Rows as columns."""
    axes = range(len(matrices.shape))
    return matrices.transpose(*axes[:-2], axes[-1], axes[-2])
