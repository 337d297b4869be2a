"""Horizon scanning: calls read from others' lists, tagged, matched to what we want, and kept as drafts.

``eu_portal``, ``rss`` and ``workbook`` each read one shape into ``found.FoundCall``; ``keeping`` writes them down;
``tagging`` suggests global goals; ``matching`` tells why a call may concern us; ``admin`` is the editor's page.
"""
