"""A page as words with boxes: lines, ruled tables, and pages assembled into one text."""
