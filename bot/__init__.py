"""The library every process of the assistant shares."""
