"""Schema migrations of the indexer tables."""
