"""colossusc: the compiler for AI data-center campus plans.

Three verbs keep everything apart: analyses compute, rules judge, emitters print.
"""

__version__ = "0.1.0"
