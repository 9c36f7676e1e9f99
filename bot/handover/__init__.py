"""Requests to the ESS service: stored before anything else is done with them."""
