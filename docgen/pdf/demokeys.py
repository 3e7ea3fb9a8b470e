"""Throw-away keys: an authority and the keys it vouches for, each saying of itself that it is a demo."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from docgen.pdf.keys import DEMO, SigningKey

_LONGEST = 64
"""Bytes a common name may have (RFC 5280, ub-common-name): of a Chinese name, 21 characters."""
_DAYS = 800


@dataclass(frozen=True, slots=True)
class Authority:
    """Who vouches for demo keys; its own key is forgotten with this object."""

    certificate: x509.Certificate
    private: rsa.RSAPrivateKey

    @classmethod
    def new(cls, at: datetime) -> "Authority":
        """A fresh authority, valid from the day before the moment `at`."""
        private = rsa.generate_private_key(65537, 2048)
        builder = _builder(_name("docgen demo CA 示例", ""), private, at)
        limits = x509.BasicConstraints(ca=True, path_length=0)
        builder = builder.issuer_name(_name("docgen demo CA 示例", "")).add_extension(limits, critical=True)
        builder = builder.add_extension(_usage(authority=True), critical=True)
        return cls(builder.sign(private, hashes.SHA256()), private)

    def key(self, name: str, code: str, at: datetime) -> SigningKey:
        """A new key for `name`; `code` is the unit's, whose key is elliptic and quickly made, empty for an issuer."""
        private = ec.generate_private_key(ec.SECP256R1()) if code else rsa.generate_private_key(65537, 2048)
        builder = _builder(_name(name, code), private, at).issuer_name(self.certificate.subject)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(_usage(authority=False), critical=True)
        return SigningKey(builder.sign(self.private, hashes.SHA256()), private, (self.certificate,))


def as_pkcs12(key: SigningKey, passphrase: str = "") -> bytes:
    """The key as a PKCS#12 file, in the clear where there is no `passphrase`."""
    assert isinstance(key.private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)
    seal: KeySerializationEncryption = NoEncryption()
    if passphrase:
        seal = BestAvailableEncryption(passphrase.encode())
    return pkcs12.serialize_key_and_certificates(None, key.private, key.certificate, key.chain, seal)


def as_pem(certificate: x509.Certificate) -> bytes:
    """The certificate as text, for everybody to have."""
    return certificate.public_bytes(Encoding.PEM)


def _name(common: str, code: str) -> x509.Name:
    parts = [
        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, f"{DEMO} 示例"),
        x509.NameAttribute(NameOID.COMMON_NAME, common.encode()[:_LONGEST].decode(errors="ignore")),
    ]
    if code:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, code))
    return x509.Name(parts)


def _builder(
    subject: x509.Name, private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, at: datetime
) -> x509.CertificateBuilder:
    public = private.public_key()
    builder = x509.CertificateBuilder().subject_name(subject).public_key(public)
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(at - timedelta(days=1)).not_valid_after(at + timedelta(days=_DAYS))
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
