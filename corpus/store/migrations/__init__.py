"""Schema migrations of the corpus tables."""
