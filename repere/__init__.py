"""The `repere` command: what maintainers type, and what starts everything."""
