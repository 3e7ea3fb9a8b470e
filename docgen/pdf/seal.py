"""Seals: the picture of the office's own, or a round red one drawn for trying things out; made once, stamped often."""

import io
import math
import zlib
from dataclasses import dataclass
from functools import cached_property

from PIL import Image, ImageChops, ImageDraw, ImageFont, UnidentifiedImageError
from pyhanko.pdf_utils import content, generic, layout
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.stamp import StaticStampStyle

from docgen.pdf.fonts import FOLDER

RED = (200, 16, 22)
_POINTS = 42 / 25.4 * 72
"""Width of a round seal of 42 mm."""
_SIDE, _FINER = 500, 3
"""Pixels of a drawn seal (300 an inch), and how many times finer it is drawn."""
_ALPHA_BITS = 4


@dataclass(frozen=True)
class Seal:
    """A picture with transparency, of `size` pixels; `colour` and `alpha` are packed as PDF wants them."""

    size: tuple[int, int]
    colour: bytes
    alpha: bytes

    @cached_property
    def style(self) -> StaticStampStyle:
        """The seal as the look of a signature: upright, in the middle of its box, nothing else."""
        rule = layout.SimpleBoxLayoutRule(
            layout.AxisAlignment.ALIGN_MID, layout.AxisAlignment.ALIGN_MID, margins=layout.Margins.uniform(0)
        )
        return StaticStampStyle(border_width=0, background=_SealContent(self), background_layout=rule)


def picture_seal(data: bytes) -> Seal | None:
    """The seal in a picture file; None if it is none. Where it has no transparency, white is transparent."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            picture = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None
    picture.thumbnail((2 * _SIDE, 2 * _SIDE))
    red, green, blue, alpha = picture.split()
    if alpha.getextrema() == (255, 255):
        alpha = ImageChops.invert(ImageChops.darker(ImageChops.darker(red, green), blue))
    colour = Image.merge("RGB", (red, green, blue))
    return Seal(picture.size, zlib.compress(colour.tobytes(), 9), _packed(alpha))


def drawn_seal(ring: str, bottom: str) -> Seal:
    """A round red seal: `ring` along its upper edge, a star in the middle, `bottom` in a line under it."""
    side = _SIDE * _FINER
    cover = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(cover)
    edge = side // 100
    draw.ellipse((edge, edge, side - edge, side - edge), outline=255, width=side // 35)
    draw.polygon(_star(side / 2, side / 2, side * 0.15), fill=255)
    _write_ring(cover, ring)
    _write_line(draw, bottom, side)
    alpha = cover.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    return Seal(alpha.size, zlib.compress(bytes(RED) * (_SIDE * _SIDE), 9), _packed(alpha))


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    inner = radius * math.sin(math.radians(18)) / math.sin(math.radians(126))
    corners = ((radius if n % 2 == 0 else inner, math.radians(36 * n - 90)) for n in range(10))
    return [(x + far * math.cos(angle), y + far * math.sin(angle)) for far, angle in corners]


def _write_ring(cover: Image.Image, text: str) -> None:
    """Each character upright to the centre, spread over the upper arc, as on an office's seal."""
    side = cover.width
    size = side * min(0.125, (3.0 if text.isascii() else 1.4) / max(len(text), 1))
    font = _font(text, round(size))
    radius = side * 0.455 - size * 0.62
    widths = [font.getlength(char) + size * 0.06 for char in text]
    arc = min(math.radians(264), sum(widths) / radius * (1.0 if text.isascii() else 1.5))
    angle = -arc / 2
    for char, width in zip(text, widths, strict=True):
        share = arc * width / sum(widths)
        _write_turned(cover, char, font, angle + share / 2, radius)
        angle += share


def _write_turned(cover: Image.Image, char: str, font: ImageFont.FreeTypeFont, angle: float, radius: float) -> None:
    room = round(font.size * 2)
    tile = Image.new("L", (room, room), 0)
    ImageDraw.Draw(tile).text(
        (room / 2, room / 2), char, fill=255, font=font, anchor="mm" if not char.isascii() else "ms"
    )
    turned = tile.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
    x = cover.width / 2 + radius * math.sin(angle) - room / 2
    y = cover.width / 2 - radius * math.cos(angle) - room / 2
    place = (round(x), round(y), round(x) + room, round(y) + room)
    cover.paste(ImageChops.lighter(cover.crop(place), turned), place)


def _write_line(draw: ImageDraw.ImageDraw, text: str, side: int) -> None:
    size = min(side * 0.1, side * 0.5 / max(len(text), 1) * 1.6)
    draw.text((side / 2, side * 0.77), text, fill=255, font=_font(text, round(size)), anchor="mm")


def _font(text: str, size: int) -> ImageFont.FreeTypeFont:
    name = "LiberationSerif-Bold.ttf" if text.isascii() else "NotoSerifSC-Bold.ttf"
    return ImageFont.truetype(FOLDER / name, size)


def _packed(alpha: Image.Image) -> bytes:
    """Sixteen steps of transparency, two pixels a byte: as good to the eye, and half as large."""
    width, height = alpha.size
    steps = alpha.tobytes()
    rows = (bytes(step >> 4 for step in steps[row * width : (row + 1) * width]) for row in range(height))
    filled = (row + b"\0" * (width % 2) for row in rows)
    return zlib.compress(
        b"".join(bytes(a << 4 | b for a, b in zip(row[::2], row[1::2], strict=True)) for row in filled), 9
    )


class _SealContent(content.PdfContent):
    """Draws a seal into a signature's look: its streams are copied as they are, nothing is encoded again."""

    def __init__(self, seal: Seal) -> None:
        width, height = (_POINTS * pixels / max(seal.size) for pixels in seal.size)
        super().__init__(box=layout.BoxConstraints(width=width, height=height))
        self._seal = seal

    def render(self) -> bytes:
        """The drawing commands; the picture goes into the document's resources."""
        seal, writer = self._seal, self._ensure_writer
        mask = writer.add_object(self._image(seal.alpha, "/DeviceGray", _ALPHA_BITS))
        picture = self._image(seal.colour, "/DeviceRGB", 8)
        picture[pdf_name("/SMask")] = mask
        self._resources = content.PdfResources()
        self.set_resource(content.ResourceType.XOBJECT, pdf_name("/Seal"), writer.add_object(picture))
        return b"%.2f 0 0 %.2f 0 0 cm /Seal Do" % (self.box.width, self.box.height)

    def _image(self, data: bytes, space: str, bits: int) -> generic.StreamObject:
        width, height = self._seal.size
        about = {
            "/Type": pdf_name("/XObject"),
            "/Subtype": pdf_name("/Image"),
            "/Width": generic.NumberObject(width),
            "/Height": generic.NumberObject(height),
            "/ColorSpace": pdf_name(space),
            "/BitsPerComponent": generic.NumberObject(bits),
            "/Filter": pdf_name("/FlateDecode"),
        }
        return generic.StreamObject({pdf_name(key): value for key, value in about.items()}, encoded_data=data)
