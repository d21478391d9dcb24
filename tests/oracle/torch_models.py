"""Models of torchvision, timm and transformers, and classes of torch.nn: archcalc's figures beside PyTorch's own.

    python tests/oracle/torch_models.py record torchvision        figures into torch_models.json
    python tests/oracle/torch_models.py record timm --held-out     of the third of a list that is kept back while rules are written
    python tests/oracle/torch_models.py programs                  those of torch.nn into torch_programs.json, for tests without torch
    python tests/oracle/torch_models.py tell                       how many are captured, and equal

Parameters are `sum(p.numel())`, FLOPs those of FlopCounterMode on the device meta (where a forward pass needs values, on
the processor); archcalc's MACs are equal where twice as many are those FLOPs. The lists were written before any model of
them was tried. Needs torch, and torchvision, timm, transformers for their own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FIGURES = Path(__file__).with_suffix(".json")
PROGRAMS = FIGURES.with_name("torch_programs.json")
"""The exported programs of the classes, by which tests read them again without PyTorch."""

TORCHVISION = {
    "1x3x224x224": """alexnet convnext_base convnext_large convnext_small convnext_tiny densenet121 densenet161 densenet169 densenet201
        efficientnet_b0 efficientnet_b1 efficientnet_b2 efficientnet_b3 efficientnet_b4 efficientnet_b5 efficientnet_b6 efficientnet_b7
        efficientnet_v2_l efficientnet_v2_m efficientnet_v2_s googlenet maxvit_t mnasnet0_5 mnasnet0_75 mnasnet1_0 mnasnet1_3
        mobilenet_v2 mobilenet_v3_large mobilenet_v3_small regnet_x_16gf regnet_x_1_6gf regnet_x_32gf regnet_x_3_2gf regnet_x_400mf
        regnet_x_800mf regnet_x_8gf regnet_y_128gf regnet_y_16gf regnet_y_1_6gf regnet_y_32gf regnet_y_3_2gf regnet_y_400mf
        regnet_y_800mf regnet_y_8gf resnet101 resnet152 resnet18 resnet34 resnet50 resnext101_32x8d resnext101_64x4d resnext50_32x4d
        shufflenet_v2_x0_5 shufflenet_v2_x1_0 shufflenet_v2_x1_5 shufflenet_v2_x2_0 squeezenet1_0 squeezenet1_1 swin_b swin_s swin_t
        swin_v2_b swin_v2_s swin_v2_t vgg11 vgg11_bn vgg13 vgg13_bn vgg16 vgg16_bn vgg19 vgg19_bn vit_b_16 vit_b_32 vit_h_14 vit_l_16
        vit_l_32 wide_resnet101_2 wide_resnet50_2""",
    "1x3x299x299": "inception_v3",
    "1x3x128x128": """deeplabv3_mobilenet_v3_large deeplabv3_resnet101 deeplabv3_resnet50 fcn_resnet101 fcn_resnet50
        lraspp_mobilenet_v3_large""",
    "1x3x8x64x64": "mc3_18 r2plus1d_18 r3d_18",
    "1x3x16x224x224": "mvit_v1_b mvit_v2_s s3d swin3d_b swin3d_s swin3d_t",
    "[3x320x320]": """fasterrcnn_mobilenet_v3_large_320_fpn fasterrcnn_mobilenet_v3_large_fpn fasterrcnn_resnet50_fpn
        fasterrcnn_resnet50_fpn_v2 fcos_resnet50_fpn keypointrcnn_resnet50_fpn maskrcnn_resnet50_fpn maskrcnn_resnet50_fpn_v2
        retinanet_resnet50_fpn retinanet_resnet50_fpn_v2 ssd300_vgg16 ssdlite320_mobilenet_v3_large""",
}
"""Every model of classification, segmentation, video and detection, by its input; of detection, a list of one image."""

TIMM = """
aimv2_1b_patch14_224 bat_resnext26ts beit_base_patch16_224 beitv2_base_patch16_224 botnet26t_256 botnet50ts_256 cait_xxs24_224
coat_lite_medium_384 coat_tiny coatnet_0_224 coatnet_0_rw_224 coatnet_bn_0_rw_224 coatnet_pico_rw_224 coatnet_rmlp_nano_rw_224
coatnext_nano_rw_224 convformer_s18 convit_tiny convmixer_1024_20_ks9_p14 convmixer_768_32 convnext_atto convnext_atto_ols
convnext_large_mlp convnext_tiny_hnf convnext_xxlarge convnextv2_atto cpubone_b0_bfrobust cpubone_b2pt5_dwnorm cpubone_nano
crossvit_18_240 crossvit_18_dagger_240 crossvit_tiny_240 cs3darknet_focus_s cs3darknet_focus_x cs3darknet_s cs3edgenet_x cs3sedarknet_x
cs3sedarknet_xdw csatv2 csatv2_21m cspnext_tiny cspnext_x cspresnet50 cspresnet50d cspresnet50w darknet17 darknetaa53 davit_base_fl
davit_tiny deepseek_vit_412m deepseek_vit_412m_align deepseek_vit_412m_enc deit_tiny_distilled_patch16_224 deit_tiny_patch16_224
densenet121 densenet264d densenetblur121d dla34 dla46_c dla46x_c dla60_res2net dla60x dm_nfnet_f0 dpn48b dpn68 eca_botnext26ts_256
eca_resnet33ts ecaresnet50d ecaresnet50d_pruned ecaresnetlight ecaresnext26t_32x4d edgenext_small edgenext_small_rw edgenext_xx_small
efficientformer_l1 efficientformerv2_s0 efficientnet_b0 efficientnet_b0_g16_evos efficientnet_b0_gn efficientnet_el
efficientnet_el_pruned efficientnet_em efficientnet_es efficientnet_es_pruned efficientnet_x_b3 efficientnetv2_rw_t efficientnetv2_s
efficientvim_m1 efficientvim_m1_dist efficientvit_b0 ese_vovnet19b_dw ese_vovnet19b_slim_dw ese_vovnet39b ese_vovnet39b_evos
eva02_enormous_patch14_clip_224 eva02_tiny_patch14_224 eva_giant_patch14_clip_224 fasternet_t0 fastvit_mci0 fastvit_sa12 fastvit_t8
fbnetc_100 fbnetv3_b fbnetv3_d flexivit_small focalnet_huge_fl3 focalnet_tiny_lrf focalnet_tiny_srf gc_efficientnetv2_rw_t gcresnet33ts
gcresnext26ts gcvit_xxtiny gemma4_vit_167m gemma4_vit_167m_enc gernet_s ghostnet_050 ghostnetv2_100 gmixer_12_224 gmlp_s16_224
gmlp_ti16_224 halo2botnet50ts_256 halonet26t halonet_h1 hardcorenas_a hardcorenas_b hardcorenas_c hardcorenas_e hardcorenas_f hgnet_tiny
hgnetv2_b0 hiera_base_plus_224 hiera_small_abswin_256 hiera_tiny_224 hieradet_small hrnet_w18_small hrnet_w18_small_v2 hrnet_w18_ssld
iformer_l_distilled iformer_t inception_next_atto inception_resnet_v2 inception_v3 lambda_resnet26rpt_256 lambda_resnet26t
lambda_resnet50ts lcnet_035 lcnetv2_small legacy_senet154 legacy_seresnet18 legacy_seresnext26_32x4d legacy_xception levit_128s
levit_256d levit_384_s8 levit_conv_128s levit_conv_384_s8 lowformer_b0 lowformer_e1 mambaout_base_short_rw mambaout_base_tall_rw
mambaout_base_wide_rw mambaout_femto mambaout_kobe maxvit_pico_rw_256 maxvit_rmlp_pico_rw_256 maxvit_tiny_pm_256
maxxvit_rmlp_nano_rw_256 maxxvitv2_rmlp_base_rw_224 mixer_s16_224 mixnet_s mnasnet_small mobilenet_edgetpu_100 mobilenetv2_110d
mobilenetv3_rw mobilenetv4_conv_aa_large mobilenetv4_conv_small mobilenetv4_conv_small_035 mobilenetv4_hybrid_large_075 mobilenetv5_300m
mobilenetv5_300m_enc mobilenetv5_base mobileone_s0 mobilevit_xxs mobilevitv2_050 mvitv2_small_cls mvitv2_tiny
naflexvit_base_patch16_par_gap naflexvit_base_patch16_parfac_gap naflexvit_base_patch16_siglip naflexvit_so150m2_patch16_reg1_gap
naflexvit_so150m2_patch16_reg1_map naflexvit_so400m_patch16_radio_v4 nasnetalarge nest_tiny nest_tiny_jx nextvit_small nf_ecaresnet26
nf_regnet_b0 nf_resnet26 nf_seresnet26 nfnet_f0 nfnet_l0 pit_ti_224 pit_ti_distilled_224 pit_xs_distilled_224 pnasnet5large
poolformer_s12 poolformerv2_s12 pvt_v2_b0 pvt_v2_b2_li qwen3_vit_88m qwen3_vit_88m_enc qwen3_vit_88m_merge rdnet_tiny regnetv_040
regnetx_002 regnetx_004_tv regnety_002 regnetz_005 regnetz_c16 regnetz_c16_evos regnetz_d8_evos regnetz_e8 repghostnet_050 repvgg_a0
repvgg_b1g4 repvgg_d2se repvit_m0_9 repvit_m1 res2net50_14w_8s res2next50 resmlp_12_224 resnest101e resnest14d resnest50d_1s4x24d
resnet18 resnet18d resnet50_clip resnet50_clip_gap resnet50_gn resnet50_mlp resnet50c resnet50s resnet50x4_clip resnet51q resnetaa34d
resnetaa50 resnetblur50d resnetv2_18 resnetv2_50d_evos resnetv2_50d_frn resnetv2_50d_gn resnetv2_50x1_bit resnext50d_32x4d rexnet_100
rexnetr_100 sam2_hiera_base_plus sam2_hiera_tiny samvit_base_patch16 samvit_base_patch16_224 sebotnet33ts_256 sedarknet21 sehalonet33ts
selecsls42 selecsls42b semnasnet_050 senet154 sequencer2d_s seresnet18 seresnet33ts seresnet50t seresnetaa50d seresnext26d_32x4d
seresnext26t_32x4d seresnext26ts seresnext50_32x4d shvit_s1 skresnet18 skresnet50d skresnext50_32x4d spnasnet_100 starnet_s1
swiftformer_xs swin_s3_tiny_224 swin_tiny_patch4_window7_224 swinv2_base_window12to16_192to256 swinv2_cr_tiny_224 swinv2_cr_tiny_ns_224
swinv2_tiny_window8_256 test_byobnet test_convnext test_efficientnet_gn test_efficientnet_ln test_mambaout test_maxvit test_resnet
test_vit test_vit_relpos tf_efficientnet_b0 tf_efficientnet_cc_b0_4e tf_efficientnet_el tf_mixnet_s tf_mobilenetv3_large_minimal_100
tf_mobilenetv3_small_075 tiny_vit_5m_224 tinynet_a tinynet_b tinynet_c tinynet_e tnt_s_legacy_patch16_224 tnt_s_patch16_224 tresnet_l
tresnet_v2_l twins_pcpvt_small twins_svt_small vgg11 vgg11_bn visformer_tiny vit_5b_patch16_sapiens2 vit_7b_patch16_dinov3
vit_base_mci_224 vit_base_patch14_reg1_tipsv2 vit_base_patch16_224_miil vit_base_patch16_clip_224 vit_base_patch16_clip_quickgelu_224
vit_base_patch16_gap_224 vit_base_patch16_plus_clip_240 vit_base_patch16_sapiens2 vit_base_patch16_siglip_224 vit_base_patch16_xp_224
vit_betwixt_patch16_gap_256 vit_betwixt_patch16_reg1_gap_256 vit_betwixt_patch16_rope_reg4_gap_256 vit_betwixt_patch32_clip_224
vit_dpwee_patch16_reg1_gap_256 vit_dwee_patch16_reg1_gap_256 vit_giantopt_patch16_siglip_gap_256 vit_pe_core_tiny_patch16_384
vit_pe_spatial_tiny_patch16_512 vit_relpos_base_patch16_clsgap_224 vit_relpos_base_patch16_plus_240 vit_relpos_base_patch32_plus_rpn_256
vit_relpos_small_patch16_rpn_224 vit_small_patch14_dinov2 vit_small_patch16_lingbot vit_small_patch16_rope_224
vit_small_patch16_rope_mixed_224 vit_small_plus_patch16_dinov3 vit_small_plus_patch16_dinov3_qkvb vit_small_r26_s32_224
vit_small_resnet26d_224 vit_so150m_patch16_reg4_gap_256 vit_so150m_patch16_reg4_map_256 vit_so400m_patch16_radio_v4
vit_srelpos_small_patch16_224 vit_tiny_patch16_224 vit_wee_patch16_reg1_gap_256 vit_xsmall_patch16_clip_224 vitamin_small_224
volo_d1_224 vovnet39a xception41 xception41p xcit_nano_12_p8_224
"""
"""One model of each family: each of timm's files with its variants, sizes aside."""

