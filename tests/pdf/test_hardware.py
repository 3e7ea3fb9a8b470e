"""Keys on a token (PKCS#11): a real token of SoftHSM signs; without the extra it is said what to install."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from docgen.pdf import hardware
from docgen.pdf.hardware import open_token
from docgen.pdf.seal import drawn_seal
from docgen.pdf.signatures import signatures
from docgen.pdf.signing import Issue, Signer, certify
from tests.pdf.signed import AT, issuer_key, unsigned

DRIVERS = (Path("/usr/lib/softhsm/libsofthsm2.so"), Path("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"))
PIN = "canary-pin-5512"


def test_without_the_extra_it_is_said_which_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(hardware, "find_spec", lambda _name: None)
    opened = open_token(tmp_path / "driver.so", "office", "issuer", PIN, AT)
    assert opened.key is None
    assert [(f.code.id, f.values["extra"]) for f in opened.findings] == [("E-SIGN-EXTRA", "pkcs11")]


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A token named `office` with the issuer's key and certificate, both labelled `issuer`."""
    pkcs11 = pytest.importorskip("pkcs11", reason="python-pkcs11 is not installed: pip install docgen[pkcs11]")
    module = next((path for path in DRIVERS if path.is_file()), None)
    if module is None or not shutil.which("softhsm2-util"):
        pytest.skip("SoftHSM is not installed: apt-get install softhsm2")
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    private = issuer_key().private
    assert isinstance(private, rsa.RSAPrivateKey)
    (folder / "key.pem").write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    _softhsm("--init-token", "--free", "--label", "office", "--pin", PIN, "--so-pin", "12345678")
    _softhsm("--import", str(folder / "key.pem"), "--token", "office", "--label", "issuer", "--id", "01", "--pin", PIN)
    with pkcs11.lib(str(module)).get_token(token_label="office").open(rw=True, user_pin=PIN) as session:
        from pkcs11.util.x509 import decode_x509_certificate

        attributes = decode_x509_certificate(issuer_key().certificate.public_bytes(Encoding.DER))
        kept = {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: "issuer"}
        session.create_object(attributes | kept)
    return module


def _softhsm(*words: str) -> None:
    done = subprocess.run(["softhsm2-util", *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_token_signs_a_book(driver: Path) -> None:
    for pin in ("0000", None):
        refused = open_token(driver, "office", "issuer", pin, AT)
        assert [f.code.id for f in refused.findings] == ["E-SIGN-TOKEN"]
    opened = open_token(driver, "office", "issuer", PIN, AT)
    assert opened.key, opened.findings
    assert PIN not in repr(opened)
    signed = certify(unsigned(), Issue((Signer(opened.key, drawn_seal("Token", "DEMO")),), AT))
    (signature,) = signatures(signed.pdf)
    assert (signature.intact, signature.fingerprint) == (True, issuer_key().fingerprint)
