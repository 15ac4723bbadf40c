"""The sign of the place as a picture for a home screen: its logo, or our sign in its colour."""

from io import BytesIO
from math import cos, radians, sin
from typing import BinaryIO

from PIL import Image, ImageDraw

# As in static/css/tokens.css; only the hue of the brand is the organisation's.
BRAND = (0.425, 0.078)
RAY = (0.88, 0.15, 92)
PAPER = {"light": (0.968, 0.006, 85), "dark": (0.202, 0.012, 235)}
WHITE = (255, 255, 255)

# Drawn so many times larger and then made smaller, so that edges are smooth.
FINE = 4
# The grid of static/img/mark.svg: where the three rays stand and how thick they are.
GRID = 32
RAYS = [((9.5, 15), (9.5, 22.5)), ((22.5, 11.5), (22.5, 22.5)), ((16, 7.5), (16, 22.5))]
THICK = 3.2
CORNER = 7.5

RGB = tuple[int, int, int]


def draw_sign(size: int, *, hue: int, logo: BinaryIO | None = None, is_full: bool = False) -> bytes:
    """Return the sign as PNG; a full one is coloured up to its edges, which phones cut to shape."""
    picture = with_logo(size, logo, is_full=is_full) if logo else our_sign(size, hue, is_full)
    made = BytesIO()
    picture.save(made, "PNG", optimize=True)
    return made.getvalue()


def our_sign(size: int, hue: int, is_full: bool) -> Image.Image:  # noqa: FBT001
    """Draw three voices on a ground whose one square corner points at who speaks."""
    side = size * FINE
    brand = colour_of(*BRAND, hue)
    picture = Image.new("RGBA", (side, side), brand if is_full else (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    unit = side / GRID
    if not is_full:
        edge = (unit, unit, side - unit, side - unit)
        pen.rounded_rectangle(edge, CORNER * unit, fill=brand, corners=(False, True, True, True))
    # Phones may cut off a fifth on every side of a full one.
    scale = 0.92 if is_full else 1.0
    for number, (top, bottom) in enumerate(RAYS):
        colour = colour_of(*RAY) if number == len(RAYS) - 1 else WHITE
        draw_ray(pen, [placed(point, scale, unit) for point in (top, bottom)], scale * unit, colour)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def placed(point: tuple[float, float], scale: float, unit: float) -> tuple[float, float]:
    """Return where a point of the grid comes, around the middle."""
    x, y = point
    half = GRID / 2
    # The rays stand a little high in the sign; in the middle of a circle they look right.
    lift = 0 if scale == 1.0 else 1
    return (half + (x - half) * scale) * unit, (half + (y + lift - half) * scale) * unit


def draw_ray(
    pen: ImageDraw.ImageDraw, ends: list[tuple[float, float]], unit: float, colour: RGB
) -> None:
    """Draw an upright line with round ends."""
    half = THICK * unit / 2
    (x, top), (_, bottom) = ends
    pen.rounded_rectangle((x - half, top - half, x + half, bottom + half), half, fill=colour)


def with_logo(size: int, logo: BinaryIO, *, is_full: bool) -> Image.Image:
    """Put the organisation's logo on white, clear of what a phone cuts off."""
    picture = Image.new("RGB", (size, size), WHITE)
    with Image.open(logo) as opened:
        mark = opened.convert("RGBA")
    room = round(size * (0.6 if is_full else 0.84))
    factor = room / max(mark.size)
    mark = mark.resize(
        (max(1, round(mark.width * factor)), max(1, round(mark.height * factor))),
        Image.Resampling.LANCZOS,
    )
    picture.paste(mark, ((size - mark.width) // 2, (size - mark.height) // 2), mark)
    return picture


def hex_of(lightness: float, chroma: float, hue: float) -> str:
    """Return a colour of the tokens as browsers outside of stylesheets want it."""
    return "#{:02x}{:02x}{:02x}".format(*colour_of(lightness, chroma, hue))


def colour_of(lightness: float, chroma: float, hue: float) -> RGB:
    """Turn OKLCH into sRGB (the matrices of CSS Color 4); what a screen cannot show is clipped."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    red, green, blue = (round(255 * gamma(max(0.0, min(1.0, part)))) for part in linear)
    return red, green, blue


def gamma(part: float) -> float:
    """Turn a share of light into a share of what a screen is told."""
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
