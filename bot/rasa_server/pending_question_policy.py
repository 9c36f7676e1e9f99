"""What answers a pending question, whatever its words sound like, goes to the action that asked.

A name, an address or a free message is no intent, « l'étape » and « ben oui » sound like several:
the rules, one for each intent, cannot tell where they belong. What does, is the pending question.
"""

from __future__ import annotations

from typing import Any

from rasa.core.constants import POLICY_PRIORITY
from rasa.core.featurizers.tracker_featurizers import TrackerFeaturizer
from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData, confidence_scores_for
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.distress_words import still_in_need
from bot.dialogue.message import Detail, Message
from bot.dialogue.pending import answers_in_words
from bot.dialogue.request_words import answers_request, begins_request

_WRITES_REQUEST = "action_laisser_message"
_LISTENS = "action_ecouter_projet"
_HELPS = "action_detresse"

#: Above the rules, which Rasa gives 6.
_PRIORITY = 7


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class PendingQuestionPolicy(Policy):
    """Predicts the action of the pending question for whatever answers it in its own words."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return its place among the policies."""
        return {POLICY_PRIORITY: _PRIORITY}

    @staticmethod
    def supported_data() -> SupportedData:
        """Return that rules and stories may stand beside it: it learns from neither."""
        return SupportedData.ML_AND_RULE_DATA

    def train(
        self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any
    ) -> Resource:
        """Learn nothing."""
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> PendingQuestionPolicy:
        """Return the policy: nothing was stored."""
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Predict the action of the question, then to listen; otherwise leave it to the rules."""
        done = tracker.latest_action_name
        if done in (_WRITES_REQUEST, _LISTENS, _HELPS):
            return self._prediction(confidence_scores_for(ACTION_LISTEN_NAME, 1.0, domain))
        action = _action(tracker) if done == ACTION_LISTEN_NAME else None
        if action is not None:
            return self._prediction(confidence_scores_for(action, 1.0, domain))
        return self._prediction(self._default_predictions(domain))

    def _create_featurizer(self) -> TrackerFeaturizer | None:
        return None  # nothing is learned


def _action(tracker: DialogueStateTracker) -> str | None:
    question, message = tracker.get_slot("question"), _message(tracker)
    if answers_request(question, message) or begins_request(question, message):
        return _WRITES_REQUEST
    if still_in_need(question, message):
        return _HELPS
    return _LISTENS if answers_in_words(question, message) else None


def _message(tracker: DialogueStateTracker) -> Message:
    latest = tracker.latest_message
    if latest is None:
        return Message("")
    intent = latest.intent or {}
    details = tuple(
        Detail(entity["entity"], str(entity["value"])) for entity in latest.entities or ()
    )
    return Message(
        str(intent.get("name") or ""),
        details,
        latest.text or "",
        confidence=float(intent.get("confidence") or 0.0),
    )
