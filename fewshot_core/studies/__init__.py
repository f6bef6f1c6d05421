"""Questions asked of several trainings or settings: contests, curves, over-fitting, regression."""
