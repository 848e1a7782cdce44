"""Technologies: dated taxonomy versions and the tagging of texts."""

from passerelle.core.technologies.names import Technology, technologies
from passerelle.core.technologies.tagging import TechnologyMention, tag
from passerelle.core.technologies.taxonomy import Group, Taxonomy, taxonomies, taxonomy_on, translate

__all__ = [
    "Group", "Taxonomy", "Technology", "TechnologyMention", "tag", "taxonomies", "taxonomy_on", "technologies",
    "translate",
]  # fmt: skip
