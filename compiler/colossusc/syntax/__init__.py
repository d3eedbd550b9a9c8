"""What was written: the tree, the parser that builds it, and the formatter that prints it."""
