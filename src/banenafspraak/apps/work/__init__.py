"""Long work: asked for inside a transaction, done by a worker, with progress, stopping and starting again."""
