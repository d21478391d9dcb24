"""The first words of archcalc to who has typed nothing but its name."""

from __future__ import annotations

from archcalc.base.version import version

TRY = (
    ("archcalc vgg16", "the table of a network"),
    ("archcalc explain alexnet conv1", "the arithmetic behind a number"),
    ("archcalc draw googlenet -o net.svg", "a drawing"),
    ("archcalc new my.yaml", "a network of your own"),
    ('archcalc solve "conv 6 5x5 on 32x32x1"', "homework"),
)
"""Five things to try, and what each gives."""


def greeting() -> str:
    """Under ten lines: what archcalc is, five things to try, the manual."""
    found = version()
    name = f"archcalc {found}" if found[:1].isdigit() else "archcalc"
    width = max(len(command) for command, _ in TRY)
    return "\n".join([f"{name}: a calculator for neural network architectures. Try:", "",
                      *(f"  {command:{width}}  {gives}" for command, gives in TRY), "",
                      "The manual: archcalc manual start. All commands: archcalc --help.", ""])
