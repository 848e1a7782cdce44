"""Actors of the directory and mentions of documents, made for tests."""

from passerelle.apps.directory.models import (
    Actor,
    ActorState,
    Identifier,
    Involvement,
    Mention,
    MentionState,
    Name,
    Role,
    Spelling,
)
from passerelle.core.text.folding import fold


def make_actor(key, *names, kind="institute", country="VN", identifiers=None, **given) -> Actor:
    """An actor of the directory. Names: texts, or (text, language[, kind[, since, until]]); the first is the label."""
    written = [(name,) if isinstance(name, str) else name for name in names or (key,)]
    actor = Actor.objects.create(
        key=key,
        kind=kind,
        country=country,
        label=written[0][0],
        state=ActorState.ACCEPTED,
        open=True,
        **given,
    )
    for at, (text, *rest) in enumerate(written):
        language, name_kind, since, until = (*rest, *("", "alias" if at else "label", "", "")[len(rest) :])
        Name.objects.create(
            actor=actor, text=text, language=language, kind=name_kind, since=since, until=until
        )
    for scheme, value in (identifiers or {}).items():
        Identifier.objects.create(actor=actor, scheme=scheme, value=value)
    return actor


def make_candidate(kind="company", country="FR", **given) -> Actor:
    """A candidate; its names are those of its mentions."""
    return Actor.objects.create(
        key=f"candidate-{Actor.objects.count() + 1}", kind=kind, country=country, **given
    )


def make_mention(document, local, actor, *names, state=None, found=True, **given) -> Mention:
    """Who one actor of a document is, and what follows for the claims of the document that name it."""
    candidate = None if actor.open else actor
    mention = Mention.objects.create(
        document=document,
        local=local,
        names=list(names) or [local],
        kind=actor.kind,
        country=actor.country,
        actor=actor,
        candidate=candidate,
        state=state or (MentionState.UNKNOWN if candidate else MentionState.LINKED),
        found=found,
        **given,
    )
    for text in mention.names:
        Spelling.objects.create(mention=mention, text=text, folded=fold(text))
    for claim in document.claims.all():
        for role, named in (
            (Role.PARTY, claim.parties),
            (Role.PERSON, claim.people),
            (Role.SPEAKER, [claim.speaker]),
        ):
            if local in named:
                Involvement.objects.get_or_create(claim=claim, actor=actor, role=role)
    return mention
