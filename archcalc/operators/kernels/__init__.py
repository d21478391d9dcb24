"""Array arithmetic, one method to a file, written against an array namespace `xp`; no array library is imported.

`xp` is NumPy, CuPy, or the arrays without values of `archcalc.executor.outlines`, whose functions are all that a kernel
may use. Volumes are (n, c, h, w) in any order in memory; `sides` are top, bottom, left, right.
"""
