"""Networks for segmentation and detection, written out in PyTorch: networks.toml names them."""

from itertools import pairwise

import torch
import torchvision
from torch import Tensor, nn
from torch.nn import functional
from written_out import chain


def conv_relu(c_in: int, c_out: int, kernel: int, padding: int = 0) -> list[nn.Module]:
    return [nn.Conv2d(c_in, c_out, kernel, padding=padding), nn.ReLU()]


def conv_norm_relu(c_in: int, c_out: int, kernel: int, padding: int = 0, dilation: int = 1, bias: bool = False) -> list[nn.Module]:
    return [nn.Conv2d(c_in, c_out, kernel, padding=padding, dilation=dilation, bias=bias), nn.BatchNorm2d(c_out), nn.ReLU()]


def enlarged(x: Tensor, other: Tensor) -> Tensor:
    return functional.interpolate(x, size=other.shape[2:], mode="bilinear", align_corners=False)


VGG16 = ((3, 64, 64), (64, 128, 128), (128, 256, 256, 256), (256, 512, 512, 512), (512, 512, 512, 512))


class Fcn(nn.Module):
    """Long et al. 2014 and its Caffe models: VGG-16 padded by 100, scores of 21 classes enlarged and summed."""

    def __init__(self, stride: int) -> None:
        super().__init__()
        self.stages = nn.ModuleList()
        for i, widths in enumerate(VGG16):
            layers = [layer for a, b in pairwise(widths) for layer in conv_relu(a, b, 3, 1)]
            if i == 0:
                layers[0] = nn.Conv2d(3, 64, 3, padding=100)
            self.stages.append(chain(*layers, nn.MaxPool2d(2, ceil_mode=True)))
        self.scores = chain(*conv_relu(512, 4096, 7), nn.Dropout(), *conv_relu(4096, 4096, 1), nn.Dropout(), nn.Conv2d(4096, 21, 1))
        self.sides = nn.ModuleList(nn.Conv2d(width, 21, 1) for width in (512, 256)[: {32: 0, 16: 1, 8: 2}[stride]])
        self.twice = nn.ModuleList(nn.ConvTranspose2d(21, 21, 4, 2, bias=False) for _ in self.sides)
        self.last, self.offset = nn.ConvTranspose2d(21, 21, 2 * stride, stride, bias=False), {32: 19, 16: 27, 8: 31}[stride]

    def forward(self, image: Tensor) -> Tensor:
        x, pools = image, []
        for stage in self.stages:
            x = stage(x)
            pools.append(x)
        x = self.scores(x)
        for side, twice, pool, offset in zip(self.sides, self.twice, pools[3:1:-1], (5, 9), strict=False):
            x, added = twice(x), side(pool)
            x = x + added[:, :, offset:offset + x.shape[2], offset:offset + x.shape[3]]
        height, width = image.shape[2:]
        return self.last(x)[:, :, self.offset:self.offset + height, self.offset:self.offset + width]


