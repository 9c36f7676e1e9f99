"""French understanding: Rasa graph components, and the plain modules they are made of.

The way of a message through the pipeline of ``config.yml``:

``TextNormalizer``    → clean, bounded text; forged commands become words
``TypoCorrector``     → abbreviations written out and slips corrected, for those that follow
``SpellingFeaturizer`` → one sparse row of word and character n-grams
``SentenceEncoder``   → one dense vector of the meaning of the message
``LinearIntentClassifier`` → the intent, from spelling (n-grams) and meaning together
``ProjectProfiler``   → stage, domains, need and territory of the project, with confidences
"""
