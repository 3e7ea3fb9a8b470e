"""Keys that stay on a token (PKCS#11): a smart card or a security module signs, the key itself is never seen."""

from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cryptography import x509

from docgen.findings import Finding, Place
from docgen.findings import signing as codes
from docgen.pdf.keys import Opened, SigningKey, judged


def open_token(module: Path, token: str, label: str, pin: str | None, at: datetime) -> Opened:
    """The key named `label` on the token `token`, by the driver `module`. The session lasts as long as the process."""
    if find_spec("pkcs11") is None:
        values = {"what": "PKCS#11", "extra": "pkcs11"}
        return Opened(None, (Finding(codes.EXTRA_MISSING, Place(file="campaign.toml"), values),))
    import pkcs11  # an extra

    try:
        session = pkcs11.lib(str(module)).get_token(token_label=token).open(user_pin=pin)
        private = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=label)
        wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE, pkcs11.Attribute.LABEL: label}
        found = [x509.load_der_x509_certificate(c[pkcs11.Attribute.VALUE]) for c in session.get_objects(wanted)]
    except (pkcs11.PKCS11Error, RuntimeError):
        return Opened(None, (Finding(codes.TOKEN_CLOSED, Place(file="campaign.toml"), {"token": token}),))
    if not found:
        return Opened(None, (Finding(codes.KEY_EMPTY, Place(file="campaign.toml"), {"path": token}),))
    return judged(SigningKey(found[0], _Token(private), ()), at)


class _Token:
    """Signs with RSA on the token, as the programs that read PDF expect."""

    def __init__(self, private: Any) -> None:
        self._private = private

    def sign(self, data: bytes, digest: str) -> bytes:
        """The signature of `data`; `digest` is sha256 for all that docgen signs."""
        from pkcs11 import Mechanism

        mechanism = {"sha256": Mechanism.SHA256_RSA_PKCS}[digest]
        return bytes(self._private.sign(data, mechanism=mechanism))
