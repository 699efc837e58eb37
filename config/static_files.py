"""Static files as browsers get them: named by what is in them, and ours without comments."""

from pathlib import PurePath

from django.core.files.base import ContentFile
from rcssmin import cssmin
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = {"comments", "posts"}  # folders; what packages bring stays as they made it
MADE_LEAN_BY = {".css": cssmin, ".js": jsmin}


class StaticFiles(CompressedManifestStaticFilesStorage):
    """What one script imports from another is named so too, or a browser would mix old and new."""

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        lean = {name: (_lean(storage, name), path) for name, (storage, path) in paths.items()}
        yield from super().post_process(lean, dry_run=dry_run, **options)


def _lean(storage, name):
    place = PurePath(name)
    make_lean = MADE_LEAN_BY.get(place.suffix) if place.parts[0] in OURS else None
    return _Lean(storage, make_lean) if make_lean else storage


class _Lean:
    """A storage as collecting reads it: a file's name and packed forms are those of its lean text.

    What stands beside them under the plain name is for people, and stays as it was written.
    """

    def __init__(self, storage, make_lean):
        self._storage, self._make_lean = storage, make_lean

    def open(self, path):
        with self._storage.open(path) as file:
            return ContentFile(self._make_lean(file.read().decode()).encode())
