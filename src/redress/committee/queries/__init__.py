"""Reads of sessions, referrals and rulings."""
