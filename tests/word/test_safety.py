"""Neither data nor template can make docgen run anything, change anything, or run for ever.

Sixty payloads: as values they are printed as typed; as templates they end in a finding.
"""

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from docgen.word.package import TemplateTroubleError
from docgen.word.template import Rendered, WordTemplate
from docgen.word.text import plain_text
from docgen.word.wording import TextTemplate
from tests.word.building import Draft, p

SECRET = "s3cret-of-the-machine"
SECONDS = 5
"""No payload may take longer; a harmless document takes a millisecond."""

EXECUTING = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''.__class__.__base__.__subclasses__()[80]('id', shell=True) }}",
    "{{ ().__class__.__bases__[0].__subclasses__() }}",
    "{{ [].__class__.__base__ }}",
    "{{ {}.__class__.__mro__ }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ ''|attr('\\x5f\\x5fclass\\x5f\\x5f') }}",
    "{{ ''|attr(['_'*2,'class','_'*2]|join) }}",
    "{{ unit|map(attribute='__class__')|list }}",
    "{{ [unit]|map(attribute='__init__.__globals__')|list }}",
    "{{ [unit]|groupby('__class__') }}",
    "{{ [unit, unit]|sort(attribute='__class__') }}",
    "{{ [unit]|sum('__class__') }}",
    "{{ [unit]|selectattr('__class__')|list }}",
    "{{ '{0.__class__.__mro__}'.format(unit) }}",
    "{{ '{u.__init__.__globals__}'.format(u=unit) }}",
    "{{ '{0.__class__}'.format_map([unit]) }}",
    "{{ ('{0.__class__}'|safe).format(unit) }}",
    "{{ '%s'|format(unit.__class__) }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ range.__class__ }}",
    "{{ dict.__base__ }}",
    "{{ dict.mro() }}",
    "{{ config }}{{ request }}{{ g }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ environment }}",
    "{{ context }}",
    "{% for x in [].__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{% set c = ''.__class__ %}{{ c }}",
    "{% macro m() %}{% endmacro %}{{ m.__globals__ }}{{ m._func }}",
    "{% macro m() %}{{ caller.__class__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "{% for x in [1] %}{{ loop._iterable.__class__ }}{% endfor %}",
    "{% for x in [1] %}{{ loop.__class__ }}{% endfor %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}{{ os }}",
    "{% extends 'x' %}",
    "{% from 'os' import system %}",
    "{{ function.__globals__ }}",
    "{{ function.__code__ }}",
    "{{ module.environ }}",
    "{{ module.system('true') }}",
    "{{ path.read_text() }}",
    "{{ path.unlink() }}",
    "{{ path.write_text('x') }}",
    "{{ kind('x') }}",
    "{{ kind.mro() }}",
    "{{ unit.names.append(1) }}",
    "{{ unit.names.clear() }}",
    "{{ unit.data.update(a=2) }}",
    "{{ unit.data.pop('a') }}",
    "{{ generator.gi_frame.f_globals }}",
    "{{ unit.delete() }}",
    "{% set unit.code = 2 %}",
    "{{ today.today() }}{{ [1, 2]|random }}",
]

EXHAUSTING = [
    "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}"
    "{% endfor %}",
    "{{ range(10**9)|list }}",
    "{{ 'a' * 10**10 }}",
    "{{ [1] * 10**10 }}",
    "{{ 10**(10**8) }}",
    "{{ 'a'|center(10**9) }}",
    "{{ 'a'|indent(10**9) }}",
    "{{ 'a'.ljust(10**10) }}",
    "{{ '%10000000000d' % 1 }}",
    "{{ '%10000000000d'|format(1) }}",
    "{{ '{:10000000000}'.format(1) }}",
    "{{ '{:{}}'.format('x', 10**10) }}",
    "{{ 5.0|round(10**9, 'ceil') }}",
    "{{ (5).to_bytes(10**10, 'big') }}",
    "{% set n = namespace(x='aa') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}{{ n.x }}",
    "{% set n = namespace(x='aa') %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}{{ n.x }}",
    "{% set n = namespace(x=[]) %}{% for i in range(99) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}",
    "{% set n = namespace(x=1) %}{% for i in range(99) %}{% set n.x = {'a': n.x, 'b': n.x} %}{% endfor %}{{ n.x }}",
    "{% set n = namespace(x=2) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}{{ n.x }}",
    "{% set n = namespace(x='a') %}{% for i in 'abc' %}{% set n.x = n.x.replace('a', 'a' * 999) %}{% endfor %}"
    "{{ n.x }}",
    "{% set n = namespace(x=['a']) %}{% for i in 'abc' %}{% set n.x = n.x|batch(999, n.x)|list %}{% endfor %}{{ n.x }}",
    "{% macro m(n) %}{{ m(n - 1) }}{{ m(n - 1) }}{% endmacro %}{{ m(50) }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% for i in range(9999) %}{{ 'a' * 99999 }}{% endfor %}",
    "{% set n = namespace(x='aa') %}{% for i in range(99) %}{% set n.x %}{{ n.x }}{{ n.x }}{% endset %}{% endfor %}",
    "{% for x in range(9999) recursive %}{{ loop(range(9999)) }}{% endfor %}",
]


