"""What each command of ``fewshot`` does: one file a command, with its options (``add``)."""
