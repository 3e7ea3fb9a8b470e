"""From facts to reasons: the rules by which a file that begins with the issued bytes is accepted or not.

Each rule looks at one thing and yields the findings that speak against the file. No rule reads a file, and none knows
what becomes of the verdict.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docgen.findings import Code, Finding
from docgen.findings import verify as codes
from docgen.pdf.facts import Compared, Place, Signature
from docgen.verify.verdict import Hand, Standing

UNIT_FIELD = "Unit"
"""The field kept for the unit's signature; every other one of a released book is an issuer's."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the campaign expects: the size of the released book in bytes, whose certificate (SHA-256) may sign a field.

    `pins` holds the fields with a certificate to compare with, `files` where each is or would be kept. Something
    `one_sided`, a letter, has nothing for the unit to sign.
    """

    size: int
    whose: str
    pins: dict[str, str]
    files: dict[str, str]
    one_sided: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A returned file's facts beside what is expected."""

    facts: Compared
    expected: Expected

    @property
    def issuers(self) -> tuple[Signature, ...]:
        """The signatures that stand in the released book already."""
        names = {place.name for place in self.facts.issued_places if place.signed}
        return tuple(s for s in self.facts.signatures if s.field in names and not s.renews)

    @property
    def times(self) -> frozenset[str]:
        """The fields of the time-stamps of the whole file that were added to the released book."""
        issued = {place.name for place in self.facts.issued_places}
        return frozenset(s.field for s in self.facts.signatures if s.renews) - issued

    @property
    def unit(self) -> Signature | None:
        """The signature in the unit's field."""
        return next((s for s in self.facts.signatures if s.field == UNIT_FIELD and not s.renews), None)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The word, the reasons, and the hands."""

    standing: Standing
    findings: tuple[Finding, ...]
    issuers: tuple[Hand, ...]
    countersigner: Hand | None


def judge(facts: Compared, expected: Expected) -> Judgement:
    """Whether a released book came back signed by the unit and otherwise untouched, a letter just as it was issued."""
    case = Case(facts, expected)
    rules = RULES if any(place.signed for place in facts.issued_places) else UNSIGNED_RULES
    rules = ONE_SIDED_RULES if expected.one_sided else rules
    findings = tuple(dict.fromkeys(finding for rule in rules for finding in rule(case)))
    hands = tuple(_hand(signature) for signature in case.issuers)
    return Judgement(_standing(case, findings), findings, hands, _hand(case.unit) if case.unit else None)


def _signed_by_both(case: Case) -> Iterator[Finding]:
    if not case.facts.signatures:
        yield Finding(codes.NOT_SIGNED)
    elif not case.issuers:
        yield Finding(codes.ISSUER_NOT_SIGNED)
    elif case.unit is None:
        yield Finding(codes.NOT_COUNTERSIGNED)


def _as_issued(case: Case) -> Iterator[Finding]:
    """Nothing may be added to what nobody is to sign."""
    if case.facts.size != case.expected.size:
        yield Finding(codes.ADDED_TO_PAPER)


def _signatures_hold(case: Case) -> Iterator[Finding]:
    for signature in case.facts.signatures:
        if not signature.intact or not signature.covers:
            yield Finding(codes.BROKEN_SIGNATURE, values={"field": signature.field})
    for signature in case.issuers:
        if signature.covers > case.expected.size:
            yield Finding(codes.BROKEN_SIGNATURE, values={"field": signature.field})


def _nothing_after_the_unit(case: Case) -> Iterator[Finding]:
    """But for what keeps its signature checkable: proofs, and time-stamps of the whole file."""
    if case.facts.later or (case.unit is None and case.facts.size != case.expected.size):
        yield Finding(codes.ADDED_AFTER)


def _fields_as_issued(case: Case) -> Iterator[Finding]:
    issued = {place.name: place for place in case.facts.issued_places}
    for place in case.facts.places:
        before = issued.get(place.name)
        if place.name in case.times:
            continue
        if before is None:
            yield Finding(codes.EXTRA_FIELD, values={"field": place.name, "page": place.page})
        elif not _stands_as(before, place):
            yield Finding(codes.FIELD_MOVED, values={"field": place.name})
    for signature in case.facts.signatures:
        if signature.field not in issued and signature.field not in case.times:
            yield Finding(codes.EXTRA_FIELD, values={"field": signature.field, "page": 0})
    if len(case.facts.places) != len({place.name for place in case.facts.places}):
        yield Finding(codes.FIELD_MOVED, values={"field": UNIT_FIELD})


def _stands_as(before: Place, place: Place) -> bool:
    """Whether a field stands where it was issued; the unit's may show nothing once it is signed."""
    hidden = place.name == UNIT_FIELD and place.signed and place.is_hidden
    return before.page == place.page and (before.rectangle == place.rectangle or hidden)


