"""What the ledger keeps: agreements, commitments, evidence, steps, and what is proposed or derived from them."""

from passerelle.apps.ledger.models.agreement import Agreement
from passerelle.apps.ledger.models.agreement_document import AgreementDocument
from passerelle.apps.ledger.models.agreement_import import AgreementImport
from passerelle.apps.ledger.models.agreement_party import AgreementParty, PartyRole
from passerelle.apps.ledger.models.commitment import Commitment
from passerelle.apps.ledger.models.considering import Considering
from passerelle.apps.ledger.models.edit import Edit
from passerelle.apps.ledger.models.evidence import Evidence
from passerelle.apps.ledger.models.hush_change import HushChange
from passerelle.apps.ledger.models.joining import Joining
from passerelle.apps.ledger.models.meeting import Meeting
from passerelle.apps.ledger.models.meeting_decision import MeetingDecision
from passerelle.apps.ledger.models.milestone import Milestone
from passerelle.apps.ledger.models.participant import Participant
from passerelle.apps.ledger.models.proposal import Proposal, ProposalState
from passerelle.apps.ledger.models.revision import Revision
from passerelle.apps.ledger.models.standing import Standing
from passerelle.apps.ledger.models.step import Step
from passerelle.apps.ledger.models.twin import Twin, TwinState

__all__ = [
    "Agreement", "AgreementDocument", "AgreementImport", "AgreementParty", "Commitment",
    "Considering", "Edit", "Evidence", "HushChange", "Joining", "Meeting", "MeetingDecision",
    "Milestone", "Participant", "PartyRole", "Proposal", "ProposalState", "Revision", "Standing",
    "Step", "Twin", "TwinState",
]  # fmt: skip
