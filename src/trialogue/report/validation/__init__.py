"""Rerunning the published and golden cases on this machine, as evidence for whoever validates."""
