"""Trusted time and long-term proofs: against a real authority, OCSP responder and time-stamp service on loopback."""

import asyncio
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto.ocsp import OCSPResponse
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESStatus
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko.sign.validation.ades import ades_lta_validation, ades_with_time_validation
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import (
    NO_REVOCATION,
    REQUIRE_REVINFO,
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
)
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import OCSPContainer

from docgen.findings import Finding
from docgen.pdf.additions import changes, places
from docgen.pdf.boxes import ISSUERS, UNIT
from docgen.pdf.facts import Compared
from docgen.pdf.seal import drawn_seal
from docgen.pdf.signatures import signatures
from docgen.pdf.signing import Issue, Signer, as_asn1, certify, countersign, sign_field
from docgen.pdf.timestamps import Level, TimeStamps
from docgen.verify.judge import Expected, judge
from docgen.verify.verdict import Standing
from tests.pdf.signed import AT, issued, issuer, unit_key, unsigned
from tests.pdf.trust import Trust, serving, trust

World = tuple[Trust, dict[Level, bytes]]
STAMPED = (Level.T, Level.LT, Level.LTA)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Books signed at each level while the services ran; they are switched off when the tests begin."""
    with trust(tmp_path_factory.mktemp("authority")) as services:
        done = {level: certify(unsigned(), Issue((services.signer(level),), AT)) for level in STAMPED}
    assert not [signed.findings for signed in done.values() if not signed.pdf]
    yield services, {level: signed.pdf for level, signed in done.items()}


def judged_offline(pdf: bytes, services: Trust, revocation: RevocationCheckingPolicy, *, renewed: bool) -> AdESStatus:
    """What the AdES engine says that may ask nobody, and finds all it needs in the file."""
    anchors = SimpleTrustManager.build(trust_roots=[as_asn1(services.certificate("root"))])
    policy = CertValidationPolicySpec(anchors, CertRevTrustPolicy(revocation))
    reader = PdfFileReader(io.BytesIO(pdf))
    offline = RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.LOCAL_ONLY)
    spec = SignatureValidationSpec(policy, offline, local_knowledge=LocalKnowledge(known_ocsps=kept_answers(reader)))
    (embedded,) = reader.embedded_regular_signatures
    if renewed:
        return asyncio.run(ades_lta_validation(embedded, PdfSignatureValidationSpec(spec))).ades_subindic.status
    work = ades_with_time_validation(embedded.signed_data, spec, raw_digest=embedded.compute_digest())
    return asyncio.run(work).ades_subindic.status


def kept_answers(reader: PdfFileReader) -> list[OCSPContainer]:
    """The answers of the OCSP responder that the file keeps."""
    if "/DSS" not in reader.root:
        return []
    store = DocumentSecurityStore.read_dss(reader)
    answers = [OCSPResponse.load(kept.get_object().data) for kept in store.ocsps]
    return [container for answer in answers for container in OCSPContainer.load_multi(answer)]


def test_b_t_has_a_time_that_the_service_vouches_for_and_b_b_only_the_signers_word(world: World) -> None:
    services, books = world
    status = judged_offline(books[Level.T], services, NO_REVOCATION, renewed=False)
    assert status is AdESStatus.PASSED
    (stamped,) = signatures(books[Level.T])
    (claimed,) = signatures(issued())
    assert (stamped.intact, stamped.stamped) == (True, True)
    assert (claimed.intact, claimed.stamped, claimed.at) == (True, False, AT.isoformat())


@pytest.mark.parametrize("level", STAMPED)
@pytest.mark.parametrize(("pinned", "trusted"), [("root", True), ("tsa", True), ("ocsp", False), ("", False)])
def test_a_time_is_trusted_by_the_authority_that_is_pinned_and_by_no_other(
    world: World, level: Level, pinned: str, trusted: bool
) -> None:
    services, books = world
    authorities = [services.certificate(pinned)] if pinned else []
    stamped = [s for s in signatures(books[level], authorities) if not s.renews]
    assert [(s.intact, s.stamped, s.trusted) for s in stamped] == [(True, True, trusted)]
    (claimed,) = signatures(issued(), authorities)
    assert (claimed.stamped, claimed.trusted) == (False, False)


def test_b_lt_is_checked_without_asking_anybody_where_b_t_is_not(world: World) -> None:
    services, books = world
    judged = {level: judged_offline(books[level], services, REQUIRE_REVINFO, renewed=False) for level in STAMPED[:2]}
    assert judged == {Level.T: AdESStatus.INDETERMINATE, Level.LT: AdESStatus.PASSED}


def test_b_lta_passes_the_engine_for_long_terms_where_b_lt_is_not_enough(world: World) -> None:
    services, books = world
    judged = {level: judged_offline(books[level], services, REQUIRE_REVINFO, renewed=True) for level in STAMPED[1:]}
    assert judged == {Level.LT: AdESStatus.INDETERMINATE, Level.LTA: AdESStatus.PASSED}
    assert [(s.field, s.intact, s.renews) for s in signatures(books[Level.LTA])] == [
        ("Issuer1", True, False),
        ("TimeIssuer1", True, True),
    ]


@pytest.mark.parametrize("level", STAMPED)
def test_a_unit_countersigns_a_stamped_book_and_nothing_else_has_changed(world: World, level: Level) -> None:
    pdf = world[1][level]
    both = countersign(pdf, Signer(unit_key(), drawn_seal("Fengling", "DEMO")), AT).pdf
    assert both.startswith(pdf)
    assert all(signature.intact for signature in signatures(both))
    assert not changes(pdf, both, unit_field=UNIT)
    both_facts = Compared(len(both), signatures(both), places(both), places(pdf), (), (), (), ())
    pins = {signature.field: signature.fingerprint for signature in signatures(both) if not signature.renews}
    judgement = judge(both_facts, Expected(len(pdf), "0101", pins, {}))
    assert judgement.standing is Standing.GOOD, judgement.findings
    assert [(hand.who, hand.stamped) for hand in judgement.issuers] == [("Test issuer", True)]
    assert judgement.countersigner
    assert not judgement.countersigner.stamped


def test_two_issuers_each_renew_their_own(tmp_path: Path) -> None:
    with trust(tmp_path) as services:
        signer = services.signer(Level.LTA)
        pdf = certify(unsigned((*ISSUERS[:2], UNIT)), Issue((signer, signer), AT)).pdf
    assert [s.field for s in signatures(pdf)] == ["Issuer1", "TimeIssuer1", "Issuer2", "TimeIssuer2"]
    assert all(s.intact for s in signatures(pdf))


def stamped_by(url: str, level: Level = Level.T) -> Signer:
    return Signer(issuer().key, issuer().seal, stamps=TimeStamps(url, level))


def fault(signer: Signer) -> Finding:
    signed = certify(unsigned(), Issue((signer,), AT))
    assert signed.pdf == b""
    (finding,) = signed.findings
    return finding


def test_a_service_that_is_not_there_is_named(world: World) -> None:
    services, _ = world
    finding = fault(services.signer(Level.T))
    assert (finding.code.id, finding.values["url"]) == ("E-TIMESTAMP", services.stamps(Level.T).url)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html", b"<p>moved</p>"),
        ("application/timestamp-reply", b""),
        ("application/timestamp-reply", b"\x30\x03zzz"),
    ],
)
def test_an_answer_that_is_no_time_stamp_is_not_taken(kind: str, body: bytes) -> None:
    def application(_environ: object, start: Callable[..., object]) -> list[bytes]:
        start("200 OK", [("Content-Type", kind)])
        return [body]

    with serving(application) as url:
        assert fault(stamped_by(url)).code.id == "E-TIMESTAMP"


def test_proofs_that_cannot_be_gathered_are_no_fault_of_the_time_stamp_service(tmp_path: Path) -> None:
    with trust(tmp_path) as services:
        stranger = Signer(replace(issuer().key, chain=()), issuer().seal, stamps=services.stamps(Level.LT))
        assert fault(stranger).code.id == "E-SIGN-PROOFS"


def test_a_pdf_that_refuses_signatures_is_no_fault_of_the_time_stamp_service(world: World) -> None:
    twice = sign_field(IncrementalPdfFileWriter(io.BytesIO(issued())), ISSUERS[0], issuer(), AT, certifies=True)
    assert [finding.code.id for finding in twice.findings] == ["E-SIGN-REFUSED"]


def test_a_responder_whose_clock_is_a_minute_ahead_is_believed(tmp_path: Path) -> None:
    with trust(tmp_path, ahead=timedelta(minutes=1)) as services:
        signed = certify(unsigned(), Issue((services.signer(Level.LT),), AT))
    assert not signed.findings
    assert any("ocsp" in path for path in services.asked)
