"""Reminders: which stage of a record is due on which day, and the terms that say after how many days."""
