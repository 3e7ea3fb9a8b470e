"""Keys that sign: opened from their file, and looked at before they are used.

A passphrase is handed in, used once and forgotten; neither it nor the key is ever logged or put into a finding.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509.oid import NameOID

from docgen.errors import FileTroubleError
from docgen.files import read_bytes
from docgen.findings import Code, Finding, Place
from docgen.findings import signing as codes

DEMO = "docgen demo"
"""The organisational unit in the subject of every certificate made for trying things out."""

_CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)
_SMALLEST = 2048

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class RawSigner(Protocol):
    """A key that never leaves its token: it signs what it is given, in its own way."""

    def sign(self, data: bytes, digest: str) -> bytes:
        """The signature of `data` with the digest algorithm `digest`."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A certificate with its private key, and the certificates that lead to its authority."""

    certificate: x509.Certificate
    private: PrivateKey | RawSigner = field(repr=False)
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def name(self) -> str:
        """Whose key it is, as the certificate says."""
        return name_of(self.certificate)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate: by it the signer is known again."""
        return fingerprint_of(self.certificate)

    @property
    def is_demo(self) -> bool:
        """Whether it was made for trying things out."""
        return is_demo(self.certificate)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """Where a key lies. `certificate` names the certificate's own file where a PEM key stands alone."""

    path: Path
    kind: str = "pkcs12"
    certificate: Path | None = None

    @property
    def shown(self) -> str:
        """The file as a person knows it."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class Opened:
    """The key, or why there is none that may sign; a demo key comes with a warning."""

    key: SigningKey | None
    findings: tuple[Finding, ...] = ()


def open_key(file: KeyFile, passphrase: str | None, at: datetime) -> Opened:
    """The key in `file`, fit to sign at the moment `at`."""
    try:
        key = _pkcs12(file, passphrase) if file.kind == "pkcs12" else _pem(file, passphrase)
    except _NotOpenedError as trouble:
        return Opened(None, (trouble.finding,))
    return judged(key, at)


def needs_passphrase(file: KeyFile) -> bool:
    """Whether the key file does not open without one."""
    return any(f.code is codes.KEY_PASSPHRASE for f in open_key(file, None, datetime.now(UTC)).findings)


def judged(key: SigningKey, at: datetime) -> Opened:
    """`key` if its certificate allows it to sign at the moment `at`."""
    findings = tuple(_faults(key, at))
    if findings:
        return Opened(None, findings)
    return Opened(key, (Finding(codes.KEY_DEMO, values={"name": key.name}),) if key.is_demo else ())


def name_of(certificate: x509.Certificate) -> str:
    """The common name of the certificate's subject, else all of the subject."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()


def fingerprint_of(certificate: x509.Certificate) -> str:
    """The SHA-256 of the certificate, 64 hexadecimal letters."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def is_demo(certificate: x509.Certificate) -> bool:
    """Whether the certificate says of itself that it proves nothing."""
    units = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    return any(str(unit.value).startswith(DEMO) for unit in units)


def read_certificates(path: Path) -> tuple[x509.Certificate, ...]:
    """The certificates in a PEM or DER file, none if it holds none. Raises FileTroubleError."""
    return _certificates(read_bytes(path))


class _NotOpenedError(Exception):
    """Carries the finding that says why; never leaves this module, and says nothing of what was tried."""

    def __init__(self, code: Code, file: KeyFile, **values: str) -> None:
        super().__init__(code.id)
        self.finding = Finding(code, Place(file="campaign.toml"), {"path": file.shown, **values})


def _read(file: KeyFile, path: Path) -> bytes:
    try:
        return read_bytes(path)
    except FileTroubleError:
        raise _NotOpenedError(codes.KEY_MISSING, file) from None


def _pkcs12(file: KeyFile, passphrase: str | None) -> SigningKey:
    data = _read(file, file.path)
    if not data.startswith(b"\x30"):
        raise _NotOpenedError(codes.KEY_UNREADABLE, file, kind="PKCS#12")
    secret = passphrase.encode() if passphrase else None
    try:
        bundle = pkcs12.load_pkcs12(data, secret)
    except ValueError as trouble:
        wrong = "password" in str(trouble).lower() or "mac" in str(trouble).lower()
        code = codes.KEY_PASSPHRASE if wrong else codes.KEY_UNREADABLE
        raise _NotOpenedError(code, file, kind="PKCS#12") from None
    if bundle.key is None or bundle.cert is None:
        raise _NotOpenedError(codes.KEY_EMPTY, file)
    chain = tuple(extra.certificate for extra in bundle.additional_certs)
    return _joined(file, bundle.key, (bundle.cert.certificate, *chain))


def _pem(file: KeyFile, passphrase: str | None) -> SigningKey:
    data = _read(file, file.path)
    if b"PRIVATE KEY-----" not in data:
        code = codes.KEY_EMPTY if b"-----BEGIN CERTIFICATE" in data else codes.KEY_UNREADABLE
        raise _NotOpenedError(code, file, kind="PEM")
    secret = passphrase.encode() if passphrase and b"ENCRYPTED" in data else None
    try:
        private = serialization.load_pem_private_key(data, secret)
    except TypeError:  # it is encrypted, and there is no passphrase
        raise _NotOpenedError(codes.KEY_PASSPHRASE, file) from None
    except ValueError:
        code = codes.KEY_PASSPHRASE if secret else codes.KEY_UNREADABLE
        raise _NotOpenedError(code, file, kind="PEM") from None
    beside = _read(file, file.certificate) if file.certificate else data
    return _joined(file, private, _certificates(beside))


def _certificates(data: bytes) -> tuple[x509.Certificate, ...]:
    try:
        if b"-----BEGIN CERTIFICATE" in data:
            return tuple(x509.load_pem_x509_certificates(data))
        return (x509.load_der_x509_certificate(data),)
    except ValueError:
        return ()


def _joined(file: KeyFile, private: object, certificates: tuple[x509.Certificate, ...]) -> SigningKey:
    """The key with that of `certificates` which is its own."""
    if not isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise _NotOpenedError(codes.KEY_KIND, file, name=file.shown)
    public = _public_bytes(private.public_key())
    own = next((found for found in certificates if _public_bytes(found.public_key()) == public), None)
    if own is None:
        raise _NotOpenedError(codes.KEY_EMPTY, file)
    return SigningKey(own, private, tuple(found for found in certificates if found is not own))


def _public_bytes(key: object) -> bytes:
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        return b""
    return key.public_bytes(Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def _faults(key: SigningKey, at: datetime) -> Iterator[Finding]:
    certificate, name = key.certificate, key.name
    since, until = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if at > until:
        yield Finding(codes.KEY_EXPIRED, values={"name": name, "until": until.date().isoformat()})
    if at < since:
        yield Finding(codes.KEY_NOT_YET, values={"name": name, "since": since.date().isoformat()})
    if not _may_sign(certificate):
        yield Finding(codes.KEY_NO_SIGNING, values={"name": name})
    if not _is_readable_kind(key):
        yield Finding(codes.KEY_KIND, values={"name": name})


def _may_sign(certificate: x509.Certificate) -> bool:
    """Whether the certificate says that it may sign documents; one that says nothing may not."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return usage.content_commitment or usage.digital_signature


def _is_readable_kind(key: SigningKey) -> bool:
    match key.certificate.public_key():
        case rsa.RSAPublicKey() as public:
            return public.key_size >= _SMALLEST
        case ec.EllipticCurvePublicKey() as public:
            return isinstance(public.curve, _CURVES)
    return False
