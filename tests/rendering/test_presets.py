"""Presets: the tables of lectures and tools, as they print them."""

from shown_tables import shown

import archcalc
from archcalc.rendering.tables.presentation import Presentation


def test_the_cs231n_table_is_the_slide():
    rows = [line.split() for line in shown("vgg16", preset="cs231n").splitlines()]
    assert ["CONV3-64", "224x224x64", "224*224*64=3.2M*", "(3*3*64)*64", "=", "36,864"] in rows
    assert ["FC-4096", "4096", "4096", "7*7*512*4096", "=", "102,760,448*"] in rows


def test_the_eecs498_table_is_the_slide():
    table = Presentation(preset="eecs498")
    report = table.shown(archcalc.analyze("alexnet_eecs498", convention=table.convention)).tables[0]
    memory = [round(size / 1024) for size in report.column("activation_bytes") if size][1:]
    assert memory == [784, 182, 547, 127, 254, 169, 169, 36, 36, 16, 16, 4]
    assert [round(count / 1000) for count in report.column("params") if count] == [23, 307, 664, 885, 590, 37753, 16781, 4097]
    assert [round(count / 10**5) / 10 for count in report.column("macs") if count] == [
        72.9, 0.4, 223.9, 0.3, 112.1, 149.5, 99.7, 0.1, 37.7, 16.8, 4.1]


def test_torchinfo_and_keras_totals_are_theirs():
    assert "Total mult-adds: 15,483,821,032" in shown("vgg16_torchvision", preset="torchinfo")
    assert "Forward/backward pass size: 108.5 MB" in shown("vgg16_torchvision", preset="torchinfo")
    assert "Non-trainable params: 53,120" in shown("resnet50_v1_5", preset="keras")
