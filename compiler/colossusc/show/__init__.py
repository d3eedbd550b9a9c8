"""Showing findings: one module a way of showing them, each with `show(findings, colored) -> str`.

`--message-format NAME` finds the module `show.NAME`; a new way is a new module. `visible`, `paint`, `snippet` and
`table` are the parts they are made of.
"""
