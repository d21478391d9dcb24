"""Parts of what libraries have, and their networks in a form that only a call gives: networks.toml names them."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import torch
import torchvision


class Called(torch.nn.Module):
    """A model that is called with other arguments: `call(model, *inputs)`; inputs that are words come as numbers."""

    def __init__(self, model: torch.nn.Module, call: Callable[..., Any]) -> None:
        super().__init__()
        self.model, self.call = model, call

    def forward(self, *inputs: torch.Tensor) -> Any:
        return self.call(self.model, *inputs)


def transformers_model(kind: str, **settings: Any) -> Any:
    """A class of transformers, of the configuration that its settings make, with attention in elementary operations."""
    transformers = import_module("transformers")
    config = getattr(transformers, kind).config_class(**settings, attn_implementation="eager")
    return getattr(transformers, kind)(config)


def whisper(depth: int, width: int, heads: int) -> Any:
    """Both sides of transformers' Whisper."""
    sides = {f"{side}_{key}": value for side in ("encoder", "decoder") for key, value in
             (("layers", depth), ("attention_heads", heads), ("ffn_dim", 4 * width))}
    model = transformers_model("WhisperForConditionalGeneration", d_model=width, **sides)
    return Called(model, lambda model, sound, text: model(sound, decoder_input_ids=text.long(), use_cache=False))


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


def r2plus1d_18() -> Any:
    """torchvision's network for clips, which its registry of models for images has not."""
    return import_module("torchvision.models.video").r2plus1d_18()


def diffusers_model(kind: str, **settings: Any) -> Any:
    """A class of diffusers, with attention in elementary operations."""
    model = getattr(import_module("diffusers"), kind)(**settings)
    if hasattr(model, "set_attn_processor"):
        model.set_attn_processor(import_module("diffusers.models.attention_processor").AttnProcessor2_0())
    return model


def ddpm_cifar10() -> Any:
    """The U-Net of google/ddpm-cifar10-32; the time's sines and cosines are made inside."""
    model = diffusers_model(
        "UNet2DModel", sample_size=32, in_channels=3, out_channels=3, block_out_channels=(128, 256, 256, 256), downsample_padding=0,
        down_block_types=("DownBlock2D", "AttnDownBlock2D", "DownBlock2D", "DownBlock2D"), attention_head_dim=256, norm_eps=1e-6,
        up_block_types=("UpBlock2D", "UpBlock2D", "AttnUpBlock2D", "UpBlock2D"), flip_sin_to_cos=False, freq_shift=1)
    return Called(model, lambda model, time, image: model(image, time[:, 0]))


def stable_diffusion_unet() -> Any:
    """The U-Net of Stable Diffusion 1.5; the time's sines and cosines are made inside."""
    model = diffusers_model("UNet2DConditionModel", cross_attention_dim=768)
    return Called(model, lambda model, text, time, image: model(image, time[:, 0], text))


def stable_diffusion_vae() -> Any:
    """The autoencoder of Stable Diffusion 1.5."""
    return diffusers_model("AutoencoderKL", block_out_channels=(128, 256, 512, 512), layers_per_block=2, latent_channels=4,
                           down_block_types=["DownEncoderBlock2D"] * 4, up_block_types=["UpDecoderBlock2D"] * 4)


def clip(width: int = 768, patch: int = 32) -> Any:
    """Both sides of transformers' CLIP."""
    model = transformers_model("CLIPModel")
    return Called(model, lambda model, image, text: model(text.long(), image))


def t5(**settings: int) -> Any:
    """Both sides of transformers' T5."""
    model = transformers_model("T5ForConditionalGeneration", **settings)
    return Called(model, lambda model, source, target: model(source.long(), decoder_input_ids=target.long(), use_cache=False))


def wav2vec2() -> Any:
    """transformers' wav2vec 2.0 as it is used: weights of the convolution of places as one array, no vector for what is masked."""
    model = transformers_model("Wav2Vec2Model")
    torch.nn.utils.parametrize.remove_parametrizations(model.encoder.pos_conv_embed.conv, "weight")
    del model.masked_spec_embed
    return Called(model, lambda model, sound: model(sound[:, 0]))


def slowfast(frames: int, ratio: int, fusion: int) -> Any:
    """PyTorchVideo's SlowFast on ResNet-50, so many slow frames, `ratio` times as many fast ones."""
    model = import_module("pytorchvideo.models.slowfast").create_slowfast(
        slowfast_fusion_conv_kernel_size=(fusion, 1, 1), slowfast_fusion_conv_stride=(ratio, 1, 1),
        head_pool_kernel_sizes=((frames, 7, 7), (frames * ratio, 7, 7)))
    return Called(model, lambda model, slow, fast: model([slow, fast]))


def vnet() -> Any:
    """MONAI's V-Net."""
    return import_module("monai.networks.nets.vnet").VNet()


def mamba() -> Any:
    """transformers' Mamba 130M."""
    return Called(transformers_model("MambaForCausalLM", num_hidden_layers=24, use_cache=False), lambda model, words: model(words.long()))
