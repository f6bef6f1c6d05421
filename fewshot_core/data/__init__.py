"""Data sets, augmentation of their images, and the sampling of tasks and batches from them."""
