"""What is wrong at a token that cannot stand where it stands, in a power planner's words.

The most telling case wins: a character that is no token, a reserved word, a habit of another language, and at last
what the grammar would have accepted there.
"""

from __future__ import annotations

import re

from colossusc.diagnostic import Diagnostic, Fix
from colossusc.suggest import nearest
from colossusc.syntax import characters, habits
from colossusc.syntax.machine import Machine
from colossusc.syntax.reserved import NAME, RESERVED
from colossusc.syntax.tables import OTHER_GROUPS

# reserved words that join or follow an expression: at the start of a line they go on with the line before
_JOINING = "and or not in is if then else to of under before as against where ramping"
JOINING = frozenset(_JOINING.split())
MARKS = frozenset(("+", "-", "*", "/", "±", "+/-", "^", "(", "[", "..", ".", ","))
_OPERATORS = "+ - * / ^ ± +/- .. to < <= > >= == != and or not"  # behind each goes a value
OPERATORS = frozenset(_OPERATORS.split())
CONTINUED = "a statement ends at the end of its line: put the expression in parentheses"
_BEFORE_DAYS = frozenset(("from", "until", "on", "before"))  # behind each goes a day
_BOUNDS = ("at_least", "at_most")
_DAY = "2025-07-02"
QUOTED = 40  # characters of the text that a message repeats


def describe(machine: Machine, terminal: int, start: int, end: int, begin: int) -> Diagnostic:
    """The diagnostic of a token at `[start, end)` in the statement that begins at `begin`."""
    return _Place(machine, terminal, start, end, begin).describe()


def after_block(machine: Machine, terminal: int, start: int, end: int) -> Diagnostic:
    """The diagnostic of a token on the line of a `}`, behind it."""
    if machine.tables.names[terminal] in OTHER_GROUPS:
        return describe(machine, terminal, start, end, start)
    message = f"unexpected `{_cut(machine.text[start:end])}` after the `}}` of a block"
    help_ = "put it on a line of its own, or a `;` between them"
    return Diagnostic("C0117", "error", message, machine.span(start, end), helps=(help_,))


def _cut(text: str) -> str:
    return text if len(text) <= QUOTED else text[:QUOTED] + "…"


