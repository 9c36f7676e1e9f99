"""While a request to the ESS service is being written, its answers go to its action.

A name, an address or a free message is no intent: the rules, one for each intent, cannot tell
where it belongs. What does, is the pending question.
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

from bot.dialogue.message import Detail, Message
from bot.dialogue.request_words import answers_request

_ACTION = "action_laisser_message"

#: Above the rules, which Rasa gives 6.
_PRIORITY = 7


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class PendingRequestPolicy(Policy):
    """Predicts the action of the request for whatever answers its pending question."""

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
    ) -> PendingRequestPolicy:
        """Return the policy: nothing was stored."""
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Predict the action of the request, then to listen; otherwise leave it to the rules."""
        done = tracker.latest_action_name
        if done == _ACTION:
            return self._prediction(confidence_scores_for(ACTION_LISTEN_NAME, 1.0, domain))
        if done == ACTION_LISTEN_NAME and answers_request(
            tracker.get_slot("question"), _message(tracker)
        ):
            return self._prediction(confidence_scores_for(_ACTION, 1.0, domain))
        return self._prediction(self._default_predictions(domain))

    def _create_featurizer(self) -> TrackerFeaturizer | None:
        return None  # nothing is learned


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
