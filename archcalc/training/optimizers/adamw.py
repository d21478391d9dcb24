"""Adam with decoupled weight decay, which remembers what Adam does."""

from archcalc.training.optimizers.adam import TEMPORARIES, WORDS, state

__all__ = ["SOURCE", "TEMPORARIES", "WORDS", "state"]

SOURCE = "Loshchilov and Hutter 2019; torch.optim.AdamW"
