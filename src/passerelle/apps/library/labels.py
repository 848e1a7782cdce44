"""The words of claims as people read them, in the reader's language: value → label."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

TYPES = {
    "agreement": _("Agreement"),
    "engagement": _("Engagement"),
    "investment": _("Investment"),
    "programme": _("Programme"),
    "policy": _("Policy"),
    "target": _("Target"),
    "result": _("Result"),
    "request": _("Request"),
    "strength": _("Strength"),
}

STATUSES = {
    "proposed": pgettext("claim status", "proposed"),
    "negotiating": pgettext("claim status", "under negotiation"),
    "signed": pgettext("claim status", "signed"),
    "in_force": pgettext("claim status", "in force"),
    "ended": pgettext("claim status", "ended"),
    "planned": pgettext("claim status", "planned"),
    "held": pgettext("claim status", "held"),
    "announced": pgettext("claim status", "announced"),
    "under_construction": pgettext("claim status", "under construction"),
    "operating": pgettext("claim status", "operating"),
    "running": pgettext("claim status", "running"),
    "drafted": pgettext("claim status", "drafted"),
    "adopted": pgettext("claim status", "adopted"),
    "set": pgettext("claim status", "set"),
    "reached": pgettext("claim status", "reached"),
    "made": pgettext("claim status", "made"),
    "accepted": pgettext("claim status", "accepted"),
    "refused": pgettext("claim status", "refused"),
    "stated": pgettext("claim status", "stated"),
}

TECHNOLOGIES = {
    "ai": _("Artificial intelligence, digital twins, virtual reality"),
    "cloud": _("Cloud, quantum, big data, data centres"),
    "blockchain": _("Blockchain"),
    "mobile": _("5G and 6G networks"),
    "robotics": _("Robots and automation"),
    "chips": _("Semiconductor chips"),
    "biomed": _("Advanced biomedicine"),
    "energy": _("Energy and advanced materials"),
    "earth": _("Rare earths, oceans, underground"),
    "cyber": _("Cybersecurity"),
    "space": _("Aviation, space, drones"),
}

ACTOR_KINDS = {
    "person": _("Person"),
    "company": _("Company"),
    "government": _("Public authority"),
    "mission": _("Mission abroad"),
    "institute": _("Institute"),
    "university": _("University"),
    "association": _("Association or international body"),
    "investor": _("Investor"),
    "media": _("Media"),
    "country": _("Country"),
    "place": _("Place"),
}

INSTRUMENTS = {
    "mou": _("Memorandum of understanding"),
    "letter_of_intent": _("Letter of intent"),
    "framework": _("Framework agreement"),
    "contract": _("Contract"),
    "treaty": _("Treaty"),
    "partnership": _("Partnership"),
    "joint_statement": _("Joint statement"),
    "other": pgettext("instrument", "Other"),
}

ATTRIBUTES = {
    "type": _("Type"),
    "parties": _("Parties"),
    "people": _("People"),
    "technologies": _("Technologies"),
    "date": _("Date"),
    "place": _("Country where it happens"),
    "status": _("Status"),
    "quantity": _("Quantity"),
    "quantity_value": _("Value"),
    "quantity_unit": _("Unit"),
    "quantity_by": _("To be reached by"),
    "quantity_of": _("Of what"),
    "instrument": _("Instrument"),
    "speaker": _("Said by"),
    "span": _("Passage"),
    "reason": _("Reason"),
}

FACETS = {
    "language": _("Language"),
    "type": _("Type of claim"),
    "technology": _("Technology"),
    "status": _("Status"),
    "review": _("Review"),
    "source": _("Source"),
    "period": _("Period"),
    "country": _("Country of the parties"),
}

ORDERS = {
    "added": _("Newest first"),
    "published": _("Latest publication first"),
    "waiting": _("Most to review first"),
    "relevance": _("Best match first"),
}

# How a publication date was found.
PUBLISHED_HOW = {
    "given": _("given by a person"),
    "metadata": _("from the document's metadata"),
    "text": _("read in the text"),
    "address": _("from its address"),
}

# Usual reasons for a rejection: kept in English, so that each reader finds them in the own language.
REASONS = {
    "The text does not say this": _("The text does not say this"),
    "Wrong parties": _("Wrong parties"),
    "Said of somebody or something else": _("Said of somebody or something else"),
    "Only wished, denied or supposed": _("Only wished, denied or supposed"),
    "Already noted in another claim": _("Already noted in another claim"),
}
