"""The language model: loading, tokens, sentences, lemmas."""