def _words_as_issued(case: Case) -> Iterator[Finding]:
    for one in case.facts.rewordings:
        yield Finding(codes.ALTERED_WORDS, values={"page": one.page, "gone": one.gone, "come": one.come})


def _look_as_issued(case: Case) -> Iterator[Finding]:
    worded = {one.page for one in case.facts.rewordings}
    for page in case.facts.unlike:
        if page not in worded:
            yield Finding(codes.ALTERED_LOOK, values={"page": page})


def _inside_as_issued(case: Case) -> Iterator[Finding]:
    placed = [change for change in (*case.facts.changes, *case.facts.later) if change.where]
    for change in placed[:3]:
        yield Finding(codes.ALTERED_INSIDE, values={"where": change.where, "page": change.page or "-"})


def _right_certificates(case: Case) -> Iterator[Finding]:
    for signature in (*case.issuers, *filter(None, [case.unit])):
        field, who = signature.field, signature.signer
        pin = case.expected.pins.get(field, "")
        whose = case.expected.whose if field == UNIT_FIELD else field
        values = {"field": field, "signer": who, "whose": whose, "file": case.expected.files.get(field, "")}
        if not pin and field == UNIT_FIELD:
            yield Finding(codes.NO_CERTIFICATE, values=values)
        elif pin and pin != signature.fingerprint:
            yield Finding(codes.WRONG_CERTIFICATE, values=values)
        if not signature.in_date:
            yield Finding(codes.OUT_OF_DATE, values={"field": field, "signer": who})


RULES: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    _signed_by_both,
    _signatures_hold,
    _nothing_after_the_unit,
    _fields_as_issued,
    _words_as_issued,
    _look_as_issued,
    _inside_as_issued,
    _right_certificates,
)
"""Every rule counts for every file; a file without a finding is good."""

UNSIGNED_RULES = (_signed_by_both, _words_as_issued)
"""Of a book that was issued unsigned nothing says what may be added to it; it is never good."""

ONE_SIDED_RULES = (
    _as_issued,
    _signatures_hold,
    _fields_as_issued,
    _words_as_issued,
    _look_as_issued,
    _right_certificates,
)
"""Of a letter or an order: to the byte what was issued, and its signatures hold."""

_WORDS: tuple[tuple[Standing, frozenset[Code]], ...] = (
    (
        Standing.ALTERED,
        frozenset(
            {
                codes.ALTERED_WORDS,
                codes.ALTERED_LOOK,
                codes.ALTERED_INSIDE,
                codes.BROKEN_SIGNATURE,
                codes.ADDED_AFTER,
                codes.ADDED_TO_PAPER,
                codes.EXTRA_FIELD,
                codes.FIELD_MOVED,
            }
        ),
    ),
    (Standing.NOT_SIGNED, frozenset({codes.NOT_SIGNED})),
    (Standing.ONE_SIDE, frozenset({codes.ISSUER_NOT_SIGNED})),
    (Standing.NOT_COUNTERSIGNED, frozenset({codes.NOT_COUNTERSIGNED})),
    (Standing.WRONG_SIGNER, frozenset({codes.WRONG_CERTIFICATE, codes.NO_CERTIFICATE, codes.OUT_OF_DATE})),
)
"""Which findings make which word; the first that applies is said."""


def _standing(case: Case, findings: tuple[Finding, ...]) -> Standing:
    if not findings and (case.expected.one_sided or (case.unit is not None and case.issuers)):
        return Standing.GOOD
    found = {finding.code for finding in findings}
    return next((word for word, reasons in _WORDS if found & reasons), Standing.ALTERED)


def _hand(signature: Signature) -> Hand:
    valid = signature.intact and bool(signature.covers)
    return Hand(valid, signature.signer, signature.at, signature.stamped, signature.fingerprint, signature.trusted)
