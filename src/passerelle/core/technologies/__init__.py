"""Technologies: dated taxonomy versions and the tagging of texts."""

from passerelle.core.technologies.tagging import TechnologyMention, tag
from passerelle.core.technologies.taxonomy import Group, Taxonomy, taxonomies, taxonomy_on, translate

__all__ = ["Group", "Taxonomy", "TechnologyMention", "tag", "taxonomies", "taxonomy_on", "translate"]
