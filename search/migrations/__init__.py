"""Schema migrations of the tables of search."""
