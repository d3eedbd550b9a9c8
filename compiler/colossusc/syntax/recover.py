"""What the parser does when a statement is broken: say so once, and go on with the next.

An unclosed bracket ends at a `{`, a `}` or a single `=` and is reported where it opens. Otherwise a broken statement
ends where it would have ended, and a `{` on the way opens a block whose body is still parsed.
"""

from __future__ import annotations

from collections import deque
from itertools import islice

from colossusc.diagnostic import MOST_MISTAKES, Diagnostic, TooMany
from colossusc.syntax import braces
from colossusc.syntax.actions import ESCAPES, Broken
from colossusc.syntax.machine import DEPTH, Machine
from colossusc.syntax.messages import JOINING, OPERATORS, after_block, describe
from colossusc.syntax.nodes import Broken as BrokenNode
from colossusc.syntax.reserved import RESERVED

_OPEN_ENDS = ("=", "from", "until")  # words of a statement behind which a value goes
LOOKAHEAD = 100  # tokens among which the end of an open bracket is looked for
LONGEST_TEXT = 64 * 1024


def recover(machine: Machine, terminal: int, start: int, end: int) -> int:
    """Reports the error at a token that cannot stand there, and returns where to go on reading.

    The stacks are left as after a statement, or after the `{` of a block.
    """
    t = machine.tables
    if len(machine.diagnostics) > MOST_MISTAKES:  # the run stops here
        raise TooMany
    if machine.states[-1] in t.closed:  # a whole block, and something behind its `}`
        _finish_block(machine, machine.text.rindex("}", 0, start) + 1)
        machine.report(after_block(machine, terminal, start, end))
        if t.actions[t.between].get(terminal, 0) > 0:  # the next statement
            return start
        return _leave(machine, _base(machine), start, *_resume(machine, terminal, start)[:2])
    base = _base(machine)
    begin = machine.starts[base + 1] if base + 1 < len(machine.starts) else start

    if (name := braces.name_behind(machine, base, begin, terminal)) is not None:
        _drop(machine, base)
        return name
    resume, opens, unclosed = _resume(machine, terminal, start)
    if unclosed is not None:
        _report_unclosed(machine, unclosed)
    else:
        if not braces.behind_broken_head(machine, base, begin):
            machine.report(describe(machine, terminal, start, end, begin))
        if terminal == t.number["LBRACE"] and begin == start and braces.one_too_many(machine):
            return end
        if machine.accepts(t.number["LBRACE"]) or (terminal == t.number["RBRACE"] and not opens):
            if terminal == t.number["_NL"] and braces.open_at_line_end(machine, begin, start, end):
                return end
            resume, opens = braces.head_without_brace(machine, terminal, begin, resume, opens)
        elif terminal == t.number["_NL"] and machine.accepts(t.number["NUMBER"]):
            resume = _continued(machine, begin, resume)
        if not opens:
            resume = _closed(machine, begin == start, resume)
    machine.brackets.clear()
    return _leave(machine, base, begin, resume, opens, cut_short=opens and resume[0] == start)


def _base(machine: Machine) -> int:
    """Where on the stacks the statements of the innermost block are."""
    states, between = machine.states, machine.tables.between
    base = len(states) - 1
    while states[base] != between:
        base -= 1
    return base


def _finish_block(machine: Machine, end: int) -> None:
    """Does what the end of the line would do after the `}` of a block: the block is among its siblings."""
    machine.reduce(machine.tables.number["_NL"], end)
    statement = machine.values.pop()
    machine.states.pop()
    machine.starts.pop()
    machine.values[-1].append(statement)


def _leave(
    machine: Machine, base: int, begin: int, resume: tuple[int, int], opens: bool, cut_short: bool = False
) -> int:
    """Puts a broken statement, or the head of a broken block, on the stacks."""
    t = machine.tables
    _drop(machine, base)
    words = _words(machine, begin, resume[0], opens)
    if opens and machine.too_deep():
        end = _skip_block(machine, *resume)
        resume = (end, end)
    elif opens:
        machine.open_block(Broken(begin, words, cut_short), begin, resume[0])
        return resume[1]
    machine.states.append(t.after)
    machine.values.append(BrokenNode(begin, max(begin, resume[0]), words, ()))
    machine.starts.append(begin)
    return resume[0]


