"""Task tables whose columns are kept by blanks: cut along the columns, read as any table with cells."""
