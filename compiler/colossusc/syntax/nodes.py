"""The tree of what was written. Each node's comment shows its concrete syntax.

Nothing changes a node once it is made, which mypy checks. Every node has the half-open character range `[start, end)`
of its text. Nodes carry no meaning: a name is not resolved, a number is not converted, and `Ref("a.b[07].c")` keeps its
text. Equality is by identity; `same` in `syntax.same` compares two trees without their positions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar, dataclass_transform

import attrs

if TYPE_CHECKING:
    Class = TypeVar("Class", bound=type)

    @dataclass_transform(frozen_default=True, eq_default=False)
    def node(cls: Class) -> Class: ...

else:
    # frozen for the type checker only: a class that is frozen at run time takes twice as long to build, and a fleet of
    # 100,000 lines has 400,000 nodes
    node = attrs.define(eq=False, repr=False, weakref_slot=False)


@node
class Node:
    start: int
    end: int


# ------------------------------------------------------------------------------------------------ expressions


@node
class Ref(Node):  # a · a.b · smt[07] · smt[01..15] · g.approvals
    text: str


@node
class Quantity(Node):  # 12_500 · 10.2 kW · 0.68 %/degC · 40 degC — the text as written, number and unit in one
    text: str


@node
class Date(Node):  # 2025-07-02 · 2025-07 · 2025-Q3
    text: str


@node
class Text(Node):  # "Colossus, Memphis" — `text` is the content, escapes undone
    text: str


@node
class Call(Node):  # max(a, b)
    function: Ref
    arguments: tuple[Expr, ...]


@node
class Over(Node):  # any(a.limit >= firm for a in g.approvals where a.by == tva)
    function: Ref
    body: Expr
    variable: Name
    choice: Expr
    where: Expr | None


@node
class List(Node):  # [mlgw, smt] · [assumed "a first sketch"]
    items: tuple[Expr, ...]


@node
class Unary(Node):  # -x · not x; `operator` is "-" or "not"
    operator: str
    operand: Expr


@node
class Chain(Node):  # a + b - c · a * b / c · a and b · a or b; `rest` holds (operator, operand), left to right
    first: Expr
    rest: tuple[tuple[str, Expr], ...]


@node
class Compare(Node):  # a <= b; operator one of == != <= >= < >
    operator: str
    left: Expr
    right: Expr


@node
class Member(Node):  # a in b
    item: Expr
    collection: Expr


@node
class Is(Node):  # a is given · a is absent
    operand: Expr
    word: Name


@node
class Condition(Node):  # if a then b else c
    test: Expr
    then: Expr
    otherwise: Expr


@node
class Power(Node):  # a ^ 2
    base: Expr
    exponent: Quantity


@node
class PlusMinus(Node):  # 120 kW ± 5 %
    value: Expr
    tolerance: Expr


@node
class Unknown(Node):  # 1.25 .. 1.30 — one value that is not known
    low: Expr
    high: Expr


@node
class Varies(Node):  # 80 % to 100 % — a value that varies over all of it
    low: Expr
    high: Expr


@node
class Graded(Node):  # assumed "no data sheet yet": a grade and its reason, in a citation
    grade: Name
    text: Text


@node
class NotKnown(Node):  # unknown
    pass


@node
class Bound(Node):  # at_least 156 · at_most 5 MW; `word` is "at_least" or "at_most"
    word: str
    operand: Expr


Expr: TypeAlias = (
    Ref
    | Quantity
    | Date
    | Text
    | Call
    | Over
    | List
    | Unary
    | Chain
    | Compare
    | Member
    | Is
    | Condition
    | Power
    | PlusMinus
    | Unknown
    | Varies
    | NotKnown
    | Bound
    | Graded
)


# -------------------------------------------------------------------------------------------------- statements


@node
class Name(Node):  # smt · smt[07] · smt[01..15]
    text: str


@node
class Value(Node):  # 100_000 [wreg_2024] against 99_000 [press]
    expr: Expr
    cites: tuple[Ref | Graded, ...]
    against: tuple[Value, ...] = ()


@node
class Period(Node):  # from A · from A until B · from A ramping until B · until B · on A
    word: str  # "from", "until" or "on": the first word
    begin: Expr | None  # A; None for "until B"
    until: Expr | None  # B
    ramping: bool = False


@node
class Use(Node):  # one of `use catalog.nvidia, catalog.solar_turbines as solar`: a Use node each
    target: Ref
    alias: Name | None


@node
class Import(Node):  # import "sources.colossus" as src
    path: Text
    alias: Name | None


@node
class Block(Node):  # turbines smt[01..15] "Mobile gas turbines" : solar.smt_130 { … }
    kind: Name
    names: tuple[Name, ...]  # none, one, or two (`rule TVA001 tva_board_vote`)
    label: Text | None
    base: Ref | None
    body: tuple[Statement, ...]


@node
class Definition(Node):  # phase launch = 2024-09-02 [src.epoch] · let reserve = 10 % · limit nox = 87.14 short_ton/yr
    kind: Name
    name: Name
    label: Text | None
    period: Period | None
    value: Value


@node
class Assignment(Node):  # rating = 16.48 MW [src.permit] · contracted from 2025-05-01 = 150 MW
    target: Ref
    period: Period | None
    value: Value


@node
class Spanned(Node):  # from 2025-06-01 until 2027-01-02 [permit] · running from 2025-07-02
    target: Ref | None
    period: Period
    cites: tuple[Ref | Graded, ...] = ()


@node
class Waive(Node):  # waive power_balance on colossus_1 from 2024-09-02 until 2025-05-01 { reason = … }
    rule: Name
    on: Ref
    period: Period | None
    body: tuple[Statement, ...]


@node
class For(Node):  # for g in groups_by(provider, site) where g.provider == tva
    variable: Name
    choice: Expr
    where: Expr | None


@node
class When(Node):  # when g.contracted_firm > threshold
    expr: Expr


@node
class Under(Node):  # under n_1 for 24 h
    contingency: Name
    duration: Expr | None


@node
class Require(Node):  # require a >= b from launch under n_1 before 2026-08-03 as "Firm supply covers the load"
    expr: Expr
    period: Period | None
    under: Under | None
    before: Expr | None
    title: Text | None


@node
class Near(Node):  # near g.contracted_firm >= 95 % * threshold
    expr: Expr


@node
class Set(Node):  # set paul_lowry.ambient = 43 degC
    target: Ref
    period: Period | None
    value: Value


@node
class Draw(Node):  # set paul_lowry.ambient in 15 degC .. 43 degC
    target: Ref
    choice: Expr


@node
class Lose(Node):  # lose smt[07] · lose any 2 of turbines, transformers · lose lateral for 24 h
    quantifier: Name | None
    number: Quantity | None
    targets: tuple[Ref, ...]
    duration: Expr | None


@node
class Message(Node):  # message "{g} contracts {g.contracted_firm} firm"; `word` is "message" or "help"
    word: str
    text: Text


@node
class Expect(Node):  # expect note TVA001 on g
    words: tuple[Name, ...]
    on: Ref | None


@node
class Broken(Node):  # a statement with an error, already reported; `words` are its names, `body` what its braces held
    words: tuple[str, ...]
    body: tuple[Statement, ...]


Statement: TypeAlias = (
    Use
    | Import
    | Block
    | Definition
    | Assignment
    | Spanned
    | Waive
    | For
    | When
    | Require
    | Near
    | Set
    | Draw
    | Lose
    | Message
    | Expect
    | Broken
)


@node
class File(Node):
    body: tuple[Statement, ...]
    comments: tuple[tuple[int, int], ...]  # the range of each comment, `#` included, in order
    unbalanced: bool = False  # a brace too many or too few: any block may stand in the wrong place
