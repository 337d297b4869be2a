"""Cells of the files that are taken away."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell):
    """A text that a spreadsheet would run as a formula is kept as text; the sign for missing is left alone."""
    if isinstance(cell, str) and len(cell) > 1 and cell.startswith(FORMULA_STARTS):
        return "'" + cell
    return cell
