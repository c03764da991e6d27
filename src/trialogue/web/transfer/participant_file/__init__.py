"""A participant's file: everything that stands about one person, as a document to keep."""
