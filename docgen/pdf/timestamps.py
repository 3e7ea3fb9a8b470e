"""Trusted time for signatures, and what keeps them checkable when certificates have run out."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper, TimestampRequestError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from docgen.findings import Finding
from docgen.findings import signing as codes
from docgen.language import say
from docgen.pdf.keys import SigningKey

TROUBLES = (TimestampRequestError, SigningError, PathError, ValidationError)
"""What signing stops at; `TimeStamps.trouble` tells them apart."""
_SKEW = timedelta(minutes=5)
"""How far the clock of a service may be from ours, in which an answer that took its time counts too."""


class Level(StrEnum):
    """What a signature has: nothing more (B), trusted time (T), proofs for checking offline (LT), renewal (LTA)."""

    B = "B-B"
    T = "B-T"
    LT = "B-LT"
    LTA = "B-LTA"


@dataclass(frozen=True)
class TimeStamps:
    """A time-stamp service and the level asked for; without a `url` signatures claim their time themselves.

    `roots` are the authorities that the service and the signers are trusted by, needed from LT on.
    """

    url: str = ""
    level: Level = Level.B
    roots: tuple[x509.Certificate, ...] = ()

    @cached_property
    def client(self) -> TimeStamper | None:
        """Who asks the service."""
        return _Service(self.url) if self.url and self.level is not Level.B else None

    def meta(self, key: SigningKey, name: str) -> dict[str, Any]:
        """What pyHanko must know for the level to sign the field `name`."""
        if self.level in (Level.B, Level.T):
            return {}
        return {
            "embed_validation_info": True,
            "use_pades_lta": self.level is Level.LTA,
            "validation_context": self._context(key),
            "timestamp_field_name": f"Time{name}",
        }

    def trouble(self, why: Exception) -> Finding:
        """Whose fault it is that nothing was signed: the service's, that of proofs not to be had, or another."""
        chain = [why]
        while chain[-1].__cause__ is not None and isinstance(chain[-1].__cause__, Exception):
            chain.append(chain[-1].__cause__)
        told = ": ".join(dict.fromkeys(str(one) or type(one).__name__ for one in chain))
        if any(isinstance(one, TimestampRequestError) for one in chain):
            return Finding(codes.TIMESTAMP_FAILED, values={"url": self.url, "why": told})
        if any(isinstance(one, PathError | ValidationError) for one in chain):
            return Finding(codes.PROOFS_MISSING, values={"level": self.level.value, "why": told})
        return Finding(codes.NOT_SIGNED, values={"why": told})

    def _context(self, key: SigningKey) -> ValidationContext:
        own = tuple(certificate for certificate in key.chain if certificate.subject == certificate.issuer)
        roots = [asn1_x509.Certificate.load(root.public_bytes(Encoding.DER)) for root in (*self.roots, *own)]
        return ValidationContext(
            trust_roots=roots, allow_fetching=True, revocation_mode="hard-fail", time_tolerance=_SKEW
        )


class _Service(HTTPTimeStamper):
    """Asks a service, and takes no answer but a time-stamp of what was asked."""

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """The time-stamp of the digest. Raises TimestampRequestError."""
        try:
            token = await super().async_timestamp(message_digest, md_algorithm)
            stamped = token["content"]["encap_content_info"]["content"].parsed["message_imprint"]["hashed_message"]
            same = stamped.native == message_digest
        except (ValueError, TypeError, KeyError, AttributeError) as wrong:  # what comes from outside is anything
            raise TimestampRequestError(say("the answer is no time-stamp")) from wrong
        if not same:
            raise TimestampRequestError(say("the answer is the time-stamp of something else"))
        return token
