"""Numbers that are not known, or that vary: exact expressions over symbols, and what is certain of them."""
