"""What to say next: the conversation as pure functions.

A turn is ``(conversation, message, catalogue, day) -> (conversation, what to say)``. This package
knows the orientation engine and nothing of Rasa, HTTP or storage; the actions translate.
"""
