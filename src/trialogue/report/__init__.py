"""Tables, figures, documents and texts for people: how they look. Numbers come from core.

`overview` is the plain-language overview of a registry record and the gate before it.
"""
