"""From what was written to what is meant: objects, their parts and units, and every value over time."""
