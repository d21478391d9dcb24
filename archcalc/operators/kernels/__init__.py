"""Array arithmetic, one method to a file, written against an array namespace `xp`; no array library is imported.

`xp` is NumPy, CuPy, or the arrays without values of `archcalc.executor.outlines`, whose functions are all that a kernel
may use. Volumes are (n, c, h, w), or have one or three axes behind their channels, in any order in memory; what is told
axis by axis has as many numbers, and `sides` twice as many: top, bottom, left, right. The commonest operators import
theirs where they run: a table needs none.
"""
