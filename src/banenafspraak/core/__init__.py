"""Plain Python: values in, values out. No framework, clock, network or database server lives here."""
