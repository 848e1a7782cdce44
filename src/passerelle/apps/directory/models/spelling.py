from django.db import models

from passerelle.apps.directory.models.mention import Mention


class Spelling(models.Model):
    """One written form of a mention, folded, so that alike ones are found. It is marked as its document is."""

    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="spellings")
    text = models.CharField(max_length=300)
    folded = models.CharField(max_length=400, db_index=True)

    class Meta:
        ordering = ["mention", "pk"]
        constraints = [models.UniqueConstraint(fields=["mention", "text"], name="spelling_once_a_mention")]

    def __str__(self) -> str:
        return self.text
