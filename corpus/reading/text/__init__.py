"""Text without a format of its own: lines, rows parted by tabs or pipes, Markdown."""
