"""How what goes out is signed and mailed: the tables `signing` and `mail` of campaign.toml."""

from email.policy import default
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from docgen.campaign.parts import Part, Text
from docgen.language import say


class Source(StrEnum):
    """Where a passphrase comes from."""

    PROMPT = "prompt"
    ENVIRONMENT = "environment"
    KEYRING = "keyring"
    NONE = "none"


class KeySetting(Part):
    """A key that signs: its file, how its passphrase is come by, and the picture of the seal that goes with it.

    Paths are those inside the folder, or whole ones: a key need not lie in the campaign. `passphrase_env` is the NAME
    of an environment variable; the passphrase itself never stands here. `certificate` is the certificate's own file
    where a PEM key lacks it; `token` and `label` are for PKCS#11.
    """

    key: str = ""
    kind: Literal["pkcs12", "pem", "pkcs11"] = "pkcs12"
    certificate: str = ""
    passphrase: Source = Source.PROMPT
    passphrase_env: str = ""
    token: str = ""
    label: str = ""
    seal: str = ""

    @model_validator(mode="after")
    def _environment(self) -> Self:
        if (self.passphrase is Source.ENVIRONMENT) != bool(self.passphrase_env):
            raise ValueError(say('passphrase_env goes with passphrase = "environment", and only with it'))
        return self


class Signing(KeySetting):
    """Who signs the books: the issuer's key, and those of `further` issuers in the order of their boxes.

    `timestamp` is the address of a time-stamp service, `level` what is asked of it; `authorities` is a file of the
    certificates that vouch for keys and for time-stamps. `units` is a folder with each unit's certificate, CODE.crt.
    """

    reason: str = ""
    location: str = ""
    timestamp: str = ""
    level: Literal["B-B", "B-T", "B-LT", "B-LTA"] = "B-B"
    authorities: str = ""
    units: str = ""
    further: tuple[KeySetting, ...] = Field(default=(), max_length=8)

    @model_validator(mode="after")
    def _service(self) -> Self:
        if (self.level != "B-B") != bool(self.timestamp):
            raise ValueError(say("timestamp, a service's address, goes with the levels above B-B, and only with them"))
        return self

    @property
    def keys(self) -> tuple[KeySetting, ...]:
        """Every issuer's key, the certifying one first; none where the campaign does not sign."""
        return (self, *self.further) if self.key else ()


class Mail(Part):
    """How mail leaves the office: its own address, the server, and how much at once.

    `sender` may be a name and an address, `Safety office <safety@example.org>`. `per` sends one message a unit with all
    that is for it, or one a document. `rate` is the most messages a minute, `largest` the most megabytes of one.
    `authorities` is a file of certificates that vouch for the server (PEM), where the machine does not know them.
    """

    sender: Text
    reply_to: str = ""
    host: Text
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    authorities: str = ""
    user: str = ""
    password: Source = Source.NONE
    password_env: str = ""
    rate: int = Field(default=60, ge=1)
    largest: int | float = Field(default=20, gt=0)
    timeout: int = Field(default=60, ge=1)
    per: Literal["unit", "document"] = "unit"

    @field_validator("sender")
    @classmethod
    def _one_address(cls, text: str) -> str:
        header = default.header_factory("From", text)
        if header.defects or len(header.addresses) != 1 or "@" not in header.addresses[0].addr_spec[1:-1]:
            raise ValueError(say("it must be one e-mail address, or a name and the address in <>"))
        return text

    @model_validator(mode="after")
    def _secret(self) -> Self:
        if (self.password is Source.ENVIRONMENT) != bool(self.password_env):
            raise ValueError(say('password_env goes with password = "environment", and only with it'))
        if (self.password is not Source.NONE) != bool(self.user):
            raise ValueError(say("user and password go together"))
        return self
