"""The colours of pictures: each has a role, and every theme a colour for it."""

from __future__ import annotations

from collections.abc import Mapping

from archcalc.operators.operator import Op
from archcalc.operators.traits import FAMILIES

Theme = Mapping[str, str]
_SHADE = 0.2

ROLES = ("input", "convolution", "linear", "recurrent", "pooling", "norm", "attention", "product", "merge",
         "activation", "token", "reshape", "resize", "module")
"""What has a colour of its own, in the order of a legend: families of operators, and modules."""

_WHITE, _GREY, _DARK = "#ffffff", "#c4c4c4", "#979797"
_GREYS = (_WHITE, _GREY, _GREY, _GREY, _DARK, _WHITE, _DARK, _WHITE, _WHITE, _DARK, _GREY, _WHITE, _DARK, _GREY)

LIGHT: Theme = {
    "paper": "#ffffff", "ink": "#141b24", "muted": "#444f5f", "edge": "#566273", "frame": "#f5f7fa",
    "frame-line": "#b9c3d0", "grid": "#dde3ea", "memory": "#d98c1f", "params": "#8250c8", "mark": "#a3262c",
    "macs": "#2a8f86",
    "bubble": "#bcd5f7", "bubble-line": "#2f6fbf",
    "input": "#e0e5eb", "input-line": "#7b8794", "convolution": "#b8d4f8", "convolution-line": "#2f6fbf",
    "linear": "#add5b1", "linear-line": "#3c8a32", "pooling": "#f5b3a5", "pooling-line": "#c04a33",
    "norm": "#cdbcf2", "norm-line": "#7a55b5", "attention": "#f7cf6e", "attention-line": "#b27d08",
    "merge": "#ffffff", "merge-line": "#3f4b5a", "activation": "#fff6ac", "activation-line": "#a08a26",
    "token": "#9ccbb8", "token-line": "#22837f", "reshape": "#f0f2f0", "reshape-line": "#76867c",
    "resize": "#fde4f4", "resize-line": "#b0437f", "module": "#bcc8dc", "module-line": "#4d627f",
    "recurrent": "#ddd39c", "recurrent-line": "#7d7230", "product": "#e0e0fa", "product-line": "#5656b8",
}
DARK: Theme = {
    "paper": "#12161c", "ink": "#f1f4f8", "muted": "#d2dae4", "edge": "#8a97a8", "frame": "#1a2029",
    "frame-line": "#4a5666", "grid": "#2b343f", "memory": "#f0ad4e", "params": "#b794f4", "mark": "#ff9c93",
    "macs": "#5cc9bf",
    "bubble": "#24477a", "bubble-line": "#79b0ff",
    "input": "#1d232b", "input-line": "#97a3b1", "convolution": "#1f4a82", "convolution-line": "#79b0ff",
    "linear": "#2a6a2c", "linear-line": "#86cf7c", "pooling": "#7a3323", "pooling-line": "#ff9d87",
    "norm": "#50379a", "norm-line": "#bfa2f2", "attention": "#6b4f08", "attention-line": "#f2c662",
    "merge": "#12161c", "merge-line": "#c3ccd8", "activation": "#3d3600", "activation-line": "#e0ce73",
    "token": "#135d5b", "token-line": "#6fd3cd", "reshape": "#1b211d", "reshape-line": "#a5b5ab",
    "resize": "#481134", "resize-line": "#f39acb", "module": "#33455f", "module-line": "#9db4d3",
    "recurrent": "#4a4515", "recurrent-line": "#cfc478", "product": "#24244e", "product-line": "#aeaef6",
}
PRINT: Theme = {
    "paper": "#ffffff", "ink": "#000000", "muted": "#1c1c1c", "edge": "#000000", "frame": "#ffffff",
    "frame-line": "#7a7a7a", "grid": "#cccccc", "memory": "#6e6e6e", "params": "#b4b4b4", "mark": "#000000",
    "macs": "#3c3c3c", "bubble": "#d8d8d8", "bubble-line": "#000000",
    **dict(zip(ROLES, _GREYS, strict=True)), **{f"{role}-line": "#000000" for role in ROLES},
}
"""Black and white, for paper: three greys, told apart by their signs."""


def _shaded(theme: Theme) -> Theme:
    """The theme with a colour for the sides of boxes that are turned from the light, a little like their edges."""
    return {**theme, **{f"{role}-side": _between(theme[role], theme[f"{role}-line"], _SHADE) for role in ROLES}}


def _between(one: str, other: str, share: float) -> str:
    pairs = ((int(one[i:i + 2], 16), int(other[i:i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


LIGHT, DARK, PRINT = map(_shaded, (LIGHT, DARK, PRINT))
THEMES: Mapping[str, Theme] = {"light": LIGHT, "dark": DARK, "print": PRINT}

SIGNS: Mapping[str, str] = {
    "linear": "bar", "activation": "bar", "input": "bar", "norm": "corner", "token": "corner", "resize": "corner",
    "attention": "foot", "reshape": "foot", "module": "foot", "recurrent": "head", "product": "head",
}
"""The second sign of a role: a bar at the left, the foot or the head, or a corner; the others have none.

Roles of one sign differ in colour for everybody, by 12 and more in CIEDE2000 with each kind of colour-blindness.
"""


def role(op: Op) -> str:
    """The role that an operator is coloured by: the family whose colour it asks for, or its own."""
    words = {op.drawn_as} if op.drawn_as else op.traits & FAMILIES.keys()
    return next((role for role in ROLES if role in words), "reshape")
