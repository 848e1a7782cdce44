"""Addresses of this room."""

from django.urls import path

from passerelle.web.library.views import claims, differences, documents, exporting, lists, review, searches

app_name = "library"
urlpatterns = [
    path("documents/", lists.library, name="list"),
    path("documents/export/<str:form>/", exporting.of_list, name="export"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/original/", documents.original, name="original"),
    path("documents/<int:pk>/marking/", documents.mark, name="mark"),
    path("documents/<int:pk>/read-again/", documents.reread, name="reread"),
    path("documents/<int:pk>/export/<str:form>/", exporting.of_document, name="document-export"),
    path("documents/<int:pk>/claims/add/", review.add, name="add"),
    path("claims/", claims.waiting, name="waiting"),
    path("claims/<int:pk>/", claims.claim, name="claim"),
    path("claims/<int:pk>/confirm/", review.confirm, name="confirm"),
    path("claims/<int:pk>/correct/", review.correct, name="correct"),
    path("claims/<int:pk>/reject/", review.reject, name="reject"),
    path("claims/<int:pk>/undo/", review.undo, name="undo"),
    path("differences/", differences.differences, name="differences"),
    path("differences/<int:pk>/accept/", differences.accept, name="accept"),
    path("differences/<int:pk>/keep/", differences.keep, name="keep"),
    path("searches/save/", searches.save, name="save-search"),
    path("searches/<int:pk>/delete/", searches.delete, name="delete-search"),
]
