"""Registry records as they were imported: every state kept, the newest in force, all searchable."""
