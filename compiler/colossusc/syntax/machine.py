"""The state of one parse, shared by the loop that runs and the recovery that mends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from colossusc.diagnostic import Diagnostic
from colossusc.source import Source, Span
from colossusc.syntax.tables import Tables

DEPTH = 100  # blocks, brackets and prefix operators inside one another


class Machine:
    """Three stacks grow and shrink together: the state, the value, and where its text starts."""

    def __init__(self, source: Source, tables: Tables) -> None:
        self.source = source
        self.text = source.text
        self.tables = tables
        self.states: list[int] = [tables.start, tables.between]
        self.values: list[Any] = [None, []]  # None reads as "not written": see Tables
        self.starts: list[int] = [0, 0]
        self.brackets: list[int] = []  # where each open ( and [ stands
        self.braces: list[int] = []  # where each open { stands
        self.heads = 0  # blocks whose { is missing: as many } are not reported again
        self.left_over = 0  # } that were passed over for it
        self._missing: int | None = None
        self.comments: list[tuple[int, int]] = []
        self.diagnostics: list[Diagnostic] = []

    def span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)

    def report(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.append(diagnostic)

    def open_block(self, head: Any, start: int, brace: int) -> None:
        """Goes into a block whose head is read in one piece, as far as its empty list of statements."""
        tables = self.tables
        self.states += (tables.named, tables.opened, tables.between)
        self.values += (head, "{", [])
        self.starts += (start, brace, brace + 1)
        self.braces.append(brace)

    def tokens(self, start: int, end: int | None = None) -> Iterator[tuple[int, int, int]]:
        """See `Tables.tokens`."""
        return self.tables.tokens(self.text, start, end)

    @property
    def missing(self) -> int:
        """How many `{` the text lacks that are not put in yet; below 0, how many `}`. Asked only after an error."""
        if self._missing is None:
            closing, opening = self.tables.number["RBRACE"], self.tables.number["LBRACE"]
            self._missing = 0
            if self.text.count("}") != self.text.count("{"):  # else it is not worth a look at each token
                for token, _, _ in self.tokens(0):
                    self._missing += (token == closing) - (token == opening)
        return self._missing

    @missing.setter
    def missing(self, number: int) -> None:
        self._missing = number

    def accepts(self, terminal: int) -> bool:
        """Whether the parse could go on with a terminal."""
        states = self.states.copy()
        while True:
            action = self.tables.actions[states[-1]].get(terminal, 0)
            if action >= 0:
                return action > 0
            origin, length, _, _ = self.tables.rules[-action - 1]
            if length:
                del states[-length:]
            states.append(self.tables.gotos[states[-1]][origin])

    def reduce(self, terminal: int, end: int) -> None:
        """Does all that is to be done before a terminal that the parse could go on with, a statement's end left out."""
        tables, states, values, starts = self.tables, self.states, self.values, self.starts
        while states[-1] != tables.after and (action := tables.actions[states[-1]][terminal]) < 0:
            origin, length, build, pick = tables.rules[-action - 1]
            first = starts[-length] if length else end
            value = values[-1] if build is None else build(first, end, *pick(values)) if length else build(end, end)
            keep = len(states) - length
            del states[keep:], values[keep:], starts[keep:]
            values.append(value)
            starts.append(first)
            states.append(tables.gotos[states[-1]][origin])

    def too_deep(self) -> bool:
        """Whether DEPTH things stand open inside one another."""
        if len(self.states) < DEPTH:  # each takes at least one state
            return False
        return sum(state in self.tables.deep for state in self.states) >= DEPTH
