"""The words of activities as people read them: IATI's codes → label, in the wording of its lists."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

STATUSES = {
    "1": pgettext("status of an activity", "In preparation"),
    "2": pgettext("status of an activity", "Under way"),
    "3": pgettext("status of an activity", "Being finished"),
    "4": pgettext("status of an activity", "Closed"),
    "5": pgettext("status of an activity", "Cancelled"),
    "6": pgettext("status of an activity", "Suspended"),
}

ROLES = {
    "1": pgettext("role in an activity", "Funding"),
    "2": pgettext("role in an activity", "Accountable"),
    "3": pgettext("role in an activity", "Extending"),
    "4": pgettext("role in an activity", "Implementing"),
}

TRANSACTIONS = {
    "1": _("Incoming funds"),
    "2": _("Outgoing commitment"),
    "3": _("Disbursement"),
    "4": _("Expenditure"),
    "5": _("Interest payment"),
    "6": _("Loan repayment"),
    "7": _("Reimbursement"),
    "8": _("Purchase of equity"),
    "9": _("Sale of equity"),
    "10": _("Credit guarantee"),
    "11": _("Incoming commitment"),
    "12": _("Outgoing pledge"),
    "13": _("Incoming pledge"),
}

BUDGET_TYPES = {"1": pgettext("budget", "Original"), "2": pgettext("budget", "Revised")}
BUDGET_STATUSES = {"1": pgettext("budget", "Indicative"), "2": pgettext("budget", "Committed")}

# Sums that an organisation reports of itself (core/commitments/organisations.py).
SUMS = {
    "total-budget": pgettext("sum", "Budget in all"),
    "recipient-org-budget": pgettext("sum", "Budget for an organisation"),
    "recipient-region-budget": pgettext("sum", "Budget for a region"),
    "recipient-country-budget": pgettext("sum", "Budget for a country"),
    "total-expenditure": pgettext("sum", "Expenditure in all"),
}

RESULTS = {
    "1": pgettext("result", "Output"),
    "2": pgettext("result", "Outcome"),
    "3": pgettext("result", "Impact"),
    "9": pgettext("result", "Other"),
}

MEASURES = {
    "1": pgettext("measure", "Number"),
    "2": pgettext("measure", "Percentage"),
    "3": pgettext("measure", "Nominal"),
    "4": pgettext("measure", "Ordinal"),
    "5": pgettext("measure", "Qualitative"),
}

# Kinds of money that are counted (core/commitments/money.py), and why some is not.
MONEY = {
    "budget": pgettext("money", "Budget"),
    "commitment": pgettext("money", "Committed"),
    "disbursement": pgettext("money", "Disbursed"),
    "expenditure": pgettext("money", "Spent directly"),
}

LEFT_OUT = {
    "repeated": _("The same money is reported elsewhere."),
    "told_by_payer": _("The activity that pays reports it."),
    "passed_on": _("It is paid out of money that another activity here gave."),
    "told_by_parent": _("The programme reports as much or more for all its parts."),
    "rejected": _("This claim was rejected."),
    "too_large": _("This amount is too large to be true."),
    "told_by_parts": _("Its parts report more than the programme itself."),
}

SPENT = pgettext("money", "Spent")
