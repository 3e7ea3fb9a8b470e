"""The office's folder as an object: settings, roster, duties, calendar, history, and everything wrong in it at once."""

from docgen.campaign.load import load_campaign
from docgen.campaign.model import Campaign, Indicator, Loaded, UnitMatch
from docgen.campaign.settings import Settings
from docgen.campaign.sheets import OFFICE

__all__ = ["OFFICE", "Campaign", "Indicator", "Loaded", "Settings", "UnitMatch", "load_campaign"]
