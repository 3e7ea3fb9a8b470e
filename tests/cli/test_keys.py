"""Keys from the command line: made, listed, used, and never given away."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from docgen.campaign import start_campaign
from docgen.pdf.demokeys import as_pkcs12
from docgen.pdf.signing import awaits_unit
from tests.cli.conftest import run_in
from tests.pdf.signed import authority, issuer_key

CANARY = "canary-passphrase-7431"


@pytest.fixture
def signing(tmp_path: Path) -> Path:
    """The sample with a key whose passphrase is the canary, to be found in the variable OFFICE_KEY."""
    folder = tmp_path / "campaign"
    start_campaign(folder, "safety-2026", {})
    (folder / "issuer.p12").write_bytes(as_pkcs12(issuer_key(), CANARY))
    settings = (folder / "campaign.toml").read_text("utf-8")
    table = '\n[signing]\nkey = "issuer.p12"\npassphrase = "environment"\npassphrase_env = "OFFICE_KEY"\n'
    (folder / "campaign.toml").write_text(settings + table, "utf-8")
    return folder


def in_time() -> str:
    """A day on which the key may sign."""
    return issuer_key().certificate.not_valid_after_utc.date().replace(day=1).isoformat()


def given_away(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]


def test_a_book_is_signed_with_a_passphrase_that_no_file_and_no_word_gives_away(
    signing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFICE_KEY", CANARY)
    done = run_in(signing, "--today", issuer_key().certificate.not_valid_before_utc.date().isoformat(), "-v", "keys")
    assert CANARY not in done.output
    done = run_in(signing, "books", "--unit", "0101", "--yes", "-v", "--today", in_time())
    assert "signed by 澜江市交通运输局" in done.output, done.output
    assert CANARY not in done.output
    assert given_away(signing) == []
    (pdf,) = (signing / "out/books").glob("*.pdf")
    assert awaits_unit(pdf.read_bytes())


def test_a_wrong_passphrase_stops_before_the_first_book_is_signed(
    signing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFICE_KEY", f"wrong-{CANARY}")
    done = run_in(signing, "books", "--unit", "0101", "--yes", "-v")
    assert done.exit_code == 1
    assert "E-SIGNKEY-PASSPHRASE" in done.output
    assert CANARY not in done.output
    assert given_away(signing) == []
    assert not list((signing / "archive").rglob("*.pdf"))


def test_without_a_passphrase_the_finding_names_the_variable(signing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OFFICE_KEY", raising=False)
    done = run_in(signing, "keys")
    assert done.exit_code == 1
    assert "OFFICE_KEY" in done.output


@pytest.fixture
def in_keyring(signing: Path) -> Iterator[Path]:
    """The same campaign with the passphrase in a keyring that holds nothing else."""
    keyring = pytest.importorskip("keyring", reason="keyring is not installed: pip install docgen[keyring]")
    from keyring.backend import KeyringBackend

    class OneSecret(KeyringBackend):
        priority = 1.0

        def get_password(self, service: str, username: str) -> str | None:
            return CANARY if (service, username) == ("docgen", "issuer.p12") else None

        def set_password(self, service: str, username: str, password: str) -> None:
            raise NotImplementedError

        def delete_password(self, service: str, username: str) -> None:
            raise NotImplementedError

    settings = (signing / "campaign.toml").read_text("utf-8")
    named = settings.replace('passphrase = "environment"\npassphrase_env = "OFFICE_KEY"', 'passphrase = "keyring"')
    (signing / "campaign.toml").write_text(named, "utf-8")
    before = keyring.get_keyring()
    keyring.set_keyring(OneSecret())  # type: ignore[no-untyped-call]
    yield signing
    keyring.set_keyring(before)


def test_a_book_is_signed_with_a_passphrase_from_the_keyring(in_keyring: Path) -> None:
    done = run_in(in_keyring, "books", "--unit", "0101", "--yes", "-v", "--today", in_time())
    assert done.exit_code == 0, done.output
    (pdf,) = (in_keyring / "out/books").glob("*.pdf")
    assert awaits_unit(pdf.read_bytes())
    assert CANARY not in done.output
    assert given_away(in_keyring) == []


def test_a_keyring_that_gives_nothing_is_named(in_keyring: Path) -> None:
    import keyring
    from keyring.backends import fail, null

    for empty in (fail.Keyring(), null.Keyring()):  # type: ignore[no-untyped-call]
        keyring.set_keyring(empty)
        done = run_in(in_keyring, "keys")
        assert done.exit_code == 1
        assert "E-SIGNKEY-NO-PASSPHRASE" in done.output
        assert "keyring" in done.output


def no_box(folder: Path) -> None:
    template = folder / "templates/book-letter.docx"
    with ZipFile(template) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    with ZipFile(template, "w") as written:
        for name, data in parts.items():
            written.writestr(name, data.replace(b"docgen:seal:unit", b"a picture"))


def certificate_of_the_authority(folder: Path) -> None:
    key = replace(issuer_key(), certificate=authority().certificate, private=authority().private, chain=())
    (folder / "issuer.p12").write_bytes(as_pkcs12(key, CANARY))


def lost_seal(folder: Path) -> None:
    settings = (folder / "campaign.toml").read_text("utf-8")
    (folder / "campaign.toml").write_text(settings + 'seal = "keys/seal.png"\n', "utf-8")


@pytest.mark.parametrize(
    ("spoil", "today", "code"),
    [
        (None, "2003-03-03", "E-SIGNKEY-NOT-YET"),
        (None, "2043-03-03", "E-SIGNKEY-EXPIRED"),
        (certificate_of_the_authority, "", "E-SIGNKEY-NO-SIGNING"),
        (lost_seal, "", "E-SEAL-MISSING"),
        (no_box, "", "E-TEMPLATE-NO-BOX"),
    ],
)
def test_whatever_speaks_against_signing_is_told_before_the_first_book_is_signed(
    signing: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path], None] | None,
    today: str,
    code: str,
) -> None:
    monkeypatch.setenv("OFFICE_KEY", CANARY)
    if spoil:
        spoil(signing)
    done = run_in(signing, "books", "--unit", "0101", "--yes", "--today", today or in_time())
    assert done.exit_code == 1
    assert done.output.count(code) == 1
    assert not list((signing / "archive").rglob("*.pdf"))
    assert not (signing / "out/signing").exists()
    assert given_away(signing) == []


def test_demo_keys_are_made_once_and_listed(tmp_path: Path) -> None:
    folder = tmp_path / "campaign"
    start_campaign(folder, "safety-2026", {})
    assert run_in(folder, "keys", "demo").exit_code == 0
    assert (folder / "keys/demo/issuer.p12").stat().st_mode & 0o077 == 0
    listed = run_in(folder, "keys")
    assert "Lanjiang Municipal Transport Bureau" in listed.output
    assert run_in(folder, "keys", "demo").exit_code == 2


def test_a_crash_while_signing_gives_nothing_away(
    signing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even with the traceback shown: neither passphrase nor key is in a word, a file, or what lies in TMPDIR."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("OFFICE_KEY", CANARY)
    crashed: list[str] = []

    def crash(*_: object, **__: object) -> None:
        crashed.append("here")
        raise RuntimeError("forced")

    monkeypatch.setattr("docgen.pdf.signing._TimedSigner.sign_pdf", crash)
    done = run_in(signing, "books", "--unit", "0101", "--yes", "-v", "--today", in_time())
    assert crashed
    assert done.exit_code != 0
    assert "Traceback" in done.output
    private = issuer_key().private
    assert isinstance(private, rsa.RSAPrivateKey)
    number = private.private_numbers().d
    secrets = [CANARY.encode(), number.to_bytes(256, "big"), str(number).encode(), f"{number:x}".encode()]
    files = [path.read_bytes() for place in (signing, scratch) for path in place.rglob("*") if path.is_file()]
    seen = [done.output.encode(), *files]
    assert not [secret for secret in secrets for text in seen if secret in text]
    assert not list((signing / "archive").rglob("*.pdf"))