def _drop(machine: Machine, base: int) -> None:
    """Takes what there is of a statement off the stacks."""
    del machine.states[base + 1 :], machine.values[base + 1 :], machine.starts[base + 1 :]


def _resume(machine: Machine, terminal: int, start: int) -> tuple[tuple[int, int], bool, int | None]:
    """The token to go on with, whether it opens the block of the broken head, and the bracket that is not closed."""
    number, text = machine.tables.number, machine.text
    opening, closing = machine.tables.opening, machine.tables.closing
    newline, semicolon, equal = number["_NL"], number["SEMICOLON"], number["EQUAL"]
    open_brace, close_brace, comment = number["LBRACE"], number["RBRACE"], number["COMMENT"]

    before = machine.brackets
    depth = len(before)  # brackets open
    edge: int | None = None  # a line end or `;` seen while brackets are open: where the next statement may begin
    fixed = False
    if depth and (found := text.rfind("\n", before[-1], start)) >= 0:
        edge, fixed = found, not text[found:start].strip()  # fixed: the token is the first of its line
    compared = False  # a single `=` with no line end since the bracket opened
    comments: list[tuple[int, int]] = []

    for count, (token, at, end) in enumerate(machine.tokens(start)):
        if token == comment:
            comments.append((at, end))
        elif token in opening:
            depth += 1
        elif token in closing:
            depth = max(0, depth - 1)
        elif token in (newline, semicolon):
            if depth == 0 or compared:
                break
            if not fixed:
                edge = at
        elif token == equal and depth:
            if edge is not None:
                break
            compared = True
        elif token in (open_brace, close_brace, number["$END"]):
            break
        if count > LOOKAHEAD and depth and edge is not None:
            break
    unclosed = before[depth - 1] if 0 < depth <= len(before) else None
    if depth and edge is not None:
        machine.comments += [comment for comment in comments if comment[0] < edge]
        return (edge, edge), False, unclosed
    machine.comments += comments
    return (at, end), token == open_brace, unclosed


def _continued(machine: Machine, begin: int, resume: tuple[int, int]) -> tuple[int, int]:
    """Where a statement ends that has an operator at the end of its line: behind the lines that only go on with it."""
    number, text = machine.tables.number, machine.text
    line_end, ends = number["_NL"], (number["SEMICOLON"], number["RBRACE"], number["$END"])
    written = (text[at:end] for token, at, end in machine.tokens(begin, resume[0]) if token != number["COMMENT"])
    last = deque(written, maxlen=1)[0]
    if last not in OPERATORS and not (last in _OPEN_ENDS and _is_value(machine, resume[1])):
        return resume
    previous = ""  # the word before on the same line
    comments: list[tuple[int, int]] = []
    for token, at, end in machine.tokens(resume[1]):
        word = text[at:end]
        if token == number["COMMENT"]:
            comments.append((at, end))
        elif token == line_end or (token in ends and previous):
            resume = at, end
            machine.comments += comments
            comments.clear()
            if token in ends or (previous and previous not in OPERATORS and previous != ","):
                break
            previous = ""
        elif token in ends or word in ("=", "{") or (word in RESERVED and word not in JOINING):
            break  # a statement of its own
        else:
            previous = word
    return resume


def _closed(machine: Machine, at_start: bool, resume: tuple[int, int]) -> tuple[int, int]:
    """Where a statement ends whose bracket was closed on a later line and never opened: behind the bracket.

    Up to there stand entries of a list, or, of a statement that begins with an operator, lines that do so too.
    """
    number, text = machine.tables.number, machine.text
    entries = {number[name] for name in ("NAME", "KEYED", "DOT", "COMMA", "NUMBER", "QUANTITY", "DATE", "STRING")}
    line_end, comments = number["_NL"], []
    begins = False  # at the start of a line
    for token, at, end in islice(machine.tokens(resume[0]), LOOKAHEAD):
        if token == number["COMMENT"]:
            comments.append((at, end))
        elif token == line_end:
            begins = True
        elif token in machine.tables.closing and begins:
            machine.comments += comments
            return end, end
        elif at_start and (not begins or text[at:end] in OPERATORS):
            begins = False
        elif at_start or token not in entries:
            break
        else:
            begins = False
    return resume


