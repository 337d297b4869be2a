"""Search: what may be found, how readers write it, and what is found."""

from lagesbild.website.search.finding import Hit, SearchResult, find
from lagesbild.website.search.words import folded

__all__ = ["Hit", "SearchResult", "find", "folded"]
