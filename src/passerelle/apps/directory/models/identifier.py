from django.db import models

from passerelle.apps.directory.models.actor import Actor


class Scheme(models.TextChoices):
    ROR = "ror", "ROR"
    WIKIDATA = "wikidata", "Wikidata"
    LEI = "lei", "LEI"
    ORCID = "orcid", "ORCID"
    ISO3166 = "iso3166", "ISO 3166-1"
    ISO3166_2 = "iso3166_2", "ISO 3166-2"


class Identifier(models.Model):
    """What another register calls an actor. One identifier is one actor's."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=10, choices=Scheme.choices)
    value = models.CharField(max_length=60)

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="identifier_of_one_actor")]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"

    @property
    def address(self) -> str:
        """Where the register shows it; empty for those that have no page an identifier."""
        return _PAGES.get(self.scheme, "").format(self.value) if self.scheme in _PAGES else ""


_PAGES = {
    Scheme.ROR: "https://ror.org/{}",
    Scheme.WIKIDATA: "https://www.wikidata.org/wiki/{}",
    Scheme.LEI: "https://search.gleif.org/#/record/{}",
    Scheme.ORCID: "https://orcid.org/{}",
}
