"""A picture is measured by its head before it is unpacked, and a broken one is an error at its field.

Wagtail measures it as well, but unpacks it first: a file of fifty kilobytes can be four hundred million points.
"""

from django.core.exceptions import ValidationError
from PIL import Image
from wagtail.images.fields import WagtailImageField

_check_as_wagtail_does = WagtailImageField.check_image_pixel_size


def use_in_editor() -> None:
    """From now on, in every form that takes a picture."""
    WagtailImageField.check_image_pixel_size = _check_pixels
    Image.MAX_IMAGE_PIXELS = None  # Pillow's own alarm is an error, and says it in no form


def _check_pixels(field: WagtailImageField, upload) -> None:
    try:
        pixels = _pixels_of(upload)
        if pixels > field.max_image_pixels:
            words = field.error_messages["file_too_many_pixels"]
            numbers = {"num_pixels": pixels, "max_pixels_count": field.max_image_pixels}
            raise ValidationError(words % numbers, code="file_too_many_pixels")
        with Image.open(upload.file) as whole:
            whole.verify()
        upload.seek(0)
        _check_as_wagtail_does(field, upload)
    except ValidationError:
        raise
    # A broken picture may fail anywhere inside the reader, with any exception; the person can do one thing.
    except Exception as error:
        raise ValidationError(field.error_messages["invalid_image"], code="invalid_image") from error


def _pixels_of(upload) -> int:
    """Of all its frames, as its head says."""
    with Image.open(upload.file) as head:
        width, height = head.size
        pixels = width * height * getattr(head, "n_frames", 1)
    upload.seek(0)
    return pixels
