"""The desk's work in the background. A task only wakes: rows of jobs and sources say what is to be done."""

from django_tasks import task

from passerelle.apps.library.intake.run import run_job


@task()
def read_job(pk: int) -> None:
    """Work through one job."""
    run_job(pk)


@task()
def check_due_feeds() -> None:
    """Ask each feed whose time has come what is new."""
    # Feeds queue jobs, and queuing needs the task above.
    from passerelle.apps.library.intake.feeds import check_due

    check_due()
