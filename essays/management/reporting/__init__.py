"""What the import command prints: diagnostics, trees, tables, JSON."""
