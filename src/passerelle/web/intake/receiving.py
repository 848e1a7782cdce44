"""Receiving files: from people who may add documents, and no further than one file may be long."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from passerelle.apps.accounts.permissions import may


class BoundedUpload(TemporaryFileUploadHandler):
    """Writes what is sent to a temporary file, up to the limit; the rest is counted and let go of.

    So the report of the job can say how long a file was that is refused, and no file fills the disk.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803
        # A body is taken in before anything else asks who sends it.
        if content_length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and not may(
            self.request.user, "document.add"
        ):
            raise RequestDataTooBig("Files from somebody who may not add documents.")

    def receive_data_chunk(self, raw_data, start):
        if start <= settings.UPLOAD_BYTES:
            super().receive_data_chunk(raw_data, start)
