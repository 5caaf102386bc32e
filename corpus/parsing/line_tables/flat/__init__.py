"""Task tables flattened into lines: one cell after another, each row opened by its running number."""
