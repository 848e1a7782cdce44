"""What the directory keeps."""

from passerelle.apps.directory.models.actor import Actor, ActorState
from passerelle.apps.directory.models.actor_technology import ActorTechnology
from passerelle.apps.directory.models.comparison import Comparison
from passerelle.apps.directory.models.decision import Decision, Verb
from passerelle.apps.directory.models.edition import Edition
from passerelle.apps.directory.models.identifier import Identifier, Scheme
from passerelle.apps.directory.models.involvement import Involvement, Role
from passerelle.apps.directory.models.likeness import Likeness
from passerelle.apps.directory.models.mandate import Mandate
from passerelle.apps.directory.models.mention import Mention, MentionState
from passerelle.apps.directory.models.name import Name, NameKind
from passerelle.apps.directory.models.register_import import RegisterImport, RegisterKind
from passerelle.apps.directory.models.relation import Relation, RelationKind
from passerelle.apps.directory.models.removal import FactKind, Removal
from passerelle.apps.directory.models.resolution import Resolution
from passerelle.apps.directory.models.spelling import Spelling

__all__ = [
    "Actor", "ActorState", "ActorTechnology", "Comparison", "Decision", "Edition", "FactKind", "Identifier",
    "Involvement", "Likeness", "Mandate", "Mention", "MentionState", "Name", "NameKind", "RegisterImport",
    "RegisterKind", "Relation", "RelationKind", "Removal", "Resolution", "Role", "Scheme", "Spelling", "Verb",
]  # fmt: skip
