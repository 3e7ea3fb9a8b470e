"""What every part of campaign.toml is made of."""

from pathlib import PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from docgen.language import say

Text = Annotated[str, Field(min_length=1)]
Key = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]


def _inside(path: str) -> str:
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts or "\\" in path:
        raise ValueError(say("it must be a path inside the campaign folder, written with /"))
    return path


InFolder = Annotated[str, AfterValidator(_inside)]
"""The path of a file in the campaign folder."""


class Part(BaseModel):
    """A table of campaign.toml: frozen, and an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")
