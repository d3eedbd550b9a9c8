"""The command line: the only place that reads and writes files, and prints.

Exit codes: 0 ok, 1 findings, 2 usage or a file that cannot be read or written, 3 a bug in colossusc, 130 Ctrl-C.
Streams: what was asked for goes to stdout, findings and everything else to stderr.
"""
