"""Prepares the assistant and runs its processes: ``bot run``, ``bot train``, ``bot shell``."""
