"""The verbs of the audit trail in the words of its readers. Every action has one."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "account.change": _("changed an account"),
    "account.create": _("opened an account"),
    "account.language": _("chose a language"),
    "account.password": _("set a password"),
    "claim.add": _("added a claim by hand"),
    "claim.confirm": _("confirmed a claim"),
    "claim.correct": _("corrected a claim"),
    "claim.reject": _("rejected a claim"),
    "claim.undo": _("undid a decision"),
    "document.add": _("added a document"),
    "document.mark": _("changed what is known of a document"),
    "document.reread": _("read a document again"),
    "job.cancel": _("cancelled a job"),
    "job.queue": _("asked for documents to be read"),
    "job.reread": _("asked for documents to be read again"),
    "organisation.create": _("added an organisation"),
    "organisation.rename": _("renamed an organisation"),
    "search.delete": _("deleted a saved search"),
    "search.rename": _("renamed a saved search"),
    "search.save": _("saved a search"),
    "source.add": _("added a source"),
    "source.add_feed": _("added a feed"),
    "source.change": _("changed a source"),
    "source.check": _("had a feed checked"),
    "source.remove": _("removed a source"),
}
