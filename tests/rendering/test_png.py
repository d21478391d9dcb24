"""PNG: letters on every machine, in the font that the pictures are laid out for; where there is none, no picture."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.base.picture import Picture, Text
from archcalc.rendering import drawings
from archcalc.rendering.drawings import font_widths
from archcalc.rendering.drawings.outputs import png
from archcalc.rendering.drawings.palette import LIGHT


def named(tmp_path, name):
    (tmp_path / "net.yaml").write_text(f"input: [3, 8, 8]\nlayers: [{{conv: {{name: {name}, filters: 4, kernel: 3}}}}]\n", "utf-8")
    return archcalc.build(tmp_path / "net.yaml")


def without_machines_fonts(monkeypatch):
    """resvg as on a machine that has no font: no folder of the system is looked into, whatever is asked."""
    resvg = pytest.importorskip("resvg_py")
    draw = resvg.svg_to_bytes
    monkeypatch.setattr(resvg, "svg_to_bytes", lambda **options: draw(**options | {"skip_system_fonts": True}))


def test_png_has_letters_on_a_machine_without_fonts(monkeypatch):
    """The same picture, to the byte, and not the one that has no font at all."""
    resvg = pytest.importorskip("resvg_py")
    here = drawings.drawn(archcalc.build("lenet5"), "png")
    without_machines_fonts(monkeypatch)
    assert drawings.drawn(archcalc.build("lenet5"), "png") == here
    bare = resvg.svg_to_bytes(svg_string=drawings.drawn(archcalc.build("lenet5"), "svg"), zoom=2)
    assert len(here) > 1.5 * len(bare)


def test_png_has_letters_where_the_folders_of_fonts_are_empty(tmp_path):
    """In a process of its own whose /usr/share/fonts is empty."""
    pytest.importorskip("resvg_py")
    inside = ["unshare", "-m", "sh", "-c", 'mount -t tmpfs none /usr/share/fonts && exec "$@"', "sh"]
    if not Path("/usr/share/fonts").is_dir() or subprocess.run([*inside, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no namespace of its own may be had")
    program = "import archcalc, sys; sys.stdout.buffer.write(archcalc.draw('lenet5', 'png'))"
    told = subprocess.run([*inside, sys.executable, "-c", program], capture_output=True, check=True, timeout=60).stdout
    assert told == drawings.drawn(archcalc.build("lenet5"), "png")


@pytest.mark.parametrize("name", ["卷积", "🚀", "ไทย"])
def test_png_without_a_letter_is_refused(name, tmp_path, monkeypatch):
    without_machines_fonts(monkeypatch)
    graph = named(tmp_path, name)
    with pytest.raises(ArchcalcError, match="no font on this machine has the letters") as caught:
        drawings.drawn(graph, "png")
    assert name[0] in str(caught.value)
    assert drawings.drawn(graph, "svg")


@pytest.mark.parametrize("name", ["Größe", "слой", "étage_ß", "µ→×…–"])
def test_png_has_the_letters_of_europe_and_its_own_signs(name, tmp_path, monkeypatch):
    without_machines_fonts(monkeypatch)
    assert drawings.drawn(named(tmp_path, name), "png")


@pytest.mark.parametrize("bold", [False, True])
def test_the_font_of_pictures_is_as_wide_as_they_are_laid_out(bold):
    """Every letter whose width is known, as Pillow measures it in the font that PNG is drawn in.

    The middle dot alone is not Helvetica's: Arial has it wider, by a twentieth of the size.
    """
    fonts = pytest.importorskip("PIL.ImageFont")
    font = fonts.truetype(str(Path(png.__file__).parents[1] / "arimo" / f"Arimo-{'Bold' if bold else 'Regular'}.ttf"), 1000)
    known = font_widths._WIDTHS[bold]
    assert len(known) > 90
    off = {letter: (round(font.getlength(letter)), width) for letter, width in known.items()
           if abs(font.getlength(letter) - width) > (60 if letter == "·" else 2)}
    assert not off


def test_a_picture_larger_than_a_png_is_drawn_smaller_and_that_is_said():
    """WaveNet's, 17,528 pixels high, was refused."""
    pytest.importorskip("resvg_py")
    image = pytest.importorskip("PIL.Image")
    tall = Picture("tall", "", 40, 20_000, (Text(2, 19_990, "last", 12),))
    with image.open(BytesIO(png.write(tall, LIGHT))) as drawn:
        assert drawn.size[1] in {15_999, 16_000}
        assert len(drawn.crop((0, 15_900, drawn.width, drawn.height)).convert("L").getcolors()) > 1, "the last letters are on it"
    assert png.reduction(tall).startswith("drawn at 80 % of its size")
    assert png.reduction(tall._replace(height=900)) == ""
    with pytest.raises(ArchcalcError, match="too large for PNG"):
        png.write(tall._replace(height=40_000), LIGHT)


def test_a_large_picture_has_no_more_pixels_than_it_needs(monkeypatch):
    """Twice its size, less where that is too many pixels, its own size at least; and paper up to every edge."""
    pytest.importorskip("resvg_py")
    image = pytest.importorskip("PIL.Image")
    picture = Picture("wide", "", 400.4, 300, (Text(2, 290, "last", 12),))
    for pixels, expected in ((10_000_000, (802, 600)), (240_000, (566, 424)), (1_000, (401, 300))):
        monkeypatch.setattr(png, "_PIXELS", pixels)
        with image.open(BytesIO(png.write(picture, LIGHT))) as drawn:
            assert drawn.size == expected
            shown = drawn.convert("RGBA")
        assert {shown.getpixel((x, y)) for x in (0, expected[0] - 1) for y in (0, expected[1] - 1)} == {(255, 255, 255, 255)}
