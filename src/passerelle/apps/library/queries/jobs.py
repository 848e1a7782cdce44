"""Jobs, their progress and their reports."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.library.models import Job, JobItem, JobState, Source
from passerelle.sources.model import Refusal

LIVE = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a job's documents are in which state."""

    total: int = 0
    waiting: int = 0
    read: int = 0
    not_read: int = 0
    known: int = 0
    refused: int = 0

    @property
    def settled(self) -> int:
        return self.total - self.waiting

    @property
    def percent(self) -> int:
        return 100 * self.settled // self.total if self.total else 100


def jobs_seen_by(user: User) -> QuerySet[Job]:
    """Jobs of the user's organisation, newest first."""
    return rows(user, "job.read", Job.objects.select_related("source", "created_by"))


def live_jobs(user: User) -> QuerySet[Job]:
    """Jobs that wait or run."""
    return jobs_seen_by(user).filter(state__in=LIVE)


def progress_of(job: Job) -> Progress:
    return progress_of_each([job])[job.pk]


def progress_of_each(jobs: list[Job]) -> dict[int, Progress]:
    """Return the progress of each of these jobs, in one question to the database."""
    counted: dict[int, dict[str, int]] = {job.pk: {} for job in jobs}
    states = JobItem.objects.filter(job__in=counted).order_by().values("job", "state").annotate(n=Count("pk"))
    for row in states:
        counted[row["job"]][row["state"]] = row["n"]
    return {pk: Progress(total=sum(states.values()), **states) for pk, states in counted.items()}


def refused_items(job: Job) -> QuerySet[JobItem]:
    """What the job did not take, in its order."""
    return job.items.filter(state=JobItem.State.REFUSED)


def refusal_sentence(item: JobItem, language: str) -> str:
    """Say in a language why an item was refused and what to do; "" for an item that was not."""
    if not item.refusal_code:
        return ""
    return Refusal(item.refusal_code, item.name, **item.refusal_details).sentence(language)


def feed_sentence(feed: Source, language: str) -> str:
    """Say in a language what is wrong with a feed; "" for a healthy one."""
    if not feed.error_code:
        return ""
    return Refusal(feed.error_code, feed.address, **feed.error_details).sentence(language)
