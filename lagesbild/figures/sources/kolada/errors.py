"""What is raised when Kolada cannot be asked, or answers in a way that it never has before."""

NEVER = "Kolada has never done this before:"


class KoladaError(ValueError):
    """Kolada could not be asked, or answered in a way that it never has before."""
