"""The sentences of ``domain.yml``, typeset as French is."""

from __future__ import annotations

from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from bot.typography import typeset


class FrenchLanguageGenerator(TemplatedNaturalLanguageGenerator):
    """Rasa's own generator of templated responses, with French typography at the end."""

    def __init__(self, endpoint_config: EndpointConfig | None, domain: Domain) -> None:
        super().__init__(domain.responses)

    def generate_from_slots(
        self, utter_action: str, filled_slots: dict[str, Any], output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Return the response ``utter_action``, filled and typeset; ``None`` if it is unknown."""
        draft: dict[str, Any] | None = super().generate_from_slots(
            utter_action, filled_slots, output_channel, **kwargs
        )
        if draft is None:
            return None
        if isinstance(draft.get("text"), str):
            draft["text"] = typeset(draft["text"])
        for button in draft.get("buttons") or []:
            button["title"] = typeset(button["title"])
        if (brought := kwargs.get("buttons")) and draft.get("buttons"):
            # Rasa adds the choices an action brings, this very list, after those of the sentence;
            # « Je ne sais pas » belongs after them.
            brought.extend(draft.pop("buttons"))
        return draft
