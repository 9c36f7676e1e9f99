"""French understanding: Rasa graph components, and the plain modules they are made of.

The way of a message through the pipeline of ``config.yml``:

``TextNormalizer``    → clean, bounded text; forged commands become words
``LemmaTokenizer``    → tokens with lemmas, from a trimmed spaCy pipeline
``SentenceEncoder``   → one dense vector of the meaning of the message
``LinearIntentClassifier`` → the intent, from spelling (n-grams) and meaning together
``ProjectProfiler``   → stage, domains, need and territory of the project, with confidences
"""
