"""Parts of what libraries have, and their networks in a form that only a call gives: networks.toml names them."""

from importlib import import_module
from typing import Any

import torch
import torchvision


class RetinaNet(torch.nn.Module):
    """torchvision's, without what it does before the first and after the last convolution."""

    def __init__(self) -> None:
        super().__init__()
        whole = torchvision.models.detection.retinanet_resnet50_fpn(weights=None, weights_backbone=None)
        self.body, self.head = whole.backbone, whole.head

    def forward(self, x: torch.Tensor) -> dict[str, torch.Tensor]:
        return self.head(list(self.body(x).values()))


def fcn_resnet50() -> Any:
    """torchvision's, without the auxiliary head."""
    return torchvision.models.segmentation.fcn_resnet50(weights=None, weights_backbone=None, num_classes=21, aux_loss=False)


def repvgg_a0_deployed() -> Any:
    """timm's, the branches of each layer folded into one convolution."""
    timm = import_module("timm")
    with torch.device("cpu"):
        model = timm.utils.model.reparameterize_model(timm.create_model("repvgg_a0").eval())
    return model.to("meta").requires_grad_()