_SMALL = {"hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 128, "vocab_size": 500,
          "image_size": 64, "max_position_embeddings": 128, "num_key_value_heads": 2, "pad_token_id": 0}
"""What a configuration is made of, as far as it has such an attribute."""
_STAGES = dict.fromkeys(("hidden_size", "num_hidden_layers", "num_attention_heads"))
"""What networks in stages have for each of them: left as it is."""

TRANSFORMERS: dict[str, tuple[str, dict[str, Any], str]] = {
    "BertModel": ("BertConfig", {}, "ids"), "AlbertModel": ("AlbertConfig", {"embedding_size": 32}, "ids"),
    "RobertaModel": ("RobertaConfig", {}, "ids"), "ElectraModel": ("ElectraConfig", {"embedding_size": 32}, "ids"),
    "DistilBertModel": ("DistilBertConfig", {"dim": 64, "n_layers": 2, "n_heads": 4, "hidden_dim": 128}, "ids"),
    "DebertaModel": ("DebertaConfig", {}, "ids"), "DebertaV2Model": ("DebertaV2Config", {}, "ids"),
    "MPNetModel": ("MPNetConfig", {}, "ids"), "CamembertModel": ("CamembertConfig", {}, "ids"),
    "XLMRobertaModel": ("XLMRobertaConfig", {}, "ids"), "RoFormerModel": ("RoFormerConfig", {"embedding_size": 64}, "ids"),
    "ConvBertModel": ("ConvBertConfig", {"embedding_size": 64}, "ids"), "SqueezeBertModel": ("SqueezeBertConfig", {"embedding_size": 64}, "ids"),
    "BigBirdModel": ("BigBirdConfig", {"attention_type": "original_full"}, "ids"), "ErnieModel": ("ErnieConfig", {}, "ids"),
    "ModernBertModel": ("ModernBertConfig", {}, "ids"), "MobileBertModel": ("MobileBertConfig", {}, "ids"),
    "XLNetModel": ("XLNetConfig", {"d_model": 64, "n_layer": 2, "n_head": 4, "d_inner": 128, "max_position_embeddings": None}, "ids"),
    "GPT2LMHeadModel": ("GPT2Config", {"n_embd": 64, "n_layer": 2, "n_head": 4}, "ids"),
    "GPTNeoForCausalLM": ("GPTNeoConfig", {"num_layers": 2, "num_heads": 4, "attention_types": [[["global", "local"], 1]]}, "ids"),
    "GPTNeoXForCausalLM": ("GPTNeoXConfig", {}, "ids"), "OPTForCausalLM": ("OPTConfig", {"ffn_dim": 128, "word_embed_proj_dim": 64}, "ids"),
    "GPTJForCausalLM": ("GPTJConfig", {"n_embd": 64, "n_layer": 2, "n_head": 4, "rotary_dim": 8}, "ids"),
    "BloomForCausalLM": ("BloomConfig", {"n_layer": 2, "n_head": 4}, "ids"), "LlamaForCausalLM": ("LlamaConfig", {}, "ids"),
    "MistralForCausalLM": ("MistralConfig", {}, "ids"), "Qwen2ForCausalLM": ("Qwen2Config", {}, "ids"),
    "Qwen3ForCausalLM": ("Qwen3Config", {"head_dim": 16}, "ids"), "GemmaForCausalLM": ("GemmaConfig", {"head_dim": 16}, "ids"),
    "Gemma2ForCausalLM": ("Gemma2Config", {"head_dim": 16}, "ids"), "PhiForCausalLM": ("PhiConfig", {}, "ids"),
    "Phi3ForCausalLM": ("Phi3Config", {}, "ids"), "FalconForCausalLM": ("FalconConfig", {}, "ids"),
    "StableLmForCausalLM": ("StableLmConfig", {}, "ids"), "Starcoder2ForCausalLM": ("Starcoder2Config", {}, "ids"),
    "OlmoForCausalLM": ("OlmoConfig", {}, "ids"), "CohereForCausalLM": ("CohereConfig", {}, "ids"),
    "MptForCausalLM": ("MptConfig", {"d_model": 64, "n_layers": 2, "n_heads": 4}, "ids"),
    "MambaForCausalLM": ("MambaConfig", {"state_size": 8}, "ids"), "MixtralForCausalLM": ("MixtralConfig", {"num_local_experts": 4}, "ids"),
    "T5ForConditionalGeneration": ("T5Config", {"d_model": 64, "d_kv": 16, "d_ff": 128, "num_layers": 2, "num_heads": 4}, "both"),
    "BartModel": ("BartConfig", {"d_model": 64, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4,
                                 "decoder_attention_heads": 4, "encoder_ffn_dim": 128, "decoder_ffn_dim": 128}, "both"),
    "MarianModel": ("MarianConfig", {"d_model": 64, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4,
                                     "decoder_attention_heads": 4, "encoder_ffn_dim": 128, "decoder_ffn_dim": 128}, "both"),
    "ViTModel": ("ViTConfig", {}, "pixels"), "DeiTModel": ("DeiTConfig", {}, "pixels"), "BeitModel": ("BeitConfig", {}, "pixels"),
    "Dinov2Model": ("Dinov2Config", {}, "pixels"), "SwinModel": ("SwinConfig", {"embed_dim": 24, "depths": [2, 2], "num_heads": [2, 2], "image_size": 224, **_STAGES}, "pixels"),
    "Swinv2Model": ("Swinv2Config", {"embed_dim": 24, "depths": [2, 2], "num_heads": [2, 2], "image_size": 224, **_STAGES}, "pixels"),
    "ConvNextModel": ("ConvNextConfig", {"hidden_sizes": [16, 32, 48, 64], "depths": [1, 1, 1, 1], **_STAGES}, "pixels"),
    "SegformerModel": ("SegformerConfig", {"depths": [1, 1, 1, 1], "hidden_sizes": [8, 16, 24, 32], "num_attention_heads": [1, 2, 2, 4]}, "pixels"),
    "ResNetModel": ("ResNetConfig", {"embedding_size": 16, "hidden_sizes": [16, 32, 48, 64], "depths": [1, 1, 1, 1]}, "pixels"),
    "PvtModel": ("PvtConfig", {"depths": [1, 1, 1, 1], "hidden_sizes": [8, 16, 24, 32], "num_attention_heads": [1, 2, 2, 4]}, "pixels"),
    "LevitModel": ("LevitConfig", {"image_size": 224, **_STAGES}, "pixels"), "MobileViTModel": ("MobileViTConfig", {"hidden_sizes": [32, 48, 64], "image_size": 256}, "pixels"),
    "CLIPVisionModel": ("CLIPVisionConfig", {"patch_size": 16}, "pixels"),
    "Wav2Vec2Model": ("Wav2Vec2Config", {"conv_dim": [32] * 7, "num_conv_pos_embeddings": 16, "num_conv_pos_embedding_groups": 4}, "sound"),
    "HubertModel": ("HubertConfig", {"conv_dim": [32] * 7, "num_conv_pos_embeddings": 16, "num_conv_pos_embedding_groups": 4}, "sound"),
    "WhisperModel": ("WhisperConfig", {"d_model": 64, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4,
                                       "decoder_attention_heads": 4, "encoder_ffn_dim": 128, "decoder_ffn_dim": 128, "num_mel_bins": 40,
                                       "max_source_positions": 50, "decoder_start_token_id": 1}, "speech"),
    "CLIPModel": ("CLIPConfig", {"text_config": {**_SMALL, "eos_token_id": 2}, "vision_config": {**_SMALL, "patch_size": 16}, "projection_dim": 32}, "two"),
}
"""One small configuration of each architecture, its own values beside `_SMALL`, and the inputs it takes."""

