"""The questions: ``CHAPTER.LANGUAGE.toml``; ``bank.py`` says what stands in them."""
