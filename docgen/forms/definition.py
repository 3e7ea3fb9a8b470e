"""An XLSForm workbook compiled into a `FormDefinition`, with everything wrong in it found at once."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from docgen.excel import Workbook, open_workbook
from docgen.findings import Finding, Place, has_errors
from docgen.findings import forms as codes
from docgen.forms.canonical import definition_digest
from docgen.forms.choices import read_choices
from docgen.forms.columns import SHEETS
from docgen.forms.expressions import check_expressions
from docgen.forms.marks import lint_marks
from docgen.forms.nodes import form_key, read_nodes
from docgen.forms.questions import check_questions
from docgen.forms.settings import languages_of, read_settings
from docgen.forms.sheets import read_lines
from docgen.forms.source import Source
from docgen.model import FormDefinition


class Compiled(NamedTuple):
    """What came of a workbook: the definition, or None if there are errors among the findings."""

    definition: FormDefinition | None
    findings: tuple[Finding, ...] = ()


def compile_definition(path: Path) -> Compiled:
    """The form that an XLSForm workbook defines, and all that is wrong in it."""
    opened = open_workbook(path)
    if opened.workbook is None:
        return Compiled(None, opened.findings)
    compiled = compile_workbook(opened.workbook)
    return Compiled(compiled.definition, (*opened.findings, *compiled.findings))


def compile_workbook(workbook: Workbook) -> Compiled:
    """The form of an opened workbook."""
    source = _source(workbook)
    settings = read_settings(source)
    nodes = read_nodes(source)
    source.findings += lint_marks(settings.code or "FORM", nodes)
    definition = FormDefinition(
        code=settings.code,
        version=settings.version,
        title=settings.title,
        body=nodes,
        languages=source.languages,
        period=settings.period,
        unit_types=settings.unit_types,
        issued=settings.issued,
        key=form_key(nodes, source),
        place=settings.place,
    )
    source.findings += check_expressions(definition, source)
    source.findings += check_questions(definition, source)
    findings = tuple(dict.fromkeys(source.findings))
    if has_errors(findings):
        return Compiled(None, findings)
    return Compiled(replace(definition, digest=definition_digest(definition)), findings)


def _source(workbook: Workbook) -> Source:
    findings: list[Finding] = []
    survey, choices, settings = (read_lines(workbook, name, findings) for name in SHEETS)
    source = Source(survey, choices, settings, findings=findings)
    for lines, needed in ((survey, ("type", "name")), (settings, ("form_id",))):
        missing = [column for column in needed if not lines.has(column)]
        place = Place(file=workbook.file, sheet=lines.title)
        if not lines.headings:
            source.report(codes.SHEET_ABSENT, Place(file=workbook.file), sheet=lines.title)
        elif missing:
            source.report(codes.HEADINGS_ABSENT, place, heading=missing[0])
    source.languages = languages_of(survey, settings)
    source.lists = read_choices(source)
    return source
