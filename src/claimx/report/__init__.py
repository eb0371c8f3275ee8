"""The reviewers' page: one self-contained HTML file to read, search and review a run."""

from claimx.report.build import Page, build_page
from claimx.report.compare import build_comparison, render_changes
from claimx.report.page import render_page

__all__ = ["Page", "build_comparison", "build_page", "render_changes", "render_page"]
