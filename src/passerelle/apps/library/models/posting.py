from django.db import models


class Posting(models.Model):
    """Which documents carry one value of one facet: a set of bits, one a document, cut into blocks.

    Bit n of block b stands for document b × BLOCK + n. Whole lists are intersected and counted as plain
    integers, so every count is exact, for any filter and any reader, without visiting a document. The facet
    "marking" holds who may see: it takes part in every question (see
    passerelle.apps.library.search.postings).
    """

    BLOCK = 8192

    block = models.PositiveIntegerField()
    facet = models.CharField(max_length=12)
    value = models.CharField(max_length=40)
    bits = models.BinaryField()  # little-endian

    class Meta:
        ordering = ["block", "facet", "value"]
        constraints = [models.UniqueConstraint(fields=["block", "facet", "value"], name="posting_once")]

    def __str__(self) -> str:
        return f"{self.facet}={self.value} [{self.block}]"
