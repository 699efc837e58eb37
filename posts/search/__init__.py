"""Posts by their words: the database keeps an index of them by itself, and is asked here."""