class SegNet(nn.Module):
    """Badrinarayanan et al. 2015: VGG-16's convolutions with batch norm, and the same mirrored behind unpoolings."""

    def __init__(self, classes: int = 11) -> None:
        super().__init__()
        def stage(widths: tuple[int, ...]) -> nn.Sequential:
            return chain(*(layer for a, b in pairwise(widths) for layer in conv_norm_relu(a, b, 3, 1, bias=True)))
        self.encoder = nn.ModuleList(stage(widths) for widths in VGG16)
        self.decoder = nn.ModuleList(stage(widths) for widths in (
            (512, 512, 512, 512), (512, 512, 512, 256), (256, 256, 256, 128), (128, 128, 64), (64, 64)))
        self.scores = nn.Conv2d(64, classes, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        places = []
        for stage in self.encoder:
            x = stage(x)
            size = x.shape
            x, place = functional.max_pool2d(x, 2, return_indices=True)
            places.append((place, size))
        for stage in self.decoder:
            place, size = places.pop()
            x = stage(functional.max_unpool2d(x, place, 2, output_size=list(size)))
        return self.scores(x)


class UNetPlusPlus(nn.Module):
    """Zhou et al. 2018, Figure 1, with the widths 32 to 512 of its Table 2's networks; four outputs under supervision."""

    def __init__(self, widths: tuple[int, ...] = (32, 64, 128, 256, 512)) -> None:
        super().__init__()
        def pair(c_in: int, c_out: int) -> nn.Sequential:
            return chain(*conv_relu(c_in, c_out, 3, 1), *conv_relu(c_out, c_out, 3, 1))
        self.first = nn.ModuleList(pair(c_in, c_out) for c_in, c_out in pairwise((3, *widths)))
        self.up, self.nodes = nn.ModuleDict(), nn.ModuleDict()
        for j in range(1, 5):
            for i in range(5 - j):
                self.up[f"{i}{j}"] = nn.ConvTranspose2d(widths[i + 1], widths[i], 2, 2)
                self.nodes[f"{i}{j}"] = pair((j + 1) * widths[i], widths[i])
        self.scores = nn.ModuleList(nn.Conv2d(widths[0], 1, 1) for _ in range(4))

    def forward(self, x: Tensor) -> list[Tensor]:
        found: dict[tuple[int, int], Tensor] = {}
        for i, node in enumerate(self.first):
            found[i, 0] = node(functional.max_pool2d(found[i - 1, 0], 2) if i else x)
        for j in range(1, 5):
            for i in range(5 - j):
                across = [found[i, k] for k in range(j)]
                found[i, j] = self.nodes[f"{i}{j}"](torch.cat([*across, self.up[f"{i}{j}"](found[i + 1, j - 1])], 1))
        return [torch.sigmoid(score(found[0, j + 1])) for j, score in enumerate(self.scores)]


def resnet(depth: int, dilated: tuple[bool, bool, bool]) -> nn.Module:
    """torchvision's ResNet without its classifier, later stages dilated in place of halved."""
    body = getattr(torchvision.models, f"resnet{depth}")(replace_stride_with_dilation=dilated)
    body.fc = nn.Identity()
    return body


def stages(body: nn.Module, x: Tensor) -> list[Tensor]:
    """What the four stages of a ResNet give."""
    x, given = body.maxpool(body.relu(body.bn1(body.conv1(x)))), []
    for stage in (body.layer1, body.layer2, body.layer3, body.layer4):
        x = stage(x)
        given.append(x)
    return given


class AtrousPyramid(nn.Module):
    """Chen et al. 2017, Figure 5: a 1x1 convolution, three dilated ones and the whole image, joined."""

    def __init__(self, rates: tuple[int, ...]) -> None:
        super().__init__()
        self.branches = nn.ModuleList([chain(*conv_norm_relu(2048, 256, 1)), *(
            chain(*conv_norm_relu(2048, 256, 3, rate, rate)) for rate in rates)])
        self.image = chain(nn.AdaptiveAvgPool2d(1), *conv_norm_relu(2048, 256, 1))
        self.joined = chain(*conv_norm_relu(1280, 256, 1), nn.Dropout(0.5))

    def forward(self, x: Tensor) -> Tensor:
        return self.joined(torch.cat([*(branch(x) for branch in self.branches), enlarged(self.image(x), x)], 1))


class DeepLabV3Plus(nn.Module):
    """Chen et al. 2018, Figure 2, on ResNet-101 with output stride 16: 48 channels of conv2_x meet the pyramid."""

    def __init__(self, classes: int = 21) -> None:
        super().__init__()
        self.body, self.pyramid = resnet(101, (False, False, True)), AtrousPyramid((6, 12, 18))
        self.low = chain(*conv_norm_relu(256, 48, 1))
        self.head = chain(*conv_norm_relu(304, 256, 3, 1), *conv_norm_relu(256, 256, 3, 1), nn.Conv2d(256, classes, 1))

    def forward(self, image: Tensor) -> Tensor:
        low, _, _, x = stages(self.body, image)
        low = self.low(low)
        return enlarged(self.head(torch.cat([enlarged(self.pyramid(x), low), low], 1)), image)


class PspNet(nn.Module):
    """Zhao et al. 2016, Figure 3, on torchvision's ResNet-50: means over 1, 4, 9 and 36 parts of the image."""

    def __init__(self, classes: int = 21) -> None:
        super().__init__()
        self.body = resnet(50, (False, True, True))
        self.parts = nn.ModuleList(chain(nn.AdaptiveAvgPool2d(size), *conv_norm_relu(2048, 512, 1)) for size in (1, 2, 3, 6))
        self.head = chain(*conv_norm_relu(4096, 512, 3, 1), nn.Dropout(0.1), nn.Conv2d(512, classes, 1))

    def forward(self, image: Tensor) -> Tensor:
        x = stages(self.body, image)[-1]
        return enlarged(self.head(torch.cat([x, *(enlarged(part(x), x) for part in self.parts)], 1)), image)


class DeepLabV3(nn.Module):
    """torchvision's, without the auxiliary head."""

    def __init__(self) -> None:
        super().__init__()
        self.model = torchvision.models.segmentation.deeplabv3_resnet50(
            weights=None, weights_backbone=None, num_classes=21, aux_loss=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.model(x)["out"]


class Ssd(nn.Module):
    """torchvision's SSD300, without what it does before the first and after the last convolution."""

    def __init__(self) -> None:
        super().__init__()
        whole = torchvision.models.detection.ssd300_vgg16(weights=None, weights_backbone=None)
        self.body, self.head = whole.backbone, whole.head

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        return self.head(list(self.body(x).values()))


class C2f(nn.Module):
    """Ultralytics' stage: one half of the channels goes through bottlenecks, and all that came out is joined."""

    def __init__(self, c_in: int, c_out: int, times: int, shortcut: bool) -> None:
        super().__init__()
        self.half, self.shortcut = c_out // 2, shortcut
        self.first, self.last = cbs(c_in, c_out, 1), cbs((2 + times) * self.half, c_out, 1)
        self.bottlenecks = nn.ModuleList(chain(cbs(self.half, self.half), cbs(self.half, self.half)) for _ in range(times))

    def forward(self, x: Tensor) -> Tensor:
        parts = [*self.first(x).chunk(2, 1)]
        for bottleneck in self.bottlenecks:
            parts.append(bottleneck(parts[-1]) + parts[-1] if self.shortcut else bottleneck(parts[-1]))
        return self.last(torch.cat(parts, 1))


def cbs(c_in: int, c_out: int, kernel: int = 3, stride: int = 1) -> nn.Sequential:
    return chain(nn.Conv2d(c_in, c_out, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(c_out), nn.SiLU())


class YoloV8(nn.Module):
    """Ultralytics' yolov8.yaml, as far as the last convolutions."""

    def __init__(self, depth: float, width: float, most: int) -> None:
        super().__init__()
        c = [int((min(each, most) * width + 7) // 8 * 8) for each in (64, 128, 256, 512, 1024)]
        many = [max(1, round(each * depth)) for each in (3, 6, 6, 3)]
        self.stem, self.down, self.stages = cbs(3, c[0], 3, 2), nn.ModuleList(), nn.ModuleList()
        for (a, b), times in zip(pairwise(c), many, strict=True):
            self.down.append(cbs(a, b, 3, 2))
            self.stages.append(C2f(b, b, times, shortcut=True))
        self.spp_first, self.spp_last = cbs(c[4], c[4] // 2, 1), cbs(2 * c[4], c[4], 1)
        self.fine4, self.fine3 = C2f(c[4] + c[3], c[3], many[0], False), C2f(c[3] + c[2], c[2], many[0], False)
        self.again4, self.again5 = cbs(c[2], c[2], 3, 2), cbs(c[3], c[3], 3, 2)
        self.coarse4, self.coarse5 = C2f(c[2] + c[3], c[3], many[0], False), C2f(c[3] + c[4], c[4], many[0], False)
        box, label = max(64, c[2] // 4), max(c[2], 80)
        self.boxes = nn.ModuleList(chain(cbs(each, box), cbs(box, box), nn.Conv2d(box, 64, 1)) for each in c[2:])
        self.classes = nn.ModuleList(chain(cbs(each, label), cbs(label, label), nn.Conv2d(label, 80, 1)) for each in c[2:])

    def forward(self, x: Tensor) -> list[tuple[Tensor, Tensor]]:
        x, maps = self.stem(x), []
        for down, stage in zip(self.down, self.stages, strict=True):
            x = stage(down(x))
            maps.append(x)
        pooled = [self.spp_first(x)]
        for _ in range(3):
            pooled.append(functional.max_pool2d(pooled[-1], 5, 1, 2))
        p5 = self.spp_last(torch.cat(pooled, 1))
        p4 = self.fine4(torch.cat([functional.interpolate(p5, scale_factor=2), maps[2]], 1))
        p3 = self.fine3(torch.cat([functional.interpolate(p4, scale_factor=2), maps[1]], 1))
        p4 = self.coarse4(torch.cat([self.again4(p3), p4], 1))
        p5 = self.coarse5(torch.cat([self.again5(p4), p5], 1))
        return [(box(each), label(each)) for each, box, label in zip((p3, p4, p5), self.boxes, self.classes, strict=True)]


class RegionNetwork(nn.Module):
    """Parts of torchvision's Faster or Mask R-CNN, called level by level on regions that are fixed, not proposed."""

    def __init__(self, kind: str, boxes: int = 250, masks: int = 0) -> None:
        super().__init__()
        whole = getattr(torchvision.models.detection, kind)(weights=None, weights_backbone=None)
        self.body, self.proposals, self.heads = whole.backbone, whole.rpn.head, whole.roi_heads
        self.boxes, self.masks = boxes, masks

    def forward(self, image: Tensor) -> list[Tensor]:
        levels = list(self.body(image).values())
        found = [*self.proposals(levels)]
        for level in levels[:4]:
            regions = level.new_zeros(self.boxes, 256, 7, 7)
            found += self.heads.box_predictor(self.heads.box_head(regions))
            if self.masks:
                regions = level.new_zeros(self.masks, 256, 14, 14)
                found.append(self.heads.mask_predictor(self.heads.mask_head(regions)))
        return found
