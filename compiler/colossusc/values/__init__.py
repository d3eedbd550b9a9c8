"""What a number, a date and a value over time are. Exact throughout: no float takes part."""
