"""Reads the training texts once, where Rasa's importer reads all files again for each language.

Rasa asks for them three times in one training: without a language, for its default one and for
ours. The language changes nothing of what is read, and reading is a third of a short training.
"""

from __future__ import annotations

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData


class ReadOnceImporter(RasaFileImporter):
    """Rasa's own importer of files, which remembers the training texts."""

    _texts: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Return the training texts; whoever asks gets them whole and copies what it changes.

        Args:
            language: The language Rasa asks for: not used in reading.
        """
        if self._texts is None:
            self._texts = super().get_nlu_data(language)
        return self._texts
