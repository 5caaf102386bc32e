"""Hostile and odd files, all built by code, each with the outcome its reading must have."""
