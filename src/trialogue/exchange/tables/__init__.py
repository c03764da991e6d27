"""Tables of other systems (laboratories, spreadsheets, our own export) into entries of forms."""
