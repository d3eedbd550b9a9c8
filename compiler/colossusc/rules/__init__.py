"""Rules of the language: loaded from packs, type-checked without a campus, run over time. No rule is Python."""
