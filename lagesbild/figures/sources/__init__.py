"""One room a source. Each has ``fetch`` (bring the raw files into a folder) and ``tidy`` (read such a folder)."""
