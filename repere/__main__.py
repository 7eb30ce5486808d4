"""`python -m repere`: the same command, where scripts are not installed."""

from repere.cli import app

if __name__ == "__main__":
    app(prog_name="repere")
