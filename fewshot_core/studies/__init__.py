"""Studies of several trainings or settings: contests, curves, over-fitting, a plane, regression."""