class _Place:
    def __init__(self, machine: Machine, terminal: int, start: int, end: int, begin: int) -> None:
        self.machine = machine
        self.names = machine.tables.names
        self.terminal, self.start, self.end = terminal, start, end
        self.token = self.names[terminal]
        self.word = machine.text[start:end]
        self.begin = begin
        written = [t for t in machine.tokens(begin, start) if self.names[t[0]] not in ("_NL", "COMMENT")]
        self.written = [(self.names[t], machine.text[s:e]) for t, s, e in written]
        self.previous = self.written[-1][1] if written else ""
        self.previous_end = written[-1][2] if written else begin

    def accepts(self, *names: str) -> bool:
        return any(self.machine.accepts(self.machine.tables.number[name]) for name in names)

    def error(self, code: str, message: str, *helps: str, fix: Fix | None = None) -> Diagnostic:
        if self.at_line_end() or (self.written and self.token in ("SEMICOLON", "RBRACE")):  # point behind what was
            span = self.machine.span(self.previous_end, self.previous_end)
        else:
            span = self.machine.span(self.start, self.end)
        return Diagnostic(code, "error", message, span, helps=helps, fixes=(fix,) if fix else ())

    # ------------------------------------------------------------------------------------------------- the order

    def describe(self) -> Diagnostic:
        return (
            self.no_token()
            or self.bracket()
            or self.reserved()
            or self.number()
            or self.no_statement()
            or self.habit()
            or self.chain()
            or self.head()
            or self.expected()
        )

    def no_token(self) -> Diagnostic | None:
        if self.token == "unended":
            span = self.machine.span(self.start, self.start + 1)
            help_ = 'a text ends on its line, with `"`; a quote inside it is written `\\"`'
            return Diagnostic("C0106", "error", "this text does not end", span, helps=(help_,))
        if self.token == "stray":
            return characters.describe(self.machine.source, self.start, self.end)
        return None

    def bracket(self) -> Diagnostic | None:
        if self.word not in (")", "]"):
            return None
        if not self.machine.brackets:
            return self.error("C0105", f"this `{self.word}` closes nothing", "remove it")
        opened = self.machine.text[self.machine.brackets[-1]]
        closing = ")" if opened == "(" else "]"
        if closing != self.word:
            return self.error("C0105", f"a `{opened}` is closed by `{self.word}`", f"close it with `{closing}`")
        if self.previous == ",":
            return self.error("C0101", f"expected another entry between `,` and `{self.word}`", "remove the comma")
        return None

    def reserved(self) -> Diagnostic | None:
        if self.word == "=" and len(self.written) == 1 and self.previous in RESERVED:
            self.word, self.start, self.end = self.previous, self.begin, self.previous_end
            return self.no_name()
        if self.word not in RESERVED:
            return None
        following = self.machine.text[self.end :].lstrip(" \t")[:1]
        named = self.accepts("NAME") and not self.accepts("NUMBER")
        if not self.written and self.word in JOINING and following not in ("=", "{"):
            return self.continued()
        if named or (following in ("=", "{") and not self.written):
            return self.no_name()
        return None

    def no_name(self) -> Diagnostic:
        message = f"`{self.word}` is a reserved word and cannot be a name"
        if self.word in ("from", "until"):
            day = re.match(r"[ \t]*=[ \t]*([0-9]{4}-[0-9Q][0-9-]*)", self.machine.text[self.end :])
            return self.error("C0107", message, f"a day stands without `=`: `{self.word} {day[1] if day else _DAY}`")
        return self.error("C0107", message, f"choose another name, such as `{self.word}_1`")

    def number(self) -> Diagnostic | None:
        text, previous = self.machine.text, self.previous
        adjacent = self.start == self.previous_end
        digits = text[self.end : self.end + 20]
        if self.word == "." and digits[:1].isdigit() and not (adjacent and previous[-1:].isalnum()):
            shown = "0." + "".join(c for c in digits.split()[0] if c.isdigit() or c == "_")
            fix = Fix(self.machine.span(self.start, self.start), "0", safe=True)
            return self.error("C0201", "a number begins with a digit", f"write `{shown}`", fix=fix)
        if self.word == "." and adjacent and previous[:1].isdigit():
            return self.error("C0201", "a number does not end with a point", f"write `{previous}` or `{previous}.0`")
        return None

    # ----------------------------------------------------------------------------------------- where nothing starts

    def no_statement(self) -> Diagnostic | None:
        if self.written:
            return None
        if self.word in MARKS or self.token == "CMP":
            if self.machine.text.startswith("//", self.start):
                return self.error("C0115", "`//` begins no comment", "a comment begins with `#`")
            return self.continued()
        if self.token == "EQUAL":
            return self.error("C0101", "expected a name before `=`", "write it as `name = value`")
        if self.token == "LBRACE":
            return self.error("C0101", "expected the kind of the block before `{`", "write it as `kind name { … }`")
        return self.error("C0101", f"a statement cannot begin with {self.found()}", "write it as `name = value`")

    def continued(self) -> Diagnostic:
        return self.error("C0108", f"a statement cannot begin with `{self.word}`", CONTINUED)

    # ---------------------------------------------------------------------------------- habits of other languages

    def habit(self) -> Diagnostic | None:
        after = self.machine.text[self.end : self.end + 1]
        if self.token == "EQUAL" and self.accepts("CMP"):
            if after in ("<", ">"):
                return self.error("C0115", f"`={after}` is no comparison", f"write `{after}=`")
            return self.error("C0115", "`=` gives a field its value and does not compare", "to compare, write `==`")
        if self.word == "==" and self.accepts("EQUAL"):
            return self.error("C0115", "`==` compares and does not give a field its value", "write `=`")
        if self.previous == ":" and self.token not in ("_NL", "LBRACE"):
            return self.error("C0115", "a field gets its value with `=`, not with `:`", "write it as `name = value`")
        if self.word == self.previous == "/":
            return self.error("C0115", "`//` begins no comment", "a comment begins with `#`")
        if self.word == self.previous == "*":
            return self.error("C0115", "a power is not written `**`", "write `^`")
        if self.word == "," and not self.machine.brackets and self.accepts("_NL"):
            help_ = habits.comma(self.machine.text, self.start) or "a list stands in brackets: `[a, b]`"
            return self.error("C0115", "a comma separates neither values nor statements", help_)
        return None

    def chain(self) -> Diagnostic | None:
        if self.token == "CMP" and not self.accepts("CMP", "NUMBER") and self.accepts("AND"):
            return self.error("C0114", "comparisons do not chain", "write `a < b and b < c`")
        if self.word in ("..", "to") and self.accepts("_NL", "RPAR", "RSQB") and not self.accepts("__ANON_0"):
            return self.error("C0114", "ranges do not chain", "a range has a low end and a high end")
        return None

    def head(self) -> Diagnostic | None:
        if self.token not in ("_NL", "$END", "SEMICOLON", "RBRACE") or not self.accepts("LBRACE"):
            return None
        if self.accepts("EQUAL") and not self.machine.text.startswith("{", self.end):
            helps = ("a field is written `name = value`", "a block is written `kind name { … }`")
            return self.error("C0101", f"expected `=` or `{{` after `{self.quote()}`", *helps)
        help_ = "the `{` of a block stands on the line of its name: `kind name { … }`"
        return self.error("C0116", f"expected `{{` after `{self.quote()}`", help_)

    # -------------------------------------------------------------------------------------- what the grammar accepts

    def expected(self) -> Diagnostic:
        after = f" after `{self.quote()}`" if self.previous else ""
        found = "" if self.token in ("_NL", "$END", "SEMICOLON", "RBRACE") else f", found {self.found()}"
        if self.accepts("NUMBER") and self.accepts("STRING"):
            cut_off = self.token == "_NL" and self.previous in OPERATORS
            helps = (CONTINUED,) if cut_off else (self.dated(),) if self.previous in _BEFORE_DAYS else ()
            if self.previous == "=" and self.at_line_end():
                helps = ("a value stands on the line of its name, as in `name = 10 MW`",)
            return self.error("C0101", f"expected a value{after}{found}", *helps)
        if self.accepts("RPAR", "RSQB"):
            closing = "`)`" if self.accepts("RPAR") else "`]`"
            marks = f"`,` or {closing}" if self.accepts("COMMA") else closing
            return self.error("C0101", f"expected {marks}{after}{found}")
        if self.accepts("_NL"):
            return self.error("C0117", f"unexpected `{_cut(self.word)}`{after}", *self.hints())
        if self.accepts("EQUAL", "LBRACE"):
            choices = (("EQUAL", "="), ("IN", "in"), ("LBRACE", "{"))
            wanted = [f"`{mark}`" for name, mark in choices if self.accepts(name)]
            return self.error("C0101", f"expected {' or '.join(wanted)}{after}{found}", *self.heads())
        if self.accepts("STRING") and not self.accepts("NAME"):
            help_ = f'such as `{self.previous} "…"`'
            return self.error("C0101", f"expected a text in double quotes{after}{found}", help_)
        if self.accepts("NAME"):
            name = "`given` or `absent`" if self.previous == "is" else "a name"
            return self.error("C0101", f"expected {name}{after}{found}")
        spelled = self.machine.tables.spelled
        wanted = [f"`{spelled[t]}`" for t in sorted(spelled) if self.machine.accepts(t)]
        return self.error("C0101", f"expected {' or '.join(wanted[:3])}{after}{found}")

    def dated(self) -> str:
        """The statement so far with a day after its `from`."""
        so_far = self.machine.text[self.begin : self.previous_end]
        return f"such as `{_cut(so_far)} {_DAY}{' = …' if self.token == 'EQUAL' else ''}`"

    def heads(self) -> tuple[str, ...]:
        """What may have been meant by the first words of a statement."""
        help_ = habits.units(self.machine.text, self.start, self.written) or habits.nameless(self.written)
        help_ = help_ or habits.clause(self.written)
        return (help_,) if help_ else ()

    def hints(self) -> tuple[str, ...]:
        text, kinds = self.machine.text, [kind for kind, _ in self.written]
        habit = habits.late_period(text, self.begin, self.start, self.written)
        if habit := habit or habits.date(text, self.begin, self.start):
            return (habit,)
        if self.token == "NAME" and kinds[-1:] == ["QUANTITY"]:
            return ("a unit is one word, with `/` and `^` and no blanks, such as `USD/kW`",)
        if kinds[:2] == ["LOSE", "NAME"]:
            return ("write it as `lose any of turbines` or `lose any 2 of turbines`",)
        if self.token in ("NAME", "KEYED") and kinds[-1:] in (["NAME"], ["KEYED"]) and "EQUAL" in kinds:
            return ("a text stands in double quotes, and entries of a list in `[a, b]`",)
        if self.token in ("NUMBER", "QUANTITY", "DATE") and (guess := nearest(self.previous, _BOUNDS)) is not None:
            return (f"did you mean `{guess} {_cut(self.word)}`?",)
        if self.token == "LSQB" and kinds[-1:] == ["RSQB"]:
            return ("sources stand in one bracket: `[a, b]`",)
        return ("a statement ends at the end of its line, or with `;`",)

    # ------------------------------------------------------------------------------------------------------ wording

    def found(self) -> str:
        if self.at_line_end():
            return "the end of the line"
        kinds = {"DATE": "the date ", "NUMBER": "the number ", "QUANTITY": "the quantity ", "STRING": "the text "}
        reserved = "the reserved word " if self.word in RESERVED and NAME.fullmatch(self.word) else ""
        return f"{kinds.get(self.token, reserved)}`{_cut(self.word)}`"

    def at_line_end(self) -> bool:
        return self.token in ("_NL", "$END") or self.start >= len(self.machine.text)

    def quote(self) -> str:
        return _cut(self.previous)
