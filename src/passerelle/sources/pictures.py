"""Scans and photographs: brought upright and grey, one PNG a page, for recognition."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from passerelle.sources.limits import Limits
from passerelle.sources.model import Item, Refusal
from passerelle.sources.parts import Parts

_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")
_SMALLEST_SIDE = 8


def read_picture(item: Item, limits: Limits) -> Parts:
    """Return the pages of an image. The size is checked on the header, before any pixel is unpacked."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of odd metadata; the pixels are what is read
        try:
            with Image.open(BytesIO(item.data), formats=_FORMATS) as image:
                return Parts(_pages(item, image, limits), f"image/{(image.format or '').lower()}", "image")
        except Image.DecompressionBombError as error:
            raise Refusal("image_too_large", item.name, limit=limits.image_pixels) from error
        except (OSError, SyntaxError) as error:
            if "truncated" in str(error) or "unexpected end" in str(error).lower():
                raise Refusal("truncated", item.name, kind="image") from error
            raise


def _pages(item: Item, image: Image.Image, limits: Limits) -> tuple[bytes, ...]:
    frames = getattr(image, "n_frames", 1)
    if image.format != "TIFF":
        frames = 1  # an animation repeats itself
    if frames > limits.ocr_pages:
        raise Refusal("too_many_scans", item.name, limit=limits.ocr_pages)
    pages = []
    for number in range(frames):
        image.seek(number)
        if image.width * image.height > limits.image_pixels:
            raise Refusal("image_too_large", item.name, limit=limits.image_pixels)
        if min(image.size) < _SMALLEST_SIDE:
            raise Refusal("no_text", item.name)
        pages.append(_grey(image))
    return tuple(pages)


def _grey(image: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA", "P"):  # what is transparent is paper
        layered = upright.convert("RGBA")
        upright = Image.new("RGBA", layered.size, "white")
        upright.alpha_composite(layered)
    out = BytesIO()
    upright.convert("L").save(out, "PNG")
    return out.getvalue()
