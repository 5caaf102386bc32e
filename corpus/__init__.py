"""What a plan is: the domain model, reading, parsing, citations, frameworks, the store."""
