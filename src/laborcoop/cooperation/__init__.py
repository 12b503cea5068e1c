"""The two regions and what they agreed: pairing, agencies, agreements, campaigns."""

from laborcoop.cooperation.campaign import Agency, Campaign
from laborcoop.cooperation.pairing import Agreement, Pairing

__all__ = ["Agency", "Agreement", "Campaign", "Pairing"]
