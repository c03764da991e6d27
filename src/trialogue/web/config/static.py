"""Static files: compressed, and named by their content once they have been collected."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Names a file by its hash after `prepare_static`; by its plain name before, as in tests."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Give the hashed name, or the plain one while nothing has been collected."""
        if not self.hashed_files:
            return name
        stored: str = super().stored_name(name)
        return stored
