"""`docgen check`: everything that is wrong in the campaign folder, at once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from docgen.books import TemplateLint, lint_characters, lint_keys, lint_templates, lint_wordings, side_by_side
from docgen.campaign import Campaign
from docgen.campaign.toml import FILE
from docgen.cli.options import shared
from docgen.cli.report import Report
from docgen.cli.rules import rules_findings
from docgen.cli.session import load, lost_from, records_of
from docgen.files import sweep_partial, write_atomic
from docgen.findings import Finding, Level
from docgen.findings.assessment import GRADE_ORDER, RULES_TOTAL
from docgen.findings.campaign import GRADES_ORDER, POINTS_TOTAL
from docgen.forms import changed_definitions, lint_forms, load_definitions
from docgen.language import say
from docgen.results import lint_mail

ANNOTATED = Path("out", "annotated")
"""Where in the campaign folder annotated copies are put."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings there are of each level."""

    errors: int
    warnings: int
    notes: int


@dataclass(frozen=True, slots=True)
class CheckResult:
    """JSON of `docgen check`: the counts, the annotated copies that were written, the page of both engines."""

    counts: Counts
    annotated: tuple[str, ...]
    engines: str = ""


@click.command()
@click.option("--annotate", is_flag=True, help="Write copies of faulty templates with a Word comment at each fault.")
@click.option("--compare", is_flag=True, help="Show both PDF engines side by side, if LibreOffice is on this machine.")
@shared
def check(annotate: bool, compare: bool) -> Report:
    """Find everything that is wrong in the campaign.

    Looks at settings, roster, duties, rules, templates, fonts, forms with their layouts, keys and mail texts. Every
    finding names its cell or paragraph and says what to do. The folder is only read; --annotate writes its copies into
    out/annotated, --compare its page into out/check.

    \b
    Examples:
      docgen check
      docgen check --compare
      docgen -C safety-2027 check --annotate
    """
    loaded = load(Path.cwd())
    seen = loaded.to_look_at
    templates = lint_templates(seen) if seen else ()
    texts = (*lint_wordings(seen), *lint_characters(seen), *lint_keys(seen), *lint_mail(seen)) if seen else ()
    faults = tuple(fault for template in templates for fault in (*template.faults, *template.fonts))
    lost = (*lost_from(seen), *lint_forms(seen), *_changed_forms(seen)) if seen else ()
    rules = rules_findings(seen) if seen else ()
    copies = tuple(_annotated(templates)) if annotate else ()
    shown = side_by_side(loaded.campaign).path if compare and loaded.campaign else None
    own = tuple(_not_said_by(rules, loaded.findings))
    return _report((*own, *texts, *faults, *_not_said_of_settings(rules, own), *lost), copies, shown)


def _not_said_of_settings(rules: Sequence[Finding], own: Sequence[Finding]) -> Iterator[Finding]:
    """What is wrong in the rules; the order of grades that stand in campaign.toml was told there, with its line."""
    told = any(finding.code is GRADES_ORDER for finding in own)
    yield from (f for f in rules if not (told and f.code is GRADE_ORDER and f.place.file == FILE))


def _changed_forms(seen: Campaign) -> tuple[Finding, ...]:
    """Forms that say something else now than when they were sent out, under the same version."""
    with records_of(seen) as store, store.begin() as tx:
        return changed_definitions(tx, load_definitions(seen)[0].values())


def _not_said_by(rules: Sequence[Finding], own: Sequence[Finding]) -> Iterator[Finding]:
    """The campaign's own findings; that the points make another total is told once, by the rules where they tell it."""
    told = any(finding.code is RULES_TOTAL for finding in rules)
    yield from (finding for finding in own if not (told and finding.code is POINTS_TOTAL))


def _annotated(templates: Sequence[TemplateLint]) -> Iterator[str]:
    """Write a copy of each faulty template; the templates themselves are not touched."""
    for template in templates:
        if template.faults:
            copy = ANNOTATED / template.path.name
            write_atomic(copy, template.annotated())
            yield copy.as_posix()
    sweep_partial(ANNOTATED)


def _report(findings: tuple[Finding, ...], copies: tuple[str, ...], shown: Path | None = None) -> Report:
    counts = count_levels(findings)
    written = tuple(say("Annotated copy: {path}", path=copy) for copy in copies)
    if shown:
        written = (*written, say("Both engines side by side: {path}", path=shown))
    untouched = say("Nothing else was changed.") if written else say("Nothing was changed.")
    return Report(
        CheckResult(counts, copies, str(shown or "")), findings, summary=(*written, *verdict(counts), untouched)
    )


def count_levels(findings: Sequence[Finding]) -> Counts:
    """How many findings there are of each level."""
    levels = Counter(finding.level for finding in findings)
    return Counts(levels[Level.ERROR], levels[Level.WARNING], levels[Level.NOTE])


def verdict(result: Counts) -> tuple[str, str]:
    """The closing sentences of a check."""
    counts = say(
        "Errors: {errors}, warnings: {warnings}, notes: {notes} (-v shows notes).",
        errors=result.errors,
        warnings=result.warnings,
        notes=result.notes,
    )
    if result.errors:
        return counts, say("Mend the errors before books are released.")
    return counts, say("Books can be made: docgen books")
