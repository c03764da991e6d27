"""How we read words: sentences, syllables, numbers, and what a sentence claims."""
