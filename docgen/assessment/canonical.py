"""One way to write rules and inputs down, so that equal ones have equal digests on every machine."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from docgen.assessment.sheets import Tables
from docgen.assessment.words import kind_meant, meant
from docgen.files import digest
from docgen.model import Assessment

if TYPE_CHECKING:
    from docgen.assessment.dossier import Dossier
    from docgen.assessment.rules import Rules

ENGINE = "3"
"""The way of reckoning; counts up when the same rules and inputs would give another result."""
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,6})?")
_WORDS = frozenset({"none", "missing", "after_deadline", "value", "counts", "caps_grade", "may_overlap"})


def rules_digest(tables: Tables) -> str:
    """The SHA-256 of all that the rules say, whichever file, language of words and order of sheets says it."""
    return digest(canonical_rules(tables).encode())


def canonical_rules(tables: Tables) -> str:
    """The rules as canonical JSON: sheets by name, rows in order, cells by column, numbers exactly."""
    sheets = {
        sheet: [{name: _cell(name, text) for name, text in sorted(row.cells.items())} for row in rows]
        for sheet, rows in sorted(tables.items())
        if rows and sheet != "Tests"
    }
    return json.dumps(sheets, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _cell(column: str, text: str) -> str:
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    if _NUMBER.fullmatch(plain):
        return str(Fraction(plain))
    if column == "kind":
        return meant(kind_meant(plain))
    return meant(plain) if column in _WORDS else plain


def result_digest(rules: "Rules", d: "Dossier", one: Assessment, averages: Iterable[str] = ()) -> str:
    """The SHA-256 of the rules, every input of the unit the rules may look at, the way of reckoning, and what came out.

    `averages` are those of other units that were used. The day of reckoning is no input: `one`, the result, tells what
    it made of it, so that the same result reckoned on another day is the same.
    """
    text = "\n".join((ENGINE, rules.digest, d.unit, d.type, *_outcome(one), *sorted((*_inputs(d), *averages))))
    return digest(unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass"))


def _outcome(one: Assessment) -> Iterator[str]:
    yield f"{one.exact}|{one.between}|{one.by_score}|{one.grade}|{one.state}"
    for item in one.items:
        yield f"{item.item}|{item.points}|{item.earned}"
    for case in one.cases:
        yield f"{case.kind}|{case.rule}|{case.subject}|{case.state}|{case.open}"


def _inputs(d: "Dossier") -> Iterator[str]:
    for form, returns in d.forms.items():
        for returned in returns:
            at = f"{form}|{returned.period}"
            if returned.submission is not None:
                yield f"{at}|{returned.submission.state}|{returned.submission.days_late}"
            for answer in returned.record.answers if returned.record else ():
                yield f"{at}|{answer.path}|{answer.state}|{answer.value}"
    for name, rows in (*d.ledgers.items(), *d.lists.items()):
        for row in rows:
            yield f"{name}|{row.name}|" + "|".join(f"{k}={v}" for k, v in sorted(row.cells.items()))
    for group, facts in d.facts.items():
        yield f"{group}|" + "|".join(f"{k}={v}" for k, v in sorted(facts.items()))
    yield f"first_day|{d.days.get('first_day')}"
    for one in d.decisions:
        yield f"{one.key}|{one.old}|{one.new}|{one.who}|{one.when.isoformat()}|{one.document}|{one.reason}"
