"""The office's folder as an object: settings, roster, duties, calendar, history, and everything wrong in it at once."""

from docgen.campaign.load import load_campaign
from docgen.campaign.model import Campaign, Indicator, Loaded, UnitMatch
from docgen.campaign.nextyear import NextYear, start_next_year
from docgen.campaign.outgoing import KeySetting, Source
from docgen.campaign.questions import Answer, Question
from docgen.campaign.settings import FormSetting, Settings
from docgen.campaign.sheets import OFFICE
from docgen.campaign.shipped import sample_folder, sample_names, shipped
from docgen.campaign.start import declare_signing, sample_questions, start_campaign

__all__ = [
    "OFFICE",
    "Answer",
    "Campaign",
    "FormSetting",
    "Indicator",
    "KeySetting",
    "Loaded",
    "NextYear",
    "Question",
    "Settings",
    "Source",
    "UnitMatch",
    "declare_signing",
    "load_campaign",
    "sample_folder",
    "sample_names",
    "sample_questions",
    "shipped",
    "start_campaign",
    "start_next_year",
]
