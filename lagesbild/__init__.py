"""Lägesbild: an open barometer for a municipality and the 17 Agenda 2030 goals."""

__version__ = "0.1.0"
