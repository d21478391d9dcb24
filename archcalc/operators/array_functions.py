"""The array functions of `forward` that look at values: one by one, two together, or all along an axis."""

from __future__ import annotations

from typing import Any, Protocol

from archcalc.operators.array_methods import Array, Axes


class OneValueFunctions(Protocol):
    """Functions of every value; with `out` the result takes that array's place."""

    def abs(self, x: Any, /, out: Any = None) -> Array:
        """|x|."""
    def sign(self, x: Any, /, out: Any = None) -> Array:
        """-1, 0 or 1."""
    def negative(self, x: Any, /, out: Any = None) -> Array:
        """-x."""
    def reciprocal(self, x: Any, /, out: Any = None) -> Array:
        """1/x."""
    def square(self, x: Any, /, out: Any = None) -> Array:
        """x*x."""
    def sqrt(self, x: Any, /, out: Any = None) -> Array:
        """The square root."""
    def cbrt(self, x: Any, /, out: Any = None) -> Array:
        """The cube root."""
    def exp(self, x: Any, /, out: Any = None) -> Array:
        """e^x."""
    def exp2(self, x: Any, /, out: Any = None) -> Array:
        """2^x."""
    def expm1(self, x: Any, /, out: Any = None) -> Array:
        """e^x - 1, exact near 0."""
    def log(self, x: Any, /, out: Any = None) -> Array:
        """The natural logarithm."""
    def log2(self, x: Any, /, out: Any = None) -> Array:
        """The logarithm to base 2."""
    def log10(self, x: Any, /, out: Any = None) -> Array:
        """The logarithm to base 10."""
    def log1p(self, x: Any, /, out: Any = None) -> Array:
        """log(1 + x), exact near 0."""
    def sin(self, x: Any, /, out: Any = None) -> Array:
        """The sine."""
    def cos(self, x: Any, /, out: Any = None) -> Array:
        """The cosine."""
    def tan(self, x: Any, /, out: Any = None) -> Array:
        """The tangent."""
    def arctan(self, x: Any, /, out: Any = None) -> Array:
        """The angle of a tangent."""
    def sinh(self, x: Any, /, out: Any = None) -> Array:
        """(e^x - e^-x)/2."""
    def cosh(self, x: Any, /, out: Any = None) -> Array:
        """(e^x + e^-x)/2."""
    def tanh(self, x: Any, /, out: Any = None) -> Array:
        """The hyperbolic tangent."""
    def floor(self, x: Any, /, out: Any = None) -> Array:
        """Rounded down."""
    def ceil(self, x: Any, /, out: Any = None) -> Array:
        """Rounded up."""
    def trunc(self, x: Any, /, out: Any = None) -> Array:
        """Rounded towards 0."""
    def rint(self, x: Any, /, out: Any = None) -> Array:
        """Rounded to the nearest whole number, halves to even."""
    def isfinite(self, x: Any, /, out: Any = None) -> Array:
        """True where a value is neither infinite nor missing."""
    def isinf(self, x: Any, /, out: Any = None) -> Array:
        """True where a value is infinite."""
    def isnan(self, x: Any, /, out: Any = None) -> Array:
        """True where a value is no number."""
    def logical_not(self, x: Any, /, out: Any = None) -> Array:
        """True where a value is 0."""
    def nan_to_num(self, x: Any, /) -> Array:
        """Zeros for what is no number, large numbers for infinite ones."""
    def clip(self, a: Any, a_min: Any, a_max: Any, out: Any = None) -> Array:
        """Every value kept between two."""


class TwoValueFunctions(Protocol):
    """Functions of two values, of which one may be a number; axes of size 1 are repeated."""

    def add(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """x + y."""
    def subtract(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """x - y."""
    def multiply(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """x * y."""
    def divide(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """x / y."""
    def floor_divide(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """x / y, rounded down."""
    def remainder(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """x - y * (x / y, rounded down)."""
    def power(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """x^y."""
    def maximum(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """The larger one."""
    def minimum(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """The smaller one."""
    def copysign(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """|x| with the sign of y."""
    def arctan2(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """The angle of the point (y, x)."""
    def hypot(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """sqrt(x*x + y*y)."""
    def logaddexp(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """log(e^x + e^y)."""
    def logical_and(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """True where neither is 0."""
    def logical_or(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """True where one is not 0."""
    def logical_xor(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """True where just one is not 0."""
    def equal(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """x == y."""
    def not_equal(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """x != y."""
    def less(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """x < y."""
    def less_equal(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """x <= y."""
    def greater(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """x > y."""
    def greater_equal(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """x >= y."""
    def where(self, condition: Any, x: Any, y: Any, /) -> Array:
        """x where the condition holds, else y."""


class AxisFunctions(Protocol):
    """Functions of all values along some axes."""

    def sum(self, a: Any, /, axis: Axes = None, dtype: Any = None, out: Any = None, keepdims: bool = False) -> Array:
        """The sum."""
    def prod(self, a: Any, /, axis: Axes = None, dtype: Any = None, out: Any = None, keepdims: bool = False) -> Array:
        """The product."""
    def mean(self, a: Any, /, axis: Axes = None, dtype: Any = None, out: Any = None, keepdims: bool = False) -> Array:
        """The mean."""
    def var(self, a: Any, /, axis: Axes = None, dtype: Any = None, out: Any = None, ddof: int = 0,
            keepdims: bool = False) -> Array:
        """The variance: the mean squared distance from the mean."""
    def std(self, a: Any, /, axis: Axes = None, dtype: Any = None, out: Any = None, ddof: int = 0,
            keepdims: bool = False) -> Array:
        """The square root of the variance."""
    def median(self, a: Any, /, axis: Axes = None, *, keepdims: bool = False) -> Array:
        """The value in the middle."""
    def max(self, a: Any, /, axis: Axes = None, out: Any = None, keepdims: bool = False) -> Array:
        """The largest value."""
    def min(self, a: Any, /, axis: Axes = None, out: Any = None, keepdims: bool = False) -> Array:
        """The smallest value."""
    def any(self, a: Any, /, axis: Axes = None, out: Any = None, keepdims: bool = False) -> Array:
        """True where one value is not 0."""
    def all(self, a: Any, /, axis: Axes = None, out: Any = None, keepdims: bool = False) -> Array:
        """True where no value is 0."""
    def count_nonzero(self, a: Any, /, axis: Axes = None) -> Array:
        """The number of values that are not 0."""
    def argmax(self, a: Any, /, axis: int | None = None) -> Array:
        """The place of the largest value."""
    def argmin(self, a: Any, /, axis: int | None = None) -> Array:
        """The place of the smallest value."""
    def cumsum(self, a: Any, /, axis: int | None = None) -> Array:
        """The sums of all values up to each place."""
    def cumprod(self, a: Any, /, axis: int | None = None) -> Array:
        """The products of all values up to each place."""
    def sort(self, a: Any, /, axis: int = -1) -> Array:
        """The values in ascending order."""
    def argsort(self, a: Any, /, axis: int = -1) -> Array:
        """The places of the values in ascending order."""
