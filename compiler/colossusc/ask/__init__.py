"""Questions asked of a checked campus, or of a rule pack."""
