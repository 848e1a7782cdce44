from django.conf import settings
from django.db import models
from django.db.models import Q

from passerelle.apps.ledger.models.activity import Activity
from passerelle.apps.ledger.models.agreement import Agreement
from passerelle.apps.ledger.models.commitment import Commitment
from passerelle.apps.ledger.models.meeting import Meeting

_THINGS = ("agreement", "commitment", "meeting", "activity")
_ONE = Q()
for _thing in _THINGS:
    _ONE |= Q(**{f"{one}__isnull": one != _thing for one in _THINGS})


class Edit(models.Model):
    """What a person changed of an agreement, a commitment, a meeting or an activity: the columns before and after.

    `version` is the one that it led to.
    """

    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.CASCADE, related_name="edits"
    )
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.CASCADE, related_name="edits"
    )
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.CASCADE, related_name="edits"
    )
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.CASCADE, related_name="edits"
    )
    version = models.PositiveIntegerField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=_ONE,
                name="edit_of_one_thing",
            ),
            models.UniqueConstraint(fields=["agreement", "version"], name="edit_once_an_agreement"),
            models.UniqueConstraint(fields=["commitment", "version"], name="edit_once_a_commitment"),
            models.UniqueConstraint(fields=["meeting", "version"], name="edit_once_a_meeting"),
            models.UniqueConstraint(fields=["activity", "version"], name="edit_once_an_activity"),
        ]

    def __str__(self) -> str:
        return (
            f"{self.agreement_id or self.commitment_id or self.meeting_id or self.activity_id} {self.version}"
        )
