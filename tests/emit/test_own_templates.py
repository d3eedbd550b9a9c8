"""A project's own templates: what they can read and print in each format, and what they cannot."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import Any

import attrs
import pytest
from jinja2.filters import FILTERS
from markupsafe import Markup

from colossusc.emit.own.formats import format_of
from colossusc.emit.own.render import Answer, Task, rendered
from colossusc.emit.public import INSIDE, attributes, public, variables
from colossusc.emit.view import View
from colossusc.show.visible import visible

VARIABLES: dict[str, Any] = {
    "campus": {"name": "c", "label": "Hill & Sons"},
    "findings": [{"message": "`mlgw` is short", "items": "its own"}, {"message": "other", "items": ""}],
    "rows": [{"margin": {"text": text}} for text in ("1,200.00", "not given", "-8.00 short", "39.14", "2 .. 40")],
    "scenarios": None,
    "short": True,
}


def render(text: str, output: str = "memo.txt", **files: str) -> Answer:
    """What a template and those beside it make of the variables above."""
    beside = {f"{name}.j2": each for name, each in files.items()}
    return rendered(Task(output, "main.j2", {"main.j2": text, **beside}, 10, 100_000), VARIABLES)


def text_of(text: str, output: str = "memo.txt", **files: str) -> str:
    answer = render(text, output, **files)
    assert answer.refused is None, answer
    return answer.text


# ------------------------------------------------------------------------------------------------------- what it can


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ campus.label }}\n", "Hill & Sons\n"),
        ("{{ findings[0].message|spoken }}", "mlgw is short"),
        ("{% for each in rows[2:] %}\n{{ loop.index }}: {{ each.margin.text }}\n{% endfor %}",
         "1: -8.00 short\n2: 39.14\n3: 2 .. 40\n"),
        ("{{ findings[0].items }}", "its own"),  # what a row holds comes before the methods of dicts
        ("{% for name, value in campus.items() %}{{ name }}={{ value }};{% endfor %}", "name=c;label=Hill & Sons;"),
        ("{{ short }} {{ 1 + 1 }} {{ 7 / 2 }} {{ 2 ** 10 }} {{ 'ab' * 2 }}", "true 2 3.5 1024 abab"),
        ("{{ rows|by_figure('margin.text')|map(attribute='margin.text')|join('; ') }}",
         "-8.00 short; 2 .. 40; 39.14; 1,200.00; not given"),
        ("{% if scenarios %}x{% else %}none{% endif %} {{ scenarios or 'not given' }}", "none not given"),
        ("{{ nothing|default('–') }} {{ nothing is defined }}", "– false"),
        ("{% set all = namespace(n=0) %}{% for each in rows %}{% set all.n = all.n + 1 %}{% endfor %}{{ all.n }}", "5"),
        ("{{ campus|tojson }}", '{"label": "Hill \\u0026 Sons", "name": "c"}'),
        ("{{ '%05.1f'|format(2.5) }} {{ 'x{}'.format(1) }}", "002.5 x1"),
    ],
)  # fmt: skip
def test_it_prints(text: str, expected: str) -> None:
    assert text_of(text) == expected


def test_figures_are_sorted_as_their_language_writes_them() -> None:
    for decimal, texts in ((".", ["-8.5", "9.5 MW", "1,200.25"]), (",", ["-8,5", "9,5\u00a0MW", "1\u202f200,25"])):
        template = "{{ rows[::-1]|by_figure|join(';') }}"
        task = Task("a.txt", "m.j2", {"m.j2": template}, 10, 1_000, decimal)
        assert rendered(task, {"rows": texts}).text == ";".join(map(visible, texts))


def test_it_includes_extends_and_imports_what_stands_beside_it() -> None:
    base = "<{% block body %}{% endblock %}>"
    macros = "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}"
    assert text_of('{% extends "base.j2" %}{% block body %}a{% endblock %}', base=base) == "<a>"
    assert text_of('{% import "m.j2" as m %}{{ m.twice("*") }}', "memo.md", m=macros) == r"\*\*"
    assert text_of('{% include "part.j2" %}', part="{{ campus.name }}") == "c"


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("a.md", r"\<b\> \*x\*, \&"),
        ("a.html", "&lt;b&gt; *x*, &amp;"),
        ("a.svg", "&lt;b&gt; *x*, &amp;"),
        ("a.csv", '"<b> *x*, &"'),
        ("a.tex", r"<b> *x*, \&"),
        ("a.txt", "<b> *x*, &"),
        ("a.json", "<b> *x*, &"),
    ],
)
@pytest.mark.parametrize("text", ["{{ '<b> *x*, &' }}", "{% macro m(x) %}{{ x }}{% endmacro %}{{ m('<b> *x*, &') }}"])
def test_what_is_printed_stays_text_in_its_format(output: str, expected: str, text: str) -> None:
    assert text_of(text, output) == expected


@pytest.mark.parametrize(
    "text", ["=1+1", "-8.5", "-8.5 MW", "-1+cmd", 'a "b", c', "a\nb", "\u202ex", "@x", "1,200", "-1\u202f200,5\u00a0MW"]
)
def test_a_cell_is_read_back_and_starts_no_formula(text: str) -> None:
    (row,) = csv.reader(StringIO(f"a,{format_of('x.csv').escape(text)}\r\n"), strict=True)
    assert row[1].strip("'").replace("\\u{a}", "\n").replace("\\u{202e}", "\u202e") == text
    assert row[1][0] not in "=+@" or text[0].isdigit()
    assert row[1] == text or not text.startswith("-8")


@pytest.mark.parametrize("text", ['"', "\\", "\n", "\u2028", "é"])
def test_a_text_stands_between_the_quotes_of_json(text: str) -> None:
    assert json.loads(f'"{format_of("x.json").escape(text)}"') == text


def test_tex_is_told_no_command() -> None:
    assert format_of("x.tex").escape(r"\input{a} ~^%#$_&") == (
        r"\textbackslash{}input\{a\} \textasciitilde{}\textasciicircum{}\%\#\$\_\&"
    )


# ---------------------------------------------------------------------------------------------------- what it cannot


REFUSED = [
    ("{{ campu.label }}", "C0722", "there is no variable `campu`"),
    ("{{ campus.lable }}", "C0722", "this has no `lable`"),
    ("{{ campus['lable'] }}", "C0722", "this has no `lable`"),
    ("{{ campus.label.lable }}", "C0722", "a text has no `lable`"),
    ("{{ findings[9] }}", "C0722", "a list has no `9`"),
    ("{{ scenarios.heads }}", "C0722", "`heads` is asked of a value that is not given"),
    ("{{ findings }}", "C0723", "a list cannot be printed"),
    ("{{ campus }}", "C0723", "this cannot be printed"),
    ("{{ range }}", "C0723", "this cannot be printed"),
    ("{{ scenarios }}", "C0723", "this value is not given, and cannot be printed"),
    ("{{ none }}", "C0723", "this value is not given, and cannot be printed"),
    ("{{ 1 / 0 }}", "C0723", "this cannot be computed: division by zero"),
    ("{{ 1 + 'a' }}", "C0723", "this cannot be computed: unsupported operand type(s) for +: `int` and `str`"),
    ("{{ campus() }}", "C0723", "this cannot be computed: `dict` object is not callable"),
    ("{% for x in y %}", "C0721", "this is no Jinja template: unexpected end of template"),
    ("{% fro x in y %}{% endfro %}", "C0721", "this is no Jinja template: encountered unknown tag `fro`"),
    ("{{ campus.label|spokn }}", "C0721", "there is no filter `spokn`"),
    ("{{ campus.label is stirng }}", "C0721", "there is no test `stirng`"),
    ("{{ findings|random }}", "C0721", "there is no filter `random`"),
    ("{{ lipsum() }}", "C0722", "there is no variable `lipsum`"),
    ("{{ ''.__class__.__mro__ }}", "C0724", "`__class__` is out of reach"),
    ("{{ ''['__class__'] }}", "C0724", "`__class__` is out of reach"),
    ("{{ campus.__init__.__globals__ }}", "C0724", "`__init__` is out of reach"),
    ("{{ ''|attr('__class__') }}", "C0724", "`__class__` is out of reach"),
    ("{{ findings|map(attribute='__class__')|join }}", "C0724", "`__class__` is out of reach"),
    ("{{ '{0.__class__}'.format(1) }}", "C0724", "`__class__` is out of reach"),
    ("{{ ('{0.__class__}'|safe).format(1) }}", "C0724", "`__class__` is out of reach"),
    ("{{ '{x.__class__}'.format_map({'x': 1}) }}", "C0724", "`__class__` is out of reach"),
    ("{{ cycler.__init__.__globals__ }}", "C0724", "`__init__` is out of reach"),
    ("{{ self._TemplateReference__context }}", "C0724", "`_TemplateReference__context` is out of reach"),
    ("{{ findings.append(1) }}", "C0724", "`append` would change a list"),
    ("{{ campus.update({'a': 1}) }}", "C0724", "`update` would change this"),
    ("{{ campus.pop('name') }}", "C0724", "`pop` would change this"),
    ('{% include "../secret.j2" %}', "C0720", "there is no template `../secret.j2`"),
    ('{% include "/etc/passwd" %}', "C0720", "there is no template `/etc/passwd`"),
    ("{% include campus.label %}", "C0720", "there is no template `Hill & Sons`"),
    ("{% for i in range(10 ** 12) %}{% endfor %}", "C0725", "this is too large"),
    ("{{ 'x' * 10 ** 10 }}", "C0725", "this is repeated to 10,000,000,000"),
    ("{{ [1] * 10 ** 10 }}", "C0725", "this is repeated to 10,000,000,000"),
    ("{{ 9 ** (9 ** 9) }}", "C0725", "this number has more than 3,000 digits"),
    ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "C0725", "this stands too deep inside itself"),
    ('{% include "main.j2" %}', "C0725", "this stands too deep inside itself"),
    ("{{ " + "(" * 3000 + ")" * 3000 + " }}", "C0725", "this stands too deep inside itself"),
    ("{% for i in range(60000) %}xx{% endfor %}", "C0725", "the output has more than 100,000 characters"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "message"), REFUSED, ids=[text[:40] for text, *_ in REFUSED])
def test_it_is_refused_with_its_line(text: str, code: str, message: str) -> None:
    answer = render(f"# head\n{text}\n")
    assert answer.refused is not None
    assert (answer.text, answer.refused.code, answer.refused.message) == ("", code, message)
    assert not answer.places or answer.places[-1][0] == "main.j2"
    assert answer.places or message == "this stands too deep inside itself"
    assert not answer.places or answer.places[-1][1] == 2


def test_a_misspelt_name_comes_with_those_that_there_are() -> None:
    for text, word in (("{{ campu }}", "campus"), ("{{ campus.lable }}", "label"), ("{{ 1|spokn }}", "spoken")):
        refused = render(text).refused
        assert refused is not None
        assert word in refused.candidates


def test_what_is_wrong_in_an_included_template_tells_the_way_to_it() -> None:
    assert render('\n{% include "part.j2" %}', part="a\nb\n{{ foo }}").places == (("main.j2", 2), ("part.j2", 3))


def test_no_filter_of_jinja_escapes_or_falls_over() -> None:
    """Whatever a filter makes of whatever, it is a text or a mistake of the template's."""
    for name in sorted({*FILTERS, "spoken", "linked", "fenced", "by_figure"}):
        for value in ("campus.label", "campus", "findings", "1", "scenarios", "rows[0]"):
            answer = render(f"{{{{ {value}|{name} }}}}", "memo.md")
            assert "0x" not in answer.text, name  # the address of something
            assert answer.refused is None or answer.refused.code in ("C0721", "C0722", "C0723")


# ------------------------------------------------------------------------------------------------------- its data


@attrs.frozen
class Inner:
    text: str
    day: int = attrs.field(default=1, metadata=INSIDE)


@attrs.frozen
class Outer:
    rows: tuple[Inner, ...]
    pairs: tuple[tuple[str, str], ...]
    one: Inner | None
    anything: Any = None
    _hidden: str = ""

    @property
    def words(self) -> str:
        return "said"

    def method(self) -> str:
        return "never"


def test_rows_become_plain_data_and_nothing_else() -> None:
    assert list(attributes(Outer)) == ["rows", "pairs", "one", "words"]
    assert public(Outer((Inner("a"),), (("x", "y"),), None)) == {
        "rows": [{"text": "a"}], "pairs": [["x", "y"]], "one": None, "words": "said",
    }  # fmt: skip
    assert type(public(Markup("<b>"))) is str


def test_the_variables_are_those_of_the_report_and_the_model() -> None:
    found = json.loads(variables(Inner("a"), b'{"schema": 1}'))
    assert found == {"text": "a", "model": {"schema": 1}}
    assert "model" not in attributes(View)
    assert {each.name for each in attrs.fields(View)} - set(attributes(View)) == {"judged", "named"}
