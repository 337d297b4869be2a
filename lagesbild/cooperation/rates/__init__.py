"""Rates that central banks publish: ``reading`` understands their files, ``fetching`` brings them into the register."""
