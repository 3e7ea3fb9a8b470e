"""All checks of one record, at once."""

from dataclasses import dataclass, replace

from docgen.findings import Finding
from docgen.model import FormDefinition, Record
from docgen.returns.checks.answers import Answers
from docgen.returns.checks.background import Background
from docgen.returns.checks.before import check_before
from docgen.returns.checks.calculation import check_results, settled_percents
from docgen.returns.checks.elsewhere import check_counts
from docgen.returns.checks.fields import check_fields
from docgen.returns.checks.plan import plan_of
from docgen.returns.checks.repeats import check_repeats


@dataclass(frozen=True, slots=True)
class Checked:
    """The record with its results worked out, and all findings: those of reading that still stand, then new ones."""

    record: Record
    findings: tuple[Finding, ...]


def check_record(
    record: Record, findings: tuple[Finding, ...], definition: FormDefinition, background: Background
) -> Checked:
    """Check a record that was read by `definition`; `findings` are those of its reading."""
    answers = Answers(plan_of(definition), record, background, {answer.path: answer for answer in record.answers})
    standing = settled_percents(answers, findings)
    found = [*check_results(answers), *check_fields(answers), *check_counts(answers)]
    found += [*check_repeats(answers), *check_before(answers)]
    checked = replace(record, answers=tuple(answers.by_path[answer.path] for answer in record.answers))
    named = (
        replace(one, place=replace(one.place, unit=one.place.unit or record.unit, form=record.form)) for one in found
    )
    return Checked(checked, (*standing, *named))
