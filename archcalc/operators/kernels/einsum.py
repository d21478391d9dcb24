"""Sums of products by letters, as one matrix product: axes are ordered, joined, multiplied and put apart again."""

from __future__ import annotations

from math import prod

from archcalc.operators.operator import Array, Arrays


def summed(x: Array, letters: str, kept: str) -> tuple[Array, str]:
    """An array summed over the letters that are not `kept`, and those that are left."""
    gone = tuple(axis for axis, letter in enumerate(letters) if letter not in kept)
    return (x.sum(axis=gone) if gone else x), "".join(letter for letter in letters if letter in kept)


def ordered(x: Array, letters: str, wanted: str) -> Array:
    """An array with its axes in another order."""
    return x.transpose(*(letters.index(letter) for letter in wanted))


def contracted(xp: Arrays, x: Array, y: Array, terms: tuple[str, str], output: str) -> Array:
    """Two arrays multiplied, and summed over the letters that both have and the output has not.

    What all three have counts the matrices; what x alone shares with the output are their rows, y's their columns.
    """
    (x, left), (y, right) = (summed(each, term, other + output) for each, term, other in
                             ((x, terms[0], terms[1]), (y, terms[1], terms[0])))
    both = "".join(letter for letter in left if letter in right and letter in output)
    inner = "".join(letter for letter in left if letter in right and letter not in output)
    rows, columns = ("".join(letter for letter in term if letter not in both + inner) for term in (left, right))
    x, y = ordered(x, left, both + rows + inner), ordered(y, right, both + inner + columns)
    batch, middle = x.shape[:len(both)], x.shape[len(both):len(both + rows)]
    last, depth = y.shape[len(both + inner):], prod(y.shape[len(both):len(both + inner)])
    product = xp.matmul(x.reshape(prod(batch), prod(middle), depth), y.reshape(prod(batch), depth, prod(last)))
    return ordered(product.reshape(*batch, *middle, *last), both + rows + columns, output)
