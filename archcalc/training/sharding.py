"""Memory divided among devices as ZeRO divides it (Rajbhandari et al. 2020).

Stage 1 divides the optimizer's state, stage 2 also the gradients, stage 3 also the parameters, of which one layer at a
time is then gathered whole.
"""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple
from archcalc.training.memory import Held

STAGES = (0, 1, 2, 3)
_OPTIMIZER, _GRADIENTS, _PARAMETERS = STAGES[1:]


class Sharding(NamedTuple):
    """ZeRO's stage, 0 where every device holds everything, and the number of devices."""

    stage: int = 0
    devices: int = 1

    @property
    def gathers(self) -> bool:
        """True where parameters are divided, and a layer's are gathered while it works."""
        return self.stage >= _PARAMETERS and self.devices > 1

    def parameters(self, size: int) -> int:
        """The bytes of one device's share of parameters; what is divided is rounded up to a byte."""
        return self._share(size, _PARAMETERS)

    def gradients(self, size: int) -> int:
        """The bytes of one device's share of their gradients."""
        return self._share(size, _GRADIENTS)

    def optimizer(self, size: int) -> int:
        """The bytes of one device's share of what the optimizer holds."""
        return self._share(size, _OPTIMIZER)

    @property
    def stepping(self) -> int:
        """The devices that share the optimizer's step."""
        return self.devices if self.stage >= _OPTIMIZER else 1

    def held(self, whole: Held, largest_layer: int) -> Held:
        """The bytes on one device from step to step, with the parameters of the largest layer gathered beside."""
        gathered = largest_layer if self.gathers else 0
        return Held(min(whole.parameters, self.parameters(whole.parameters) + gathered), whole.buffers,
                    self.gradients(whole.gradients), self.optimizer(whole.optimizer))

    def _share(self, size: int, since: int) -> int:
        return -(-size // self.devices) if self.stage >= since else size


WHOLE = Sharding()
"""Everything on every device."""
