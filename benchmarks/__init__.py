"""How fast claimx is, in ratios taken side by side in one run: ``python -m benchmarks``."""