def _is_value(machine: Machine, line: int) -> bool:
    """Whether a line can only go on with what is cut off before it: a value, or entries of a list."""
    number = machine.tables.number
    line_end = machine.text.find("\n", line)
    tokens = islice(machine.tokens(line, len(machine.text) if line_end < 0 else line_end), LOOKAHEAD)
    written = [token for token, _, _ in tokens if token != number["COMMENT"]]
    values = [number[name] for name in ("NUMBER", "QUANTITY", "DATE", "STRING")]
    return bool(written) and (written[0] in values or written[-1] == number["COMMA"])


def _words(machine: Machine, begin: int, end: int, opens: bool) -> tuple[str, ...]:
    """The names at the head of a broken statement, those before a further `=`, where a `;` may be missing, and those
    at the head of a block behind it.

    What depends on them is not reported again. `from` among them stands for a time on site.
    """
    number, words = machine.tables.number, []
    before: list[str] = []  # the names just before
    in_head, made_of = True, False  # before an `=`; in the name of a part
    for token, start, stop in islice(machine.tokens(begin, end), LOOKAHEAD):
        if token in (number["NAME"], number["KEYED"]):
            before.append(machine.text[start:stop].partition("[")[0])
            if in_head:
                words.append(before[-1])
            continue
        if token == number["LBRACE"]:
            break
        if not in_head and token == number["EQUAL"]:
            words += before[-1:]
        elif not in_head and (token == number["FROM"] or (token == number["UNTIL"] and not before)):
            words.append(before[-1] if before else "from")
        elif not in_head and token in (number["COLON"], number["STRING"]):
            words += before
        made_of = token == number["COLON"] or (made_of and token == number["DOT"])
        in_head = in_head and token != number["EQUAL"]
        before = []
    if opens and not in_head and not made_of:
        words += before
    return tuple(words)


# ----------------------------------------------------------------------------------------- brackets -----------


def _report_unclosed(machine: Machine, at: int) -> None:
    bracket = machine.text[at]
    machine.report(
        Diagnostic(
            "C0102",
            "error",
            f"this `{bracket}` is not closed",
            machine.span(at, at + 1),
            helps=(f"close it with `{')' if bracket == '(' else ']'}`",),
        )
    )


# ------------------------------------------------------------------------------------------------------ limits


def skip_too_deep(machine: Machine, terminal: int, start: int, end: int) -> int:
    """Reports nesting beyond the limit and returns where to go on: after the block, or after the statement."""
    base = _base(machine)
    begin = machine.starts[base + 1]
    if terminal == machine.tables.number["LBRACE"]:
        return _leave(machine, base, begin, (start, end), True)
    _report_too_deep(machine, start, end)
    resume, opens, _ = _resume(machine, terminal, start)
    machine.brackets.clear()
    return _leave(machine, base, begin, resume, opens)


def _report_too_deep(machine: Machine, start: int, end: int) -> None:
    message = f"more than {DEPTH} blocks and brackets stand inside one another"
    machine.report(Diagnostic("C0902", "error", message, machine.span(start, end), helps=("move the inner part out",)))


def _skip_block(machine: Machine, start: int, end: int) -> int:
    """Reports a block nested too deep, and returns where its `}` ends."""
    _report_too_deep(machine, start, end)
    number, depth = machine.tables.number, 0
    for token, at, after in machine.tokens(start):
        depth += (token == number["LBRACE"]) - (token == number["RBRACE"])
        if token == number["COMMENT"]:
            machine.comments.append((at, after))
        if not depth:
            return after
    return len(machine.text)


def check_text(machine: Machine, start: int, end: int) -> None:
    """Reports a text that is too long, or that holds an escape that there is not."""
    if end - start - 2 > LONGEST_TEXT:
        message = "the text is longer than 64 kB"
        machine.report(Diagnostic("C0903", "error", message, machine.span(start, start + 1), helps=("shorten it",)))
    at = machine.text.find("\\", start, end)
    while at >= 0:
        if machine.text[at + 1] not in ESCAPES:
            escape = machine.text[at : at + 2]
            helps = (f"a backslash itself is written twice: `\\{escape}`", r"the escapes are `\\`, `\"`, `\n` and `\t`")
            message = f"a text has no escape `{escape}`"
            machine.report(Diagnostic("C0112", "error", message, machine.span(at, at + 2), helps=helps))
            return
        at = machine.text.find("\\", at + 2, end)
