"""The web gateway: the only public door. Knows HTTP and conversations, nothing of the dialogue."""
