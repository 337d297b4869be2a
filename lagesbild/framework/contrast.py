"""Contrast between two colours, by WCAG 2.2 ("contrast ratio", "relative luminance")."""

from colorsys import hls_to_rgb, rgb_to_hls


def contrast(colour: str, other: str) -> float:
    """Ratio from 1 to 21 between two colours written as #RRGGBB. Text needs 4.5, large text and lines 3."""
    lighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


DARK, CLEAR, MOST_SATURATED = "#18232A", 7.0, 0.55
"""The lightest of what is behind text on a dark page, and the contrast that is held against it."""


def lightened(colour: str, behind: str = DARK, ratio: float = CLEAR) -> str:
    """The colour as much lighter as it takes to be read on a dark page, of the same hue."""
    hue, lightness, saturation = rgb_to_hls(
        *(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    )
    for step in range(round(100 * lightness), 101):
        # Light colours glare where dark ones do not.
        lighter = hls_to_rgb(hue, step / 100, min(saturation, MOST_SATURATED))
        mixed = "#" + "".join(f"{round(255 * channel):02X}" for channel in lighter)
        if contrast(mixed, behind) >= ratio:
            return mixed
    return "#FFFFFF"


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
