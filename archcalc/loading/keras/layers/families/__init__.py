"""Layers that have the same rule: a family to a file, whose `RULES` hold one for each class of Keras's."""
