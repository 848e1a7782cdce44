"""What the ledger keeps: agreements, commitments, evidence, steps, what is proposed or derived from them,
the activities of IATI that were taken in or recorded, and rates of exchange."""

from passerelle.apps.ledger.models.activity import Activity
from passerelle.apps.ledger.models.agreement import Agreement
from passerelle.apps.ledger.models.agreement_document import AgreementDocument
from passerelle.apps.ledger.models.agreement_import import AgreementImport
from passerelle.apps.ledger.models.agreement_party import AgreementParty, PartyRole
from passerelle.apps.ledger.models.budget import Budget
from passerelle.apps.ledger.models.commitment import Commitment
from passerelle.apps.ledger.models.considering import Considering
from passerelle.apps.ledger.models.edit import Edit
from passerelle.apps.ledger.models.evidence import Evidence
from passerelle.apps.ledger.models.hush_change import HushChange
from passerelle.apps.ledger.models.iati_import import IatiImport
from passerelle.apps.ledger.models.indicator import Indicator
from passerelle.apps.ledger.models.joining import Joining
from passerelle.apps.ledger.models.measured import Measured, MeasuredKind
from passerelle.apps.ledger.models.meeting import Meeting
from passerelle.apps.ledger.models.meeting_decision import MeetingDecision
from passerelle.apps.ledger.models.milestone import Milestone
from passerelle.apps.ledger.models.organisation_report import OrganisationReport
from passerelle.apps.ledger.models.participant import Participant
from passerelle.apps.ledger.models.participating_organisation import ParticipatingOrganisation
from passerelle.apps.ledger.models.period import Period
from passerelle.apps.ledger.models.proposal import Proposal, ProposalState
from passerelle.apps.ledger.models.rate import Rate
from passerelle.apps.ledger.models.reported_sum import ReportedSum
from passerelle.apps.ledger.models.reporting import Reporting
from passerelle.apps.ledger.models.result import Result
from passerelle.apps.ledger.models.revision import Revision
from passerelle.apps.ledger.models.standing import Standing
from passerelle.apps.ledger.models.step import Step
from passerelle.apps.ledger.models.taken_promise import TakenPromise
from passerelle.apps.ledger.models.transaction import Transaction
from passerelle.apps.ledger.models.twin import Twin, TwinState

__all__ = [
    "Activity", "Agreement", "AgreementDocument", "AgreementImport", "AgreementParty", "Budget",
    "Commitment", "Considering", "Edit", "Evidence", "HushChange", "IatiImport", "Indicator",
    "Joining", "Measured", "MeasuredKind", "Meeting", "MeetingDecision", "Milestone", "OrganisationReport",
    "Participant", "ParticipatingOrganisation", "PartyRole", "Period", "Proposal", "ProposalState", "Rate",
    "ReportedSum", "Reporting",
    "Result", "Revision", "Standing", "Step", "TakenPromise", "Transaction", "Twin", "TwinState",
]  # fmt: skip
