"""Attributes that name a function: kinds of words, as those of `attributes`."""

from __future__ import annotations

from typing import Annotated

from archcalc.operators.attributes import one_of

Function = Annotated[str, one_of("abs", "atan", "ceil", "cos", "cosh", "erf", "exp", "floor", "is_infinite", "is_nan",
                                  "log", "negate", "not", "reciprocal", "round", "sign", "sin", "sinh", "softplus",
                                  "sqrt", "square", "tan", "truncate")]
Operation = Annotated[str, one_of("add", "and", "divide", "equal", "greater", "greater_or_equal", "less",
                                   "less_or_equal", "maximum", "minimum", "modulo", "multiply", "not_equal", "or",
                                   "power", "remainder", "subtract", "xor")]
Quantity = Annotated[str, one_of("values", "scale", "zero_point", "restored")]
Reduction = Annotated[str, one_of("max", "mean", "min", "sum")]
Counting = Annotated[str, one_of("moves", "adds", "compares", "divides", "exponentials")]
