"""Tests of shared notes."""
