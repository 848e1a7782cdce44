"""passerelle password USER: give a person a new password, printed once."""

import argparse
import secrets
import sys

from passerelle.cli.terminal import open_desk


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("user", help="the person's user name")


def run(options: argparse.Namespace) -> int:
    open_desk()
    from django.utils.translation import gettext as _

    from passerelle.apps.accounts.actions import set_password
    from passerelle.apps.accounts.models import User

    user = User.objects.filter(username=options.user).first()
    if user is None:
        print(_("There is no person with the user name %(name)s.") % {"name": options.user}, file=sys.stderr)
        return 1
    password = "-".join(secrets.token_hex(2) for _part in range(4))
    # Whoever holds the machine and its database is nobody the desk knows: the trail does not say it was the person.
    set_password(user, password, actor=None)
    print(_("New password of %(name)s: %(password)s") % {"name": user.username, "password": password})
    return 0
