"""The site: settings, addresses, page frame and the pages that are made from several rooms. No rules, no tables."""
