"""passerelle digest: send the weekly digest now, to everybody who asked for it."""

import argparse
import sys
from typing import TYPE_CHECKING

from passerelle.cli.terminal import open_desk

if TYPE_CHECKING:
    from passerelle.apps.accounts.models import User
    from passerelle.apps.correspondence.digests.sending import Sent
    from passerelle.apps.correspondence.models import DigestWish


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", dest="user", metavar="USER", help="to this person only")
    parser.add_argument("--dry-run", action="store_true", help="print the digests and send nothing")


def run(options: argparse.Namespace) -> int:
    open_desk()
    from django.utils.translation import gettext as _

    from passerelle.apps.correspondence.digests.said import missing_said
    from passerelle.apps.correspondence.digests.sending import send_digests
    from passerelle.apps.correspondence.digests.server import missing
    from passerelle.apps.correspondence.queries.digests import wishes
    from passerelle.cli.storing import acting

    found = wishes()
    if options.user:
        user = acting(options.user)
        if user is None:
            return 2
        found = found.filter(user=user)
        if why := _why_not(user, list(found)):
            print(why, file=sys.stderr)
            return 1
    if options.dry_run:
        for wish in found:
            _show(wish)
        return 0
    if lacking := missing():
        print(missing_said(lacking), file=sys.stderr)
        return 1
    chosen = list(found)
    if not chosen:
        print(_("Nobody asked for the digest."))
        return 0
    told = [_told(one) for one in send_digests(chosen, at_once=True)]
    if left := len(chosen) - len(told):
        print(_("Not tried: %(number)d") % {"number": left}, file=sys.stderr)
    return 0 if all(told) and not left else 1


def _why_not(user: "User", found: "list[DigestWish]") -> str:
    from django.utils.translation import gettext as _

    if found:
        return ""
    if not user.email:
        return _("The account of %(person)s has no e-mail address.") % {"person": user}
    return _("%(person)s has not asked for the digest.") % {"person": user}


def _show(wish: "DigestWish") -> None:
    from django.utils import timezone
    from django.utils.translation import override

    from passerelle.apps.correspondence.digests.gathering import gather_digest
    from passerelle.apps.correspondence.digests.letter import subject_of, text_of

    user = wish.user
    with override(user.language):
        content = gather_digest(user, user.language, today=timezone.localdate())
        print(f"{user.email}\n{subject_of(content)}\n\n{text_of(content, user)}")


def _told(sent: "Sent") -> bool:
    """Say what became of one digest; return whether it is sent, now or before."""
    from django.utils.translation import gettext as _

    from passerelle.apps.correspondence.digests.said import failure_said

    person = sent.wish.user.username
    if sent.failure is not None:
        print(f"{person}: {failure_said(sent.failure.code, sent.failure.answer)}", file=sys.stderr)
        return False
    if sent.digest is None:
        print(_("%(person)s: sent this week already, or being sent.") % {"person": person})
    else:
        print(_("%(person)s: sent.") % {"person": person})
    return True
