"""Figures: from a source's raw reply to one checked store. Knows no Django.

A source fetches raw files into a folder of its own and tidies such a folder into the tables of
:mod:`lagesbild.figures.tables`. :mod:`~lagesbild.figures.store` builds one DuckDB file of them beside the
old one and swaps it in; :mod:`~lagesbild.figures.queries` asks it questions.
"""
