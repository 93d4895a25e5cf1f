"""What every room stands on: hours, periods, identifiers, problems, receipts and reading of law/."""
