"""The office's folder as an object: settings, roster, duties, calendar, history, and everything wrong in it at once."""

from docgen.campaign.model import OFFICE, Campaign, Indicator, Loaded, UnitMatch
from docgen.campaign.settings import Settings

__all__ = ["OFFICE", "Campaign", "Indicator", "Loaded", "Settings", "UnitMatch"]
