"""Running text: its paragraphs and outline, and the work and duties described in it."""
