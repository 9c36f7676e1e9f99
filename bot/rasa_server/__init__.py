"""What this product changes in Rasa's server: its REST channel, tracker store and sentences."""