CLASSES: dict[str, tuple[str, ...]] = {
    "nn.Linear(8, 4)": ("2x8",), "nn.Bilinear(8, 9, 10)": ("1x8", "1x9"), "nn.Identity()": ("1x8",),
    "nn.Conv1d(8, 16, 3, stride=2, padding=1)": ("1x8x100",), "nn.Conv2d(3, 8, 3, padding='same')": ("1x3x9x9",),
    "nn.Conv3d(1, 4, 3, padding=1)": ("1x1x8x8x8",), "nn.ConvTranspose1d(8, 4, 4, 2, 1)": ("1x8x50",),
    "nn.ConvTranspose2d(8, 4, 4, 2, 1, output_padding=1)": ("1x8x14x14",), "nn.ConvTranspose3d(4, 2, 3, 2)": ("1x4x5x5x5",),
    "nn.Conv2d(3, 8, 3, padding=1, padding_mode='reflect')": ("1x3x8x8",), "nn.Unfold(3, padding=1)": ("1x4x8x8",), "nn.Fold((8, 8), 2, stride=2)": ("1x12x16",),
    "nn.MaxPool1d(2)": ("1x4x9",), "nn.MaxPool2d(3, 2, 1, ceil_mode=True)": ("1x8x15x15",), "nn.MaxPool3d(2)": ("1x4x8x8x8",),
    "nn.MaxPool2d(2, dilation=2)": ("1x4x9x9",), "nn.AvgPool1d(3, 2)": ("1x8x100",), "nn.AvgPool2d(2)": ("1x4x8x8",), "nn.AvgPool3d(2)": ("1x4x8x8x8",),
    "nn.FractionalMaxPool2d(2, output_size=4)": ("1x8x10x10",), "nn.FractionalMaxPool3d(2, output_size=4)": ("1x8x10x10x10",),
    "nn.LPPool1d(2, 3)": ("1x4x9",), "nn.LPPool2d(2, 3)": ("1x4x9x9",), "nn.AdaptiveMaxPool1d(4)": ("1x8x32",), "nn.AdaptiveMaxPool2d(5)": ("1x8x13x13",),
    "nn.AdaptiveMaxPool3d(2)": ("1x8x6x6x6",), "nn.AdaptiveAvgPool1d(4)": ("1x8x32",), "nn.AdaptiveAvgPool2d(5)": ("1x8x13x13",), "nn.AdaptiveAvgPool3d(2)": ("1x8x6x6x6",),
    "nn.ReflectionPad1d(2)": ("1x4x8",), "nn.ReflectionPad2d(1)": ("1x4x8x8",), "nn.ReflectionPad3d(1)": ("1x2x4x4x4",), "nn.ReplicationPad1d(1)": ("1x4x8",),
    "nn.ReplicationPad2d(1)": ("1x4x8x8",), "nn.ReplicationPad3d(1)": ("1x2x4x4x4",), "nn.ZeroPad1d(1)": ("1x4x8",), "nn.ZeroPad2d(1)": ("1x4x8x8",), "nn.ZeroPad3d(1)": ("1x2x4x4x4",),
    "nn.ConstantPad1d(1, 2.0)": ("1x4x8",), "nn.ConstantPad2d(1, 2.0)": ("1x4x8x8",), "nn.ConstantPad3d(1, 2.0)": ("1x2x4x4x4",), "nn.CircularPad1d(1)": ("1x4x8",),
    "nn.CircularPad2d(1)": ("1x4x8x8",), "nn.CircularPad3d(1)": ("1x2x4x4x4",),
    **{f"nn.{name}()": ("1x4x8x8",) for name in (
        "ELU", "Hardshrink", "Hardsigmoid", "Hardtanh", "Hardswish", "LeakyReLU", "LogSigmoid", "PReLU", "ReLU", "ReLU6", "RReLU", "SELU", "CELU", "GELU", "Sigmoid", "SiLU",
        "Mish", "Softplus", "Softshrink", "Softsign", "Tanh", "Tanhshrink", "Softmax2d", "Dropout", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout", "Flatten")},
    "nn.Threshold(0.1, 20)": ("1x4x8x8",), "nn.Dropout1d(0.3)": ("1x4x8",), "nn.GLU(1)": ("1x8x8x8",), "nn.Softmin(1)": ("1x8",), "nn.Softmax(1)": ("1x8",), "nn.LogSoftmax(1)": ("1x8",), "nn.PReLU(4)": ("1x4x8x8",),
    "nn.AdaptiveLogSoftmaxWithLoss(16, 20, [5, 10]).log_prob": ("2x16",),
    "nn.BatchNorm1d(8)": ("2x8x5",), "nn.BatchNorm2d(8)": ("2x8x5x5",), "nn.BatchNorm3d(8)": ("2x8x5x5x5",), "nn.GroupNorm(2, 8)": ("1x8x8x8",), "nn.SyncBatchNorm(8)": ("2x8x5x5",),
    "nn.BatchNorm2d(8, track_running_stats=False)": ("2x8x5x5",), "nn.InstanceNorm1d(8, affine=True)": ("1x8x8",), "nn.InstanceNorm2d(8, affine=True)": ("1x8x8x8",),
    "nn.InstanceNorm3d(8)": ("1x8x4x4x4",), "nn.LayerNorm([8, 4, 4])": ("1x8x4x4",), "nn.LayerNorm(8, bias=False)": ("1x4x8",), "nn.RMSNorm(8)": ("1x4x8",), "nn.LocalResponseNorm(5)": ("1x8x8x8",),
    "nn.CrossMapLRN2d(5)": ("1x8x8x8",),
    "nn.RNN(16, 32, batch_first=True)": ("1x10x16",), "nn.LSTM(16, 32, batch_first=True)": ("1x10x16",), "nn.GRU(8, 12, batch_first=True)": ("1x6x8",),
    "nn.LSTM(16, 32, 2, bidirectional=True, batch_first=True)": ("1x10x16",), "nn.LSTM(16, 32, proj_size=8)": ("10x2x16",), "nn.RNNCell(16, 32)": ("1x16",), "nn.LSTMCell(16, 32)": ("1x16",), "nn.GRUCell(16, 32)": ("1x16",),
    "nn.TransformerEncoderLayer(32, 4, 64, batch_first=True)": ("1x10x32",), "nn.TransformerDecoderLayer(32, 4, 64, batch_first=True)": ("1x7x32", "1x10x32"),
    "nn.TransformerEncoder(nn.TransformerEncoderLayer(32, 4, 64, batch_first=True), 2)": ("1x10x32",), "nn.TransformerDecoder(nn.TransformerDecoderLayer(32, 4, 64, batch_first=True), 2)": ("1x7x32", "1x10x32"),
    "nn.Transformer(32, 4, 1, 1, 64, batch_first=True)": ("1x10x32", "1x7x32"), "nn.MultiheadAttention(32, 4, batch_first=True)": ("1x10x32", "1x10x32", "1x10x32"),
    "nn.MultiheadAttention(32, 4, kdim=16, vdim=8, batch_first=True)": ("1x10x32", "1x7x16", "1x7x8"),
    "nn.Embedding(50, 8)": ("1x10:int64",), "nn.EmbeddingBag(100, 16, mode='mean')": ("1x10:int64",), "nn.CosineSimilarity()": ("2x8", "2x8"), "nn.PairwiseDistance()": ("2x8", "2x8"),
    "nn.PixelShuffle(2)": ("1x16x8x8",), "nn.PixelUnshuffle(2)": ("1x4x8x8",), "nn.ChannelShuffle(2)": ("1x8x4x4",), "nn.Unflatten(1, (2, 4))": ("1x8",),
    "nn.Upsample(scale_factor=2)": ("1x4x8",), "nn.Upsample(scale_factor=2, mode='linear')": ("1x4x8",), "nn.Upsample(scale_factor=2, mode='bilinear')": ("1x4x8x8",), "nn.Upsample(scale_factor=2, mode='bicubic')": ("1x4x8x8",),
    "nn.Upsample(scale_factor=2, mode='trilinear')": ("1x4x4x4x4",), "nn.UpsamplingNearest2d(scale_factor=2)": ("1x4x8x8",), "nn.UpsamplingBilinear2d(scale_factor=2)": ("1x4x8x8",),
    "nn.L1Loss()": ("2x8", "2x8"), "nn.MSELoss()": ("2x8", "2x8"), "nn.CrossEntropyLoss()": ("2x8", "2:int64"), "nn.NLLLoss()": ("2x8", "2:int64"), "nn.PoissonNLLLoss()": ("2x8", "2x8"), "nn.KLDivLoss()": ("2x8", "2x8"),
    "nn.BCELoss()": ("2x8", "2x8"), "nn.BCEWithLogitsLoss()": ("2x8", "2x8"), "nn.HingeEmbeddingLoss()": ("2x8", "2x8"), "nn.SmoothL1Loss()": ("2x8", "2x8"), "nn.HuberLoss()": ("2x8", "2x8"), "nn.SoftMarginLoss()": ("2x8", "2x8"),
    "nn.MultiLabelMarginLoss()": ("2x8", "2x8:int64"), "nn.MultiLabelSoftMarginLoss()": ("2x8", "2x8"), "nn.MultiMarginLoss()": ("2x8", "2:int64"), "nn.TripletMarginLoss()": ("2x8", "2x8", "2x8"),
    "nn.CosineEmbeddingLoss()": ("2x8", "2x8", "2"), "nn.MarginRankingLoss()": ("2x8", "2x8", "2x8"), "nn.GaussianNLLLoss()": ("2x8", "2x8", "2x8"), "nn.TripletMarginWithDistanceLoss()": ("2x8", "2x8", "2x8"),
    "nn.LPPool3d(2, 3)": ("1x4x9x9x9",), "nn.MaxUnpool1d(2)": ("1x4x8", "1x4x8:int64"), "nn.MaxUnpool2d(2)": ("1x4x8x8", "1x4x8x8:int64"), "nn.MaxUnpool3d(2)": ("1x4x4x4x4", "1x4x4x4x4:int64"),
    "nn.CTCLoss()": ("10x2x8", "2x4:int64", "2:int64", "2:int64"), "nn.LinearCrossEntropyLoss(8, 4)": ("2x8", "2:int64"), "nn.NLLLoss2d()": ("2x4x8x8", "2x8x8:int64"),
    "nn.Sequential(nn.Linear(8, 4), nn.ReLU())": ("2x8",), "nn.LazyLinear(4)": ("2x8",), "nn.LazyBatchNorm1d()": ("2x8x5",), "nn.LazyBatchNorm2d()": ("2x8x5x5",), "nn.LazyBatchNorm3d()": ("2x8x5x5x5",),
    "nn.LazyConv1d(16, 3)": ("1x8x10",), "nn.LazyConv2d(16, 3)": ("1x8x9x9",), "nn.LazyConv3d(4, 3)": ("1x2x8x8x8",), "nn.LazyConvTranspose1d(4, 3)": ("1x8x10",), "nn.LazyConvTranspose2d(4, 3)": ("1x8x9x9",),
    "nn.LazyConvTranspose3d(4, 3)": ("1x2x5x5x5",), "nn.LazyInstanceNorm1d(affine=True)": ("1x8x8",), "nn.LazyInstanceNorm2d(affine=True)": ("1x8x8x8",), "nn.LazyInstanceNorm3d(affine=True)": ("1x8x4x4x4",),
    "nn.utils.parametrizations.weight_norm(nn.Conv2d(3, 8, 3))": ("1x3x8x8",), "nn.utils.parametrizations.spectral_norm(nn.Linear(8, 4))": ("1x8",), "nn.utils.parametrizations.orthogonal(nn.Linear(8, 4))": ("1x8",),
}
"""The classes of torch.nn, and three ways to compute a weight; float32 where no type is told."""


def held_out(name: str) -> bool:
    """True of the third of a list that no rule was written for."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 3 == 0


def names(kind: str) -> list[str]:
    """Every name of a list."""
    lists: dict[str, Callable[[], list[str]]] = {
        "torchvision": lambda: " ".join(TORCHVISION.values()).split(), "timm": TIMM.split,
        "transformers": lambda: list(TRANSFORMERS), "classes": lambda: list(CLASSES)}
    return lists[kind]()


KINDS = ("torchvision", "timm", "transformers", "classes")


class Model:
    """A module in eval mode, with the arguments that it is captured with."""

    def __init__(self, module: Any, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> None:
        self.module, self.arguments, self.keywords = module.eval(), arguments, keywords


def made(kind: str, name: str, device: str) -> Model:
    """A model on a device: `meta`, or the processor."""
    import torch

    with torch.device(device):
        return globals()[f"_{kind}"](name, torch)


def _tensor(torch: Any, size: str) -> Any:
    axes, _, dtype = size.partition(":")
    return torch.ones([int(axis) for axis in axes.split("x")], dtype=getattr(torch, dtype or "float32"))


def _torchvision(name: str, torch: Any) -> Model:
    import torchvision

    size = next(size for size, row in TORCHVISION.items() if name in row.split())
    more = {"googlenet": {"aux_logits": False, "init_weights": False}, "inception_v3": {"init_weights": False}}.get(name, {})
    if size == "1x3x128x128":
        more = {"weights_backbone": None}
    if size == "[3x320x320]":
        module = torchvision.models.get_model(name, weights=None, weights_backbone=None)
        return Model(module, ([_tensor(torch, "3x320x320")],), {})
    return Model(torchvision.models.get_model(name, weights=None, **more), (_tensor(torch, size),), {})


def _timm(name: str, torch: Any) -> Model:
    import timm

    module = timm.create_model(name, pretrained=False)
    return Model(module, (torch.ones(1, *module.pretrained_cfg["input_size"]),), {})


def _has(config: Any, key: str) -> bool:
    try:
        return hasattr(config, key)
    except NotImplementedError:  # an attribute that says why there is none
        return False


def _transformers(name: str, torch: Any) -> Model:
    import transformers

    config_name, own, takes = TRANSFORMERS[name]
    config_class = getattr(transformers, config_name)
    has = config_class()
    values = {key: value for key, value in _SMALL.items() if _has(has, key)} | own
    config = config_class(**{key: value for key, value in values.items() if value is not None})
    config.use_cache = False
    module = getattr(transformers, name)(config)
    ids = torch.ones(1, 16, dtype=torch.long)
    size = getattr(config, "image_size", 64)
    side = size if isinstance(size, int) else size[0]
    given = {"ids": lambda: {"input_ids": ids}, "both": lambda: {"input_ids": ids, "decoder_input_ids": torch.ones(1, 8, dtype=torch.long)},
             "pixels": lambda: {"pixel_values": torch.ones(1, 3, side, side)}, "sound": lambda: {"input_values": torch.ones(1, 8000)},
             "speech": lambda: {"input_features": torch.ones(1, 40, 100), "decoder_input_ids": torch.ones(1, 8, dtype=torch.long)},
             "two": lambda: {"input_ids": ids, "pixel_values": torch.ones(1, 3, 64, 64)}}
    return Model(module, (), given[takes]())


def _classes(name: str, torch: Any) -> Model:
    nn = torch.nn
    whole, _, method = name.partition(").")
    module = eval(f"{whole})" if method else whole, {"nn": nn})
    if method:
        module.forward = getattr(module, method)
    return Model(module, tuple(_tensor(torch, size) for size in CLASSES[name]), {})


def right(kind: str, name: str) -> dict[str, Any]:
    """PyTorch's own figures."""
    import torch
    from torch.utils.flop_counter import FlopCounterMode

    found: dict[str, Any] = {}
    for device in ("meta", "cpu"):
        try:
            model = made(kind, name, device)
            if any(map(torch.nn.parameter.is_lazy, model.module.parameters())):
                model.module(*model.arguments, **model.keywords)  # which gives its layers their sizes
            found["params"] = sum(each.numel() for each in model.module.parameters())
            model.module.requires_grad_(False)
            with torch.no_grad(), FlopCounterMode(display=False, custom_mapping=_fused(torch)) as counter:
                model.module(*model.arguments, **model.keywords)
            return {"params": found["params"], "flops": counter.get_total_flops(), "flops_on": device}
        except Exception as error:
            found["flops_failed"] = f"{type(error).__name__}: {str(error).splitlines()[0][:120] if str(error) else ''}"
    return found


def _fused(torch: Any) -> dict[Any, Any]:
    """Attention that the processor computes in one kernel, which FlopCounterMode passes over."""
    from torch.utils.flop_counter import sdpa_flop_count

    def counted(query: Any, key: Any, value: Any, *_: Any, **__: Any) -> int:
        return int(sdpa_flop_count(query, key, value))

    return {torch.ops.aten._scaled_dot_product_flash_attention_for_cpu: counted}


def archcalc_figures(kind: str, name: str) -> dict[str, Any]:
    """archcalc's figures of a model, or why PyTorch does not capture it."""
    import archcalc

    try:
        model = made(kind, name, "meta")
    except Exception:
        model = made(kind, name, "cpu")
    try:
        graph = archcalc.build(archcalc.from_torch(model.module, *model.arguments, **model.keywords))
    except archcalc.ArchcalcError:  # what looks at values while it runs is made on the processor
        try:
            model = made(kind, name, "cpu")
            graph = archcalc.build(archcalc.from_torch(model.module, *model.arguments, **model.keywords))
        except archcalc.ArchcalcError as error:
            return {"failed": str(error)[:300]}
    totals = archcalc.analyze(graph).tail["totals"]
    opaque: dict[str, int] = {}
    for node in graph.nodes:
        if "opaque" in node.op.traits:
            operator = str(node.op.attributes["operator"])
            opaque[operator] = opaque.get(operator, 0) + 1
    return {"params": totals["params"], "macs": totals["macs"], "layers": len(graph.nodes),
            **({"opaque": opaque} if opaque else {}), **({"stopped": graph.gap.stopped} if graph.gap and graph.gap.stopped else {})}


def record(kind: str, chosen: list[str], again: bool) -> None:
    """The figures of models, each written as soon as it is there; those that are there already are kept."""
    for name in chosen:
        figures = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
        if name in figures.get(kind, {}) and not again:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = {"archcalc": archcalc_figures(kind, name), "pytorch": right(kind, name)}
        before = figures.get(kind, {}).get(name, {}).get("pytorch", {})
        if "flops" in before and "flops" not in found["pytorch"]:  # that environment had kernels which this one has not
            found["pytorch"] = before | {"params": found["pytorch"].get("params")}
        figures.setdefault(kind, {})[name] = found
        write(figures)
        print(name, verdict(found), flush=True)


def write(figures: dict[str, dict[str, Any]]) -> None:
    """The figures, one model to a line."""
    rows = {kind: ",\n".join(f"  {json.dumps(name)}: {json.dumps(found, sort_keys=True)}" for name, found in sorted(models.items()))
            for kind, models in sorted(figures.items())}
    FIGURES.write_text("{\n" + ",\n".join(f" {json.dumps(kind)}: {{\n{row}\n }}" for kind, row in rows.items()) + "\n}\n", "utf-8")


def record_programs() -> None:
    """The exported program of every class that PyTorch captures."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
    from torch_programs import packed

    import archcalc
    from archcalc.loading.torch.module_capture import captured, with_sizes

    found = {}
    for name in CLASSES:
        try:
            model = made("classes", name, "meta")
            found[name] = packed(captured(with_sizes(model.module, model.arguments, model.keywords), model.arguments, model.keywords))
        except archcalc.ArchcalcError as error:
            print(name, error)
    PROGRAMS.write_text("{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(each)}" for name, each in found.items()) + "\n}\n", "utf-8")


def verdict(found: dict[str, Any]) -> str:
    """exact; what differs, and whether the table says so; or not captured."""
    ours, right_ = found["archcalc"], found["pytorch"]
    if "failed" in ours:
        return "not captured"
    differs = [word for word, equal in (("params", ours["params"] == right_.get("params")),
                                        ("MACs", 2 * ours["macs"] == right_.get("flops"))) if not equal]
    told = " (told)" if differs and ("opaque" in ours or "stopped" in ours) else ""
    part = "in part, " if "stopped" in ours else ""
    return part + (" and ".join(differs) + told if differs else "exact")


def tell() -> None:
    """How many models of each list are captured and equal, those first that rules were written for."""
    for kind, models in json.loads(FIGURES.read_text("utf-8")).items():
        for part, chosen in (("seen", False), ("held out", True)):
            verdicts = [verdict(found) for name, found in models.items() if held_out(name) == chosen]
            counts = {word: verdicts.count(word) for word in sorted(set(verdicts))}
            print(f"{kind}, {part}: {len(verdicts)} of {sum(held_out(name) == chosen for name in names(kind))} tried; {counts}")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("record", "programs", "tell"))
    parser.add_argument("kind", nargs="?", choices=KINDS)
    parser.add_argument("--held-out", action="store_true", help="the third that is kept back")
    parser.add_argument("--only", nargs="*", default=(), help="models by name")
    parser.add_argument("--again", action="store_true", help="also those that are recorded")
    given = parser.parse_args()
    if given.what != "tell" and find_spec("torch") is None:
        print("there is no torch here: nothing is recorded")
        return
    if find_spec("torchvision") is not None:
        from record import without_compiled_operators

        without_compiled_operators()
    if given.what != "record":
        {"tell": tell, "programs": record_programs}[given.what]()
        return
    for kind in [given.kind] if given.kind else KINDS:
        chosen = [name for name in names(kind) if name in given.only or (not given.only and held_out(name) == given.held_out)]
        record(kind, chosen, given.again)


if __name__ == "__main__":
    main()
