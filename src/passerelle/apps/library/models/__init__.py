"""What the library keeps."""

from passerelle.apps.library.models.claim import Claim, ReviewState
from passerelle.apps.library.models.decision import Decision, Verb
from passerelle.apps.library.models.difference import Difference, DifferenceKind
from passerelle.apps.library.models.document import Document, DocumentState
from passerelle.apps.library.models.job import Job, JobItem, JobKind, JobState
from passerelle.apps.library.models.marking import Marked, Reliability, Tlp
from passerelle.apps.library.models.posting import Posting
from passerelle.apps.library.models.reading import Reading
from passerelle.apps.library.models.saved_search import SavedSearch
from passerelle.apps.library.models.snapshot import Snapshot
from passerelle.apps.library.models.source import Source, SourceKind

__all__ = [
    "Claim", "Decision", "Difference", "DifferenceKind", "Document", "DocumentState", "Job", "JobItem",
    "JobKind", "JobState", "Marked", "Posting", "Reading", "Reliability", "ReviewState", "SavedSearch",
    "Snapshot", "Source", "SourceKind", "Tlp", "Verb",
]  # fmt: skip
