"""A reference script for a network that no library has as its paper draws it."""

from importlib import import_module
from typing import Any


def unet() -> Any:
    """Figure 1 of the U-Net paper: unpadded convs with biases, no norms, one channel in, two classes out."""
    torch = import_module("torch")
    nn = torch.nn

    def double(c_in: int, c_out: int) -> Any:
        return nn.Sequential(nn.Conv2d(c_in, c_out, 3), nn.ReLU(), nn.Conv2d(c_out, c_out, 3), nn.ReLU())

    class UNet(nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.down = nn.ModuleList(double(c // 2 if c > 64 else 1, c) for c in (64, 128, 256, 512, 1024))
            self.up = nn.ModuleList(nn.ConvTranspose2d(c, c // 2, 2, 2) for c in (1024, 512, 256, 128))
            self.merge = nn.ModuleList(double(c, c // 2) for c in (1024, 512, 256, 128))
            self.head = nn.Conv2d(64, 2, 1)

        def forward(self, x: Any) -> Any:
            kept: list[Any] = []
            for level in self.down:
                kept.append(level(nn.functional.max_pool2d(kept[-1], 2) if kept else x))
            x = kept.pop()
            for up, merge in zip(self.up, self.merge, strict=True):
                x, skip = up(x), kept.pop()
                edge = (x.shape[-1] - skip.shape[-1]) // 2
                x = merge(torch.cat([nn.functional.pad(skip, [edge] * 4), x], 1))
            return self.head(x)

    return UNet()
