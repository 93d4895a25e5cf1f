"""The pages of counts: `own` of visitors, `kept` of who keeps them, `shared` of who speaks for a sector."""
