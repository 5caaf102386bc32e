"""Word documents (.docx): the body in document order, with its automatic numbers."""
