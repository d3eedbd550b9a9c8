"""Braces that are missing or too many: found by the count, the lines and the indents, and reported once.

Where the text has as many `{` as `}` nothing here is guessed. Where a `{` is missing it is put in behind a head that
has a body; where there is one too many it is passed over; where a `}` is missing the indents tell of which block.
"""

from __future__ import annotations

from itertools import islice

from colossusc.diagnostic import Diagnostic
from colossusc.syntax.machine import Machine

LOOKAHEAD = 100  # tokens of a line that are looked at


def one_too_many(machine: Machine) -> bool:
    """Whether a `{` without a head is to be passed over, since the text has too many."""
    if machine.missing >= 0:
        return False
    machine.missing += 1
    return True


def open_at_line_end(machine: Machine, begin: int, at: int, end: int) -> bool:
    """Puts in the `{` that a head lacks at its line end `[at, end)`, if the text lacks one and a body follows."""
    if machine.missing <= 0 or not _has_body(machine, begin, at):
        return False
    machine.missing -= 1
    tables = machine.tables
    machine.reduce(tables.number["LBRACE"], at)
    machine.states += (tables.actions[machine.states[-1]][tables.number["LBRACE"]] - 1, tables.between)
    machine.values += ("{", [])
    machine.starts += (at, end)
    machine.braces.append(at)
    return True


def head_without_brace(
    machine: Machine, terminal: int, begin: int, resume: tuple[int, int], opens: bool
) -> tuple[tuple[int, int], bool]:
    """Where to go on after a head that was reported for its `{`, and whether its block opens there.

    `resume` and `opens` say the same without regard to what is missing.
    """
    number = machine.tables.number
    following = next(machine.tokens(resume[1]))
    if terminal == number["_NL"] and following[0] == number["LBRACE"]:  # it stands on the next line
        return following[1:], True
    if machine.missing > 0 and opens:  # `campus c grid g {`: there is one `{` for two heads
        machine.missing -= 1
        machine.heads += 1
    elif machine.missing > 0 and _has_body(machine, begin, resume[0]):
        machine.missing -= 1
        return (resume[0], resume[0]), True
    elif not opens and terminal != number["RBRACE"]:
        machine.heads += 1
    return resume, opens


def _has_body(machine: Machine, begin: int, end: int) -> bool:
    """Whether a head without its `{` has a body: on its line stands a `}` for it, or the next line is indented more."""
    text, number = machine.text, machine.tables.number
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    depth = 0
    for token, _, _ in islice(machine.tokens(text.rfind("\n", 0, begin) + 1, line_end), LOOKAHEAD):
        depth += (token == number["LBRACE"]) - (token == number["RBRACE"])
        if depth < 0:
            return True
    if text[end:line_end].strip():
        return False
    blank = (number["_NL"], number["COMMENT"])
    following = next((at for token, at, _ in machine.tokens(line_end) if token not in blank), 0)
    return _margin(text, following)[0] > _margin(text, begin)[0]


def stray_brace(machine: Machine, at: int) -> bool:
    """A `}` outside of every block: reported, and passed over. False where it closes a block that lacks its `{`."""
    if machine.missing > 0 and machine.accepts(machine.tables.number["LBRACE"]):
        return False
    if machine.heads:  # it closes a block whose `{` is missing, which was reported
        machine.heads -= 1
        machine.left_over += 1
        return True
    message = "this `}` closes no block"
    machine.report(Diagnostic("C0104", "error", message, machine.span(at, at + 1), helps=("remove it",)))
    return True


def unclosed_braces(machine: Machine) -> None:
    """The end of the file inside a block, reported once, at the `{` whose `}` is most likely missing."""
    if machine.braces[0] < 0:
        return
    at = _suspect(machine)
    message = "this `{` is not closed"
    help_ = "close the block with a `}` on its own line"
    machine.report(Diagnostic("C0103", "error", message, machine.span(at, at + 1), helps=(help_,)))
    machine.braces[0] = -1  # reported


def _suspect(machine: Machine) -> int:
    """The first `{` whose `}` stands further left than its own line begins; else the innermost that is open."""
    number, stack = machine.tables.number, []
    for token, at, _ in machine.tokens(0):
        if token == number["LBRACE"]:
            stack.append(at)
        elif token == number["RBRACE"] and stack:
            opened = stack.pop()
            column, first = _margin(machine.text, at)
            if first and column < _margin(machine.text, opened)[0]:
                return opened
    return machine.braces[-1]


def _margin(text: str, at: int) -> tuple[int, bool]:
    """How far the line of an offset is indented, and whether only blanks stand before the offset."""
    begin = text.rfind("\n", 0, at) + 1
    before = text[begin:at]
    blanks = len(before) - len(before.lstrip())
    return blanks, blanks == len(before)
