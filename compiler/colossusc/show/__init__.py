"""Showing findings: one module a way of showing them.

For people a module has `show(findings, colored) -> str`, which goes to stderr; for machines `document(report) -> str`,
which is data and goes to stdout. `--message-format NAME` finds the module `show.NAME`; a new way is a new module.
`visible`, `paint`, `snippet`, `table`, `report` and `record` are the parts they are made of.
"""
