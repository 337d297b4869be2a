"""What is raised when a repository cannot be read as it stands."""

from lagesbild.figures.problems import SourceProblems


class OpenSdgProblems(SourceProblems):
    """Everything wrong with a repository's files, in ``problems``. As text: one line each."""
