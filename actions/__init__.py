"""Rasa's custom actions, one a file: read the tracker, call ``bot``, speak."""
