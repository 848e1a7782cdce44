"""Addresses of this room."""

from django.urls import path

from passerelle.web.ledger.views import agreements, commitment, commitments, entries, proposals, signing

app_name = "ledger"
urlpatterns = [
    path("ledger/", commitments.commitments, name="list"),
    path("ledger/timeline/", commitments.timeline, name="timeline"),
    path("ledger/commitments/new/", entries.new, name="new"),
    path("ledger/commitments/<int:pk>/", commitment.commitment, name="commitment"),
    path("ledger/commitments/<int:pk>/edit/", entries.edit, name="edit"),
    path("ledger/commitments/<int:pk>/evidence/", entries.evidence, name="evidence"),
    path("ledger/commitments/<int:pk>/step/", entries.step, name="step"),
    path("ledger/commitments/<int:pk>/milestone/", entries.milestone, name="milestone"),
    path(
        "ledger/commitments/<int:pk>/withdraw/step/<int:row>/",
        entries.withdraw, {"kind": "step"}, name="withdraw-step",
    ),
    path(
        "ledger/commitments/<int:pk>/withdraw/evidence/<int:row>/",
        entries.withdraw, {"kind": "evidence"}, name="withdraw-evidence",
    ),
    path("ledger/agreements/new/", signing.new, name="agreement-new"),
    path("ledger/agreements/<int:pk>/edit/", signing.edit, name="agreement-edit"),
    path("ledger/agreements/<int:pk>/end/", signing.end, name="agreement-end"),
    path("ledger/agreements/<int:pk>/join/", signing.join, name="agreement-join"),
    path("ledger/agreements/<int:pk>/apart/", signing.apart, name="agreement-apart"),
    path("ledger/agreements/<int:pk>/separate/", signing.separate, name="agreement-separate"),
    path("ledger/agreements/", agreements.agreements, name="agreements"),
    path("ledger/agreements/<int:pk>/", agreements.agreement, name="agreement"),
    path("ledger/proposals/", proposals.proposals, name="proposals"),
    path("ledger/proposals/<int:pk>/accept/", proposals.accept, name="accept"),
    path("ledger/proposals/<int:pk>/dismiss/", proposals.dismiss, name="dismiss"),
    path("ledger/proposals/<int:pk>/reopen/", proposals.reopen, name="reopen"),
]  # fmt: skip
