"""Static files under names that change with their content, whichever way they are asked for."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """What one script imports from another is named so too, or a browser would mix old and new."""

    support_js_module_import_aggregation = True
