"""Memory divided among devices as ZeRO divides it (Rajbhandari et al. 2020).

Stage 1 divides the optimizer's state, stage 2 also the gradients, stage 3 also the parameters, of which one layer at a
time is then gathered whole. Experts of a mixture that some ranks share are divided among the ranks that hold the same
ones (DeepSpeed, runtime/zero/stage_1_and_2.py, expert_dp_process_group).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.operator import Shape
from archcalc.training.memory import Held

STAGES = (0, 1, 2, 3)
_OPTIMIZER, _GRADIENTS, _PARAMETERS = STAGES[1:]


class Sharding(NamedTuple):
    """ZeRO's stage, 0 where every device holds everything, the number of devices, and the ranks that share experts."""

    stage: int = 0
    devices: int = 1
    expert_ranks: int = 1

    @property
    def gathers(self) -> bool:
        """True where parameters are divided, and a layer's are gathered while it works."""
        return self.stage >= _PARAMETERS and self.devices > 1

    def parameters(self, size: int, experts: int = 0) -> int:
        """The bytes of one device's share of parameters, of which some are of experts; rounded up to a byte."""
        return self._share(size, experts, _PARAMETERS)

    def gradients(self, size: int, experts: int = 0) -> int:
        """The bytes of one device's share of their gradients."""
        return self._share(size, experts, _GRADIENTS)

    def optimizer(self, size: int, experts: int = 0) -> int:
        """The bytes of one device's share of what the optimizer holds."""
        return self._share(size, experts, _OPTIMIZER)

    def stepped(self, arrays: Sequence[Shape], experts: int = 0) -> Sequence[Shape]:
        """The arrays that a device's optimizer steps: flat shares where its state is divided.

        So many values of the arrays are of experts, whose share is an array of its own.
        """
        if self.devices == 1 or self.stage < _OPTIMIZER:
            return arrays
        shares = self._shares(sum(map(prod, arrays)), experts)
        return [(share,) for share in shares if share]

    def held(self, whole: Held, largest_layer: int) -> Held:
        """The bytes on one device from step to step, with the parameters of the largest layer gathered beside."""
        gathered = largest_layer if self.gathers else 0
        return Held(min(whole.parameters, self.parameters(whole.parameters) + gathered), whole.buffers,
                    self.gradients(whole.gradients), self.optimizer(whole.optimizer))

    def _share(self, size: int, experts: int, since: int) -> int:
        return sum(self._shares(size, experts)) if self.stage >= since else size

    def _shares(self, size: int, experts: int) -> tuple[int, int]:
        return -(-(size - experts) // self.devices), -(-experts // (self.devices // self.expert_ranks))


WHOLE = Sharding()
"""Everything on every device."""
