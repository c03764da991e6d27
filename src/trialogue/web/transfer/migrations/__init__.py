"""Migrations of the transfer app."""
