"""From text to the tree of what was written: a shift/reduce loop over Lark's own LALR tables.

Nothing recurses, so neither a sum of 50,000 terms nor 20,000 braces can overflow a stack, and nothing raises, whatever
the text. Measured: 42 % of a plain loop went into tokens and as much into states, so lines that are one statement are
read in one step (`lines`), and chains of rules that change nothing but the state are remembered (`Tables.jump`).
"""

from __future__ import annotations

import gc

from colossusc.diagnostic import Diagnostic, TooMany
from colossusc.source import Source, Span
from colossusc.syntax import characters, lines, nodes
from colossusc.syntax.braces import stray_brace, unclosed_braces
from colossusc.syntax.machine import Machine
from colossusc.syntax.recover import check_text, recover, skip_too_deep
from colossusc.syntax.tables import tables

LARGEST = 10_000_000  # bytes


def parse(source: Source) -> tuple[nodes.File, tuple[Diagnostic, ...]]:
    """The tree of a file, and what is wrong with its syntax.

    Never raises: a broken statement becomes a `Broken` node with its diagnostic. `C0901` for more than 10 MB.
    """
    text = source.text
    if len(text) > LARGEST or (len(text) * 4 > LARGEST and _bytes(text) > LARGEST):
        help_ = "split it, and `import` the parts"
        limit = Diagnostic("C0901", "error", "the file is larger than 10 MB", Span(source, 0, 0), helps=(help_,))
        return nodes.File(0, len(text), (), ()), (limit,)
    machine = Machine(source, tables())
    was_enabled = gc.isenabled()
    gc.disable()  # a tree has no cycles, and looking for them takes a third of the time
    try:
        body = _run(machine)
    except TooMany:
        body = (nodes.Broken(0, len(text), (), ()),)  # nobody asks what it means
    finally:
        if was_enabled:
            gc.enable()
    if not text.isascii():
        reported = frozenset(found.span.start for found in machine.diagnostics if found.span)
        machine.diagnostics.extend(characters.hidden(source, reported))
    unbalanced = machine.left_over > 0 or any(found.code in ("C0103", "C0104") for found in machine.diagnostics)
    return nodes.File(0, len(text), body, tuple(machine.comments), unbalanced), tuple(machine.diagnostics)


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _run(machine: Machine) -> tuple[nodes.Statement, ...]:
    t = machine.tables
    text, brackets, braces = machine.text, machine.brackets, machine.braces
    states, values, starts = machine.states, machine.values, machine.starts
    actions, rules, jumps, words, make = t.actions, t.rules, t.jumps, t.words, t.make
    between, after = t.between, t.after
    match, line, block, statement, head = t.token, t.line, t.head, lines.statement, lines.head
    newline, comment, ends = t.number["_NL"], t.number["COMMENT"], t.ends
    end_of_file = t.number["$END"]
    watched, open_brace, close_brace, string = t.watched, t.number["LBRACE"], t.number["RBRACE"], t.number["STRING"]

    at = 1 if text.startswith("\ufeff") else 0
    last = at  # where the last token ended
    fresh = True  # at the start of a line, between statements
    while True:
        if fresh:
            fresh = False
            append = values[-1].append
            while (found := line(text, at)) is not None and (node := statement(found)) is not None:
                append(node)
                at = found.end()
                if found[lines.COMMENT] is not None:
                    machine.comments.append(found.span(lines.COMMENT))
            found = block(text, at)
            if found is not None and not machine.too_deep() and (opened := head(found)) is not None:
                machine.open_block(opened, opened.start, found.start(5))
                at = last = found.end()
                fresh = True
                continue

        state = states[-1]
        token = match(text, at)
        if token is None:
            terminal, word, start = end_of_file, "", len(text)
            if braces:
                unclosed_braces(machine)
                terminal = close_brace
        else:
            group = token.lastindex or 0  # never 0: each alternative is a group
            word = token[group]
            start = token.start(group)
            at = token.end()
            terminal = words.get(word, group)
            if terminal == comment:
                machine.comments.append((start, at))
                continue
            if terminal == newline and brackets:
                continue
            if terminal == close_brace and not braces and not brackets and stray_brace(machine, start):
                continue

        while True:
            action = actions[state].get(terminal)
            if action is None:
                at = last = recover(machine, terminal, start, at)
                break
            if action > 0:
                last = at
                if terminal in ends:  # `items [_statement] _NL` is `items`, whatever follows
                    fresh = True
                    if state == after:
                        states.pop()
                        starts.pop()
                        node = values.pop()
                        (values[-1].extend if node.__class__ is tuple else values[-1].append)(node)
                    break
                if terminal in watched:
                    if terminal in t.deepens and machine.too_deep():
                        at = last = skip_too_deep(machine, terminal, start, at)
                        break
                    if terminal == string:
                        check_text(machine, start, at)
                    elif terminal == open_brace:
                        braces.append(start)  # an empty list of statements follows, whatever comes
                        states += (action - 1, between)
                        values += (word, [])
                        starts += (start, at)
                        fresh = True
                        break
                    elif terminal == close_brace:
                        braces.pop()
                    elif terminal in t.opening:
                        brackets.append(start)
                    elif terminal in t.closing:
                        brackets.pop()
                    elif terminal == end_of_file:
                        body: tuple[nodes.Statement, ...] = values[-1]
                        return body
                state = action - 1
                maker = make.get(terminal)
                states.append(state)
                starts.append(start)
                values.append(word if maker is None else maker(start, at, word))
                break
            origin, length, build, pick = rules[-action - 1]
            if build is None:  # one child, passed on as it is
                states.pop()
            elif length:
                first = starts[-length]
                value = build(first, last, *pick(values))
                del states[-length:], values[-length:], starts[-length:]
                starts.append(first)
                values.append(value)
            else:
                starts.append(start)
                values.append(build(start, start))
            key = states[-1] << 16 | origin << 8 | terminal
            state = jumps.get(key) or t.jump(key)
            states.append(state)
