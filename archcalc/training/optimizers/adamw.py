"""Adam with decoupled weight decay, which remembers what Adam does."""

from archcalc.training.optimizers.adam import WORDS, state

__all__ = ["SOURCE", "WORDS", "state"]

SOURCE = "Loshchilov and Hutter 2019; torch.optim.AdamW"
