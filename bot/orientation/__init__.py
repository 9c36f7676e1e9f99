"""The heart: which door suits a project, and why. Knows nothing of Rasa, HTTP or mail."""
