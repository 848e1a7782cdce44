from django.db import models


class Event(models.Model):
    """One happening.

    It holds nothing that a document says: it is summed up from the claims that the reader may see.

    An event whose tellings all went to another leads there.
    """

    folded_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="absorbed"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"event {self.pk}"
