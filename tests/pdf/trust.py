"""An authority with its OCSP responder and its time-stamp service, on a loopback port of this machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig, KeyLabel, PKIArchitecture
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from werkzeug.serving import WSGIRequestHandler, make_server

from docgen.pdf.keys import SigningKey
from docgen.pdf.seal import drawn_seal
from docgen.pdf.signing import Signer
from docgen.pdf.timestamps import Level, TimeStamps

_NAMES = ("root", "issuer", "ocsp", "tsa")
_SINCE, _UNTIL = "2020-01-01T00:00:00+0000", "2100-01-01T00:00:00+0000"
_USAGE = {"id": "key_usage", "critical": True, "smart-value": {"schema": "key-usage", "params": ["digital_signature"]}}
_PURPOSE = {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]}


def _certificate(name: str, **more: object) -> dict[str, object]:
    whose = {"subject": name, "subject-key": name, "issuer": "root", "authority-key": "root"}
    return whose | {"validity": {"valid-from": _SINCE, "valid-to": _UNTIL}} | more


def _ocsp_address() -> dict[str, object]:
    params = {"ocsp-responder-names": ["ocsp"]}
    return {"id": "authority_information_access", "smart-value": {"schema": "aia-urls", "params": params}}


def _settings() -> dict[str, object]:
    """What certomancer is told: one authority, and three it vouches for."""
    keys = {name: {"path": f"{name}.pem"} for name in _NAMES}
    certificates = {
        "root": _certificate("root", profiles=["simple-ca"]),
        "issuer": _certificate("issuer", profiles=["digsig-commitment"], extensions=[_ocsp_address()]),
        "ocsp": _certificate("ocsp", profiles=["ocsp-responder"]),
        "tsa": _certificate("tsa", extensions=[_USAGE, _PURPOSE, _ocsp_address()]),
    }
    services = {
        "ocsp": {"ocsp": {"for-issuer": "root", "responder-cert": "ocsp", "signing-key": "ocsp"}},
        "time-stamping": {"tsa": {"signing-key": "tsa", "signing-cert": "tsa"}},
    }
    entities = {name: {"common-name": f"Test {name}"} for name in _NAMES}
    office = {"keyset": "office", "entities": entities, "certs": certificates, "services": services}
    return {"keysets": {"office": {"keys": keys}}, "pki-architectures": {"office": office}}


class _Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        """Nobody reads it."""


@dataclass
class Trust:
    """The services of one authority, and what they were asked."""

    url: str
    authority: PKIArchitecture
    asked: list[str]

    def certificate(self, name: str) -> x509.Certificate:
        return x509.load_der_x509_certificate(self.authority.get_cert(CertLabel(name)).dump())

    @property
    def key(self) -> SigningKey:
        private = load_der_private_key(self.authority.key_set.get_private_key(KeyLabel("issuer")).dump(), None)
        assert isinstance(private, rsa.RSAPrivateKey)
        return SigningKey(self.certificate("issuer"), private, (self.certificate("root"),))

    def stamps(self, level: Level) -> TimeStamps:
        return TimeStamps(f"{self.url}/office/tsa/tsa", level, (self.certificate("root"),))

    def signer(self, level: Level) -> Signer:
        return Signer(self.key, drawn_seal("Test", "DEMO"), stamps=self.stamps(level))


@contextmanager
def serving(application: object) -> Iterator[str]:
    """The address of a WSGI application that answers until the end of the block."""
    server = make_server("127.0.0.1", 0, application, request_handler=_Quiet)  # type: ignore[arg-type]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def trust(folder: Path, *, ahead: timedelta = timedelta()) -> Iterator[Trust]:
    """An authority whose keys lie in `folder` and whose OCSP clock is `ahead`; its services stop with the block."""
    for name in _NAMES:
        key = rsa.generate_private_key(65537, 2048)
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / f"{name}.pem").write_bytes(pem)
    inner: list[Animator] = []
    asked: list[str] = []

    def application(environ, start_response):  # type: ignore[no-untyped-def]
        asked.append(environ["PATH_INFO"])
        if ahead and "ocsp" in environ["PATH_INFO"]:
            environ["HTTP_X_CERTOMANCER_FAKE_TIME"] = (datetime.now(UTC) + ahead).isoformat()
        return inner[0](environ, start_response)

    with serving(application) as url:
        config = CertomancerConfig(_settings(), str(folder), external_url_prefix=url)
        label = ArchLabel("office")
        authority = config.get_pki_arch(label)
        inner.append(Animator(AnimatorArchStore({label: authority}), with_web_ui=False))
        yield Trust(url, authority, asked)
