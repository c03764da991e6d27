"""Tables, figures, documents and texts for people: the look; numbers come from the core.

`overview` is the plain-language overview of a registry record and the gate before it.
"""
