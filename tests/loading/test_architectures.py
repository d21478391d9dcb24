"""The bundled collection: every file is valid, every network is there, the index tells the truth."""

import json

import jsonschema
import pytest
from together import together

from archcalc import build
from archcalc.language.json_schema import schema
from archcalc.language.text.document import parse
from archcalc.loading.library import folder, load, names
from archcalc.reports import collection_index

FILES = sorted(folder().glob("*.yaml"))
WANTED = ["lenet5", "lenet5_1998", "alexnet", "alexnet_2gpu", "alexnet_owt", "zfnet", "zfnet_2013", "vgg11", "vgg11_lrn", "vgg13", "vgg16_c", "vgg16", "vgg19", "vgg11_bn", "vgg13_bn", "vgg16_bn", "vgg19_bn", "vgg16_torchvision", "googlenet", "googlenet_bn", "inception_v2", "inception_v3", "inception_v4", "inception_resnet_v1", "inception_resnet_v2", "resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnet50_v1_5", "resnet101_v1_5", "resnet152_v1_5", "resnet18_a", "resnet34_a", "plain18", "plain34", "cifar_resnet20", "cifar_resnet32", "cifar_resnet44", "cifar_resnet56", "cifar_resnet110", "cifar_resnet1202", "cifar_plain20", "cifar_plain32", "cifar_plain44", "cifar_plain56", "preresnet18", "preresnet34", "preresnet50", "preresnet101", "preresnet152", "preresnet200", "cifar_preresnet110", "cifar_preresnet164", "cifar_preresnet1001", "resnext50_32x4d", "resnext101_32x4d", "resnext101_64x4d", "cifar_resnext29_8x64d", "cifar_resnext29_16x64d", "mobilenet_v1", "mobilenet_v2", "densenet121", "densenet169", "densenet201", "densenet161", "densenet264", "cifar_densenet40_k12", "cifar_densenet100_k12", "cifar_densenet100_k24", "cifar_densenet_bc100_k12", "cifar_densenet_bc250_k24", "cifar_densenet_bc190_k40", "xception", "nasnet_mobile", "nasnet_large", "squeezenet1_0", "squeezenet1_1", "shufflenet_v1", "shufflenet_v2_0_5x", "shufflenet_v2_1x", "shufflenet_v2_1_5x", "shufflenet_v2_2x", "se_resnet50", "se_resnet101", "se_resnet152", "se_resnext50_32x4d", "senet154", "wide_resnet50_2", "wide_resnet101_2", "cifar_wrn28_10", "mobilenet_v3_large", "mobilenet_v3_small", "mnasnet_b1", "efficientnet_b0", "efficientnet_b1", "efficientnet_b2", "efficientnet_b3", "efficientnet_b4", "efficientnet_b5", "efficientnet_b6", "efficientnet_b7", "regnetx_200mf", "regnetx_32gf", "regnety_200mf", "regnety_32gf", "convnext_tiny", "convnext_small", "convnext_base", "convnext_large", "vit_b16", "vit_b32", "vit_l16", "deit_tiny", "deit_small", "deit_base", "swin_t", "swin_s", "swin_b", "unet", "darknet19", "darknet53", "nin_cifar10", "pnasnet5_large",
          "siamese", "dqn", "alphago_zero", "nerf", "dcgan_generator", "dcgan_discriminator", "yolov3", "retinanet_resnet50", "fcn_resnet50", "repvgg_a0",
          "repvgg_a0_deployed", "vovnet39a", "res2net50_26w_4s", "cspdarknet53", "mixer_b16", "vit_s14_reg4",
          "lstm_classifier", "seq2seq_attention",
          "c3d", "r3d_18", "unet3d", "m5", "text_cnn", "wavenet", "whisper_tiny", "whisper_base",
          "efficientnet_v2_s", "efficientnet_v2_m", "efficientnet_v2_l", "convnext_v2_atto", "convnext_v2_tiny", "convnext_v2_base", "convnext_v2_large",
          "ghostnet", "poolformer_s12", "dla34", "resnest50", "deit_tiny_distilled", "deit_small_distilled", "deit_base_distilled", "srcnn",
          "fcn_32s", "fcn_16s", "fcn_8s", "segnet", "unet_plus_plus", "deeplabv3", "deeplabv3_plus", "pspnet", "ssd300",
          "pix2pix", "pix2pix_discriminator", "vae", "ddpm_cifar10", "stable_diffusion_unet", "stable_diffusion_vae", "dit_xl2", "clip_vit_b32",
          "r2plus1d_18", "gru_classifier", "vggish", "llama2_7b", "llama2_70b", "mistral_7b", "gemma_2b",
          "yolov8n", "yolov8s", "yolov8m", "mobilenet_v4_conv_small", "mobilenet_v4_conv_medium",
          "faster_rcnn_resnet50", "mask_rcnn_resnet50", "hrnet_w18", "mobilevit_s", "maxvit_t", "coatnet_0", "sam_vit_b", "t5_small", "t5_base", "wav2vec2_base",
          "slowfast_4x16_r50", "i3d", "vnet", "vq_vae", "capsnet", "stylegan2", "mamba_130m", "convnext_v2_femto", "convnext_v2_pico", "convnext_v2_huge"]


@together("path", FILES)
def test_every_file_validates_against_the_schema(path):
    plain = parse(path.read_text("utf-8"), path.name).root.plain()
    jsonschema.Draft202012Validator(schema()).validate(plain)


def test_the_schema_is_a_schema_and_refuses_what_archcalc_refuses():
    jsonschema.Draft202012Validator.check_schema(schema())
    wrong = {"input": [3, 8, 8], "layers": [{"conv": {"filters": 8, "kernal": 3}}]}
    assert list(jsonschema.Draft202012Validator(schema()).iter_errors(wrong))


@together("name", WANTED)
def test_every_network_that_was_promised_is_there(name):
    assert name in names()


@together("name", names())
def test_no_file_has_something_it_does_not_use(name):
    assert load(name).warnings == ()


def test_every_network_is_of_a_family_and_for_something():
    assert [entry["name"] for entry in collection_index.entries() if not (entry["family"] and entry["task"])] == []


@pytest.mark.slow
def test_the_index_equals_the_analysis(golden_file):
    golden_file(folder() / collection_index.FILE, collection_index.written())


def test_the_index_holds_for_every_file():
    stored = json.loads((folder() / collection_index.FILE).read_text("utf-8"))
    assert {path.name: collection_index.digest(path) for path in FILES} == {name: entry["digest"] for name, entry in stored.items()}


@pytest.mark.parametrize(("name", "settings", "classes"), [
    ("vgg16", {"classes": 10}, 10), ("resnet50", {"classes": 7}, 7), ("mobilenet_v2", {"classes": 3}, 3)])
def test_any_number_of_classes(name, settings, classes):
    graph = build(load(name, options=settings))
    assert graph.nodes[graph.outputs[-1]].shape == (1, classes)


@pytest.mark.parametrize("size", ["3x192x192", "3x160x320", "3x299x299"])
@pytest.mark.parametrize("name", ["resnet50", "mobilenet_v1", "densenet121", "googlenet", "efficientnet_b0"])
def test_any_input_size(name, size):
    assert build(load(name, input_size=size)).nodes[-1].shape[0] == 1
