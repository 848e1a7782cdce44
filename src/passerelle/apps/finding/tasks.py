"""Finding's work in the background: a task only wakes, the rows say what waits."""

from django_tasks import task

from passerelle.apps.finding.encoding import available, encode_some, encoder, waiting


@task(priority=-10)
def encode_waiting() -> None:
    """Encode some of the documents that wait, and ask for another turn when there are more."""
    if encode_some():
        wake_encoding()


def wake_encoding() -> bool:
    """Have the documents that wait encoded by a worker; return whether there was anything to ask for."""
    # The library's own list of tasks knows which are waiting.
    from passerelle.apps.library.intake.liveness import enqueue_once

    if not available():
        return False
    model = encoder()
    return model is not None and bool(waiting(model.name, 1)) and enqueue_once(encode_waiting)
