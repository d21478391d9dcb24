"""The colours of pictures: each has a role, and every theme a colour for it."""

from __future__ import annotations

from collections.abc import Mapping

from archcalc.operators.operator import Op

Theme = Mapping[str, str]

ROLES = ("input", "convolution", "linear", "pooling", "norm", "attention", "merge", "activation", "token", "reshape",
         "resize", "module")
"""What has a colour of its own, in the order of a legend: families of operators, and modules."""

LIGHT: Theme = {
    "paper": "#ffffff", "ink": "#1b2430", "muted": "#586374", "edge": "#566273", "frame": "#f5f7fa",
    "frame-line": "#b9c3d0", "grid": "#dde3ea", "memory": "#d98c1f", "params": "#8250c8", "mark": "#a3262c",
    "macs": "#2a8f86",
    "bubble": "#bcd5f7", "bubble-line": "#2f6fbf",
    "input": "#eceff3", "input-line": "#7b8794", "convolution": "#d3e4fb", "convolution-line": "#2f6fbf",
    "linear": "#d6f0d0", "linear-line": "#3c8a32", "pooling": "#fbd8d0", "pooling-line": "#c04a33",
    "norm": "#e7ddf7", "norm-line": "#7a55b5", "attention": "#fde9bf", "attention-line": "#b27d08",
    "merge": "#ffffff", "merge-line": "#3f4b5a", "activation": "#fff7d6", "activation-line": "#a08a26",
    "token": "#cfeeee", "token-line": "#22837f", "reshape": "#eef1ef", "reshape-line": "#76867c",
    "resize": "#f8dcec", "resize-line": "#b0437f", "module": "#e3e9f2", "module-line": "#4d627f",
}
DARK: Theme = {
    "paper": "#12161c", "ink": "#e8ecf1", "muted": "#aab4c0", "edge": "#8a97a8", "frame": "#1a2029",
    "frame-line": "#4a5666", "grid": "#2b343f", "memory": "#f0ad4e", "params": "#b794f4", "mark": "#ff9c93",
    "macs": "#5cc9bf",
    "bubble": "#24477a", "bubble-line": "#79b0ff",
    "input": "#2a313b", "input-line": "#97a3b1", "convolution": "#1c3a63", "convolution-line": "#79b0ff",
    "linear": "#1f4420", "linear-line": "#86cf7c", "pooling": "#5c2a20", "pooling-line": "#ff9d87",
    "norm": "#3b2c5c", "norm-line": "#bfa2f2", "attention": "#54400f", "attention-line": "#f2c662",
    "merge": "#12161c", "merge-line": "#c3ccd8", "activation": "#4a4318", "activation-line": "#e0ce73",
    "token": "#134746", "token-line": "#6fd3cd", "reshape": "#2a322d", "reshape-line": "#a5b5ab",
    "resize": "#562443", "resize-line": "#f39acb", "module": "#263245", "module-line": "#9db4d3",
}
THEMES: Mapping[str, Theme] = {"light": LIGHT, "dark": DARK}


def role(op: Op) -> str:
    """The role that an operator is coloured by: the family whose colour it asks for, or its own."""
    words = {op.drawn_as} if op.drawn_as else op.traits
    return next((role for role in ROLES if role in words), "reshape")
