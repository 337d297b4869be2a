"""Contrast between two colours, by WCAG 2.2 ("contrast ratio", "relative luminance")."""


def contrast(colour: str, other: str) -> float:
    """Ratio from 1 to 21 between two colours written as #RRGGBB. Text needs 4.5, large text and lines 3."""
    lighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
