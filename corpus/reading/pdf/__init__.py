"""PDF files: engines, words, and which text of a page to believe."""
