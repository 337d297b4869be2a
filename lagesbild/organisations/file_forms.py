"""The editor's forms for a picture and a document: the file that another takes the place of goes last of all.

Wagtail takes it away before the database says that the other has come. Killed between the two, the row would name a
file that is no more.
"""

from django.db import transaction
from django.db.models.fields.files import FieldFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm


class PictureForm(BaseImageForm):
    @transaction.atomic
    def save(self, commit=True):
        replaced, self.original_file = self.original_file, None
        picture = super().save(commit)
        if commit and replaced and "file" in self.changed_data:
            picture.renditions.all().delete()
            _remove_when_committed(replaced)
        return picture


class DocumentForm(BaseDocumentForm):
    @transaction.atomic
    def save(self, commit=True):
        replaced, self.original_file = self.original_file, None
        document = super().save(commit)
        if commit and replaced and "file" in self.changed_data:
            _remove_when_committed(replaced)
        return document


def _remove_when_committed(file: FieldFile) -> None:
    storage, name = file.storage, file.name
    transaction.on_commit(lambda: storage.delete(name))
