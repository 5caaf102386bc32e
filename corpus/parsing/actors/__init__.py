"""Who does the work: lists of units, roles, and the names that units go by."""
