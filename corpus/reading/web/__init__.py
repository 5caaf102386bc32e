"""Pages of the web, and of word processors that save as such."""
