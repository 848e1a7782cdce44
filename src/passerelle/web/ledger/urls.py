"""Addresses of this room."""

from django.urls import path

from passerelle.web.ledger.views import agreements, commitment, commitments, proposals

app_name = "ledger"
urlpatterns = [
    path("ledger/", commitments.commitments, name="list"),
    path("ledger/timeline/", commitments.timeline, name="timeline"),
    path("ledger/commitments/<int:pk>/", commitment.commitment, name="commitment"),
    path("ledger/agreements/", agreements.agreements, name="agreements"),
    path("ledger/agreements/<int:pk>/", agreements.agreement, name="agreement"),
    path("ledger/proposals/", proposals.proposals, name="proposals"),
    path("ledger/proposals/<int:pk>/accept/", proposals.accept, name="accept"),
    path("ledger/proposals/<int:pk>/dismiss/", proposals.dismiss, name="dismiss"),
    path("ledger/proposals/<int:pk>/reopen/", proposals.reopen, name="reopen"),
]
