"""Typed expressions: checked once, compiled to closures over exact scalars, traced when a value must be explained."""
