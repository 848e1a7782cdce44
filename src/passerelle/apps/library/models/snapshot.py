from django.db import models


class Snapshot(models.Model):
    """Original bytes and their extracted text, addressed by the SHA-256 of the bytes. Never changed.

    The bytes lie in the file that `passerelle.apps.library.archive` keeps under the same digest. `encoding` names the
    older Vietnamese encoding that the text was in, if any; unless `converted`, it still is.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    extractor = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    encoding = models.CharField(max_length=10, blank=True)
    converted = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.digest[:12]
