"""The reviewers' workbench: runs compared, scored and decided on."""