@dataclass(frozen=True)
class Unit:
    """A unit as data of a template; `delete` stands for what no template may call."""

    code: int = 1
    names: list[str] = field(default_factory=lambda: ["a"])
    data: dict[str, int] = field(default_factory=lambda: {"a": 1})

    def __str__(self) -> str:
        return "the unit"

    def delete(self) -> str:
        """Would do harm."""
        self.names.clear()
        return SECRET

    delete.alters_data = True  # type: ignore[attr-defined]  # the mark Jinja's sandbox heeds


def a_function() -> str:
    """A function an office's developer hands to a template."""
    return "called"


def surroundings(folder: Path) -> dict[str, object]:
    """A context with all that a careless caller might put in."""
    secret = folder / "secret"
    secret.write_text(SECRET)
    return {
        "unit": Unit(),
        "function": a_function,
        "module": os,
        "path": secret,
        "kind": Unit,
        "generator": (n for n in range(3)),
        "today": __import__("datetime").date(2026, 1, 1),
    }


def render(template: str, context: dict[str, object]) -> Rendered | None:
    """The document of a template in the body, or None if the template is refused when it is opened."""
    try:
        return WordTemplate(Draft(p(template)).docx()).render(context)
    except TemplateTroubleError:
        return None


def test_there_are_sixty_payloads() -> None:
    assert len(set(EXECUTING)) == 60


@pytest.mark.parametrize("payload", EXECUTING + EXHAUSTING)
def test_a_payload_in_a_value_is_printed_as_typed(payload: str) -> None:
    rendered = WordTemplate(VALUE).render({"a": payload})
    assert rendered.findings == ()
    text = plain_text(rendered.docx)
    assert (text.body, text.headers) == ((payload,), (payload,))


VALUE = Draft(p("{{ a }}"), header=p("{{ a }}")).docx()


@pytest.mark.parametrize("payload", EXECUTING)
def test_a_payload_in_a_template_reaches_nothing(payload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    for name in ("system", "popen"):
        monkeypatch.setattr(os, name, ran.append)
    context = surroundings(tmp_path)
    rendered = render(payload, context)
    assert ran == []
    assert (tmp_path / "secret").read_text() == SECRET
    assert context["unit"] == Unit()
    assert rendered is None or rendered.docx == b"", f"rendered {plain_text(rendered.docx).body}"


@pytest.mark.parametrize("payload", EXHAUSTING)
def test_a_template_made_to_exhaust_the_machine_ends_soon_in_a_finding(payload: str) -> None:
    began = time.process_time()
    rendered = render(payload, {})
    assert time.process_time() - began < SECONDS
    assert rendered is None or (rendered.docx == b"" and rendered.findings)


@pytest.mark.parametrize("payload", EXECUTING)
def test_a_payload_in_a_wording_reaches_nothing(payload: str, tmp_path: Path) -> None:
    context = surroundings(tmp_path)
    try:
        rendered = TextTemplate(payload).render(context)
    except TemplateTroubleError:
        return
    assert rendered.findings
    assert SECRET not in rendered.text


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("{{ function() }}", "called"),
        ("{{ unit.code }}", "1"),
        ("{{ unit.names|join }}", "a"),
        ("{{ unit.data.get('a') }}", "1"),
        ("{{ '{0.code:03}'.format(unit) }}", "001"),
        ("{{ 'a'.center(5, '-') }}", "--a--"),
        ("{{ today.isoformat() }}", "2026-01-01"),
    ],
)
def test_what_is_harmless_stays_allowed(tag: str, printed: str, tmp_path: Path) -> None:
    rendered = render(tag, surroundings(tmp_path))
    assert rendered is not None
    assert plain_text(rendered.docx).body == (printed,)


def test_a_word_file_in_many_loops_is_stopped_where_its_text_grows_too_long() -> None:
    long = "x" * 900_000
    rendered = render("{% for n in range(9999) %}{{ a }}{% endfor %}", {"a": long})
    assert rendered is not None
    assert [f.code.id for f in rendered.findings] == ["E-RENDER-LIMIT"]
