"""What a Rasa user would have by default, measured beside this assistant (``docs/cost.md``)."""
