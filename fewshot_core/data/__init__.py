"""Where images come from: data sets, how tasks and batches are drawn from them, and augmentation."""
