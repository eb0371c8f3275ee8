"""Runs: inputs through an engine to an output that is whole or can be continued."""
