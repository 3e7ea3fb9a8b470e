"""Whether the time of a signature is claimed, stamped by somebody, or trusted: told of every book that comes back."""

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from docgen.pdf.signing import countersign
from docgen.pdf.timestamps import Level
from docgen.verify import Standing
from tests.pdf.trust import trust
from tests.verify.office import TODAY, Office, open_office


def trusting(office: Office, file: str) -> Office:
    settings = office.campaign.settings
    signing = settings.signing.model_copy(update={"authorities": file})
    campaign = replace(office.campaign, settings=settings.model_copy(update={"signing": signing}))
    return replace(office, campaign=campaign)


@pytest.mark.parametrize(
    ("level", "file", "told"),
    [
        (Level.B, "tsa.pem", (False, False)),
        (Level.T, "", (True, False)),
        (Level.T, "other.pem", (True, False)),
        (Level.T, "tsa.pem", (True, True)),
    ],
)
def test_a_time_is_trusted_only_by_an_authority_that_the_campaign_names(
    tmp_path: Path, level: Level, file: str, told: tuple[bool, bool]
) -> None:
    office = trusting(open_office(tmp_path), file)
    with trust(tmp_path) as services:
        for name, whose in (("tsa.pem", "root"), ("other.pem", "ocsp"), ("certificates/0001.crt", "issuer")):
            (tmp_path / name).write_bytes(services.certificate(whose).public_bytes(Encoding.PEM))
        returned = countersign(office.issue("0001"), services.signer(level), TODAY).pdf
    verdict = office.verdict(returned)
    assert (verdict.standing, verdict.findings) == (Standing.GOOD, ())
    assert verdict.countersigner is not None
    assert (verdict.countersigner.stamped, verdict.countersigner.trusted) == told
    office.store.close()
