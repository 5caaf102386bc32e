"""Task tables whose columns were read across: every line holds fragments of several cells."""
