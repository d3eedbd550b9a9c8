"""What is computed of a campus: facts, read by requires, rules and reports. Analyses compute; they never judge.

A fact is computed once for an object, over all time, from exact values. The facts of a campus, site or building are
sums of named terms, and the terms add up to the total on every day.
"""
