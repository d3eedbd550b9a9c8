"""Braces that are missing or too many: found by the count, the lines and the indents, and reported once.

Where a `{` is missing it is put in behind a head that has a body; where there is one too many it is passed over; where
a `}` is missing the indents tell of which block. Where the text has as many `{` as `}`, what is indented more than a
head without braces is passed over with it, and a name behind the `{` of its block is taken for the block's.
"""

from __future__ import annotations

from itertools import islice

from colossusc.diagnostic import Diagnostic
from colossusc.syntax.actions import Broken
from colossusc.syntax.lines import Head
from colossusc.syntax.machine import Machine
from colossusc.syntax.nodes import Name

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
    elif terminal == number["_NL"] and (end := _body_end(machine, begin, resume[0])) is not None:
        return (end, end), False
    elif not opens and terminal != number["RBRACE"]:
        machine.heads += 1
    return resume, opens


def name_behind(machine: Machine, base: int, begin: int, terminal: int) -> int | None:
    """Where the name of a block ends that stands behind its `{`, in `site { s`, which is reported; the block gets it.

    It is alone on its line, or what fails behind it is `s let reserve = …`. None where that is not the mistake.
    """
    head = machine.values[base - 2] if base > 1 else None
    if not isinstance(head, Head) or head.names or not _is_first(machine, base, begin):
        return None
    number, equal = machine.tables.number, terminal == machine.tables.number["EQUAL"]
    written = [each for each in islice(machine.tokens(begin), 4) if each[0] != number["COMMENT"]]
    names = [token in (number["NAME"], number["KEYED"]) for token, _, _ in written]
    if not (names[:3] == [True] * 3 if equal else names[:1] == [True] and written[1][0] == terminal == number["_NL"]):
        return None
    _, at, end = written[0]
    name = machine.text[at:end]
    help_ = f"write `{head.kind.text} {name} {{`"
    machine.report(
        Diagnostic("C0101", "error", "the name of a block stands before its `{`", machine.span(at, end), helps=(help_,))
    )
    head.names = (Name(at, end, name),)
    return end


def behind_broken_head(machine: Machine, base: int, begin: int) -> bool:
    """Whether a statement stands right behind the `{` at which a head broke: it may be the rest of that."""
    head = machine.values[base - 2] if base > 1 else None
    return isinstance(head, Broken) and head.cut_short and _is_first(machine, base, begin)


def _is_first(machine: Machine, base: int, begin: int) -> bool:
    """Whether a statement stands right behind the `{` of its block, on the same line."""
    return not machine.values[base] and "\n" not in machine.text[machine.starts[base - 1] : begin]


def _body_end(machine: Machine, begin: int, end: int) -> int | None:
    """Where the lines end that are indented more than that of a head without braces; None where there are none."""
    text, number = machine.text, machine.tables.number
    margin, leads = _margin(text, begin)
    if not leads:  # it stands behind something on its line
        return None
    depth, last = 0, None
    begins = False  # at the start of a line
    comments: list[tuple[int, int]] = []
    for token, at, stop in machine.tokens(end):
        if token == number["COMMENT"]:
            comments.append((at, stop))
        elif token == number["_NL"]:
            begins = True
        else:
            depth += (token == number["LBRACE"]) - (token == number["RBRACE"])
            if depth < 0 or token == number["$END"] or (begins and not depth and _margin(text, at)[0] <= margin):
                break
            begins, last = False, stop
            machine.comments += comments
            comments.clear()
    return last


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
