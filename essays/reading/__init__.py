"""What one reader may have of an essay or a collection, arranged as a page shows it."""
