"""The files that a picture can be written to, one to a file; being there is being registered.

An output is a module with `SUFFIXES` and `write(picture, theme)`; one that writes the layers' graph itself, as text
for another program, has `written(diagram)` in its place.
"""

from __future__ import annotations

from archcalc.base.registry import Registry

NAMES = Registry(__name__, __file__, "picture format")
