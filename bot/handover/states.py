"""The states of a request and of a mail, and the kinds of mails: the codes stored and shown."""

from __future__ import annotations

#: Of a request. A new one is stored and not yet mailed; a sent one waits for somebody to take it.
NEW = "nouvelle"
SENT = "envoyee"
TAKEN = "prise_en_charge"
CLOSED = "close"
FAILED = "echec"

STATUSES = (NEW, SENT, TAKEN, CLOSED, FAILED)

#: Of a mail. Only a waiting one is ever sent.
WAITING = "en_attente"
GONE = "partie"
REFUSED = "echec"
CANCELLED = "annulee"

#: Kinds of mails: the request itself, the visitor's copy, the reminder to the service, and the word
#: to the service that somebody wants their data gone.
REQUEST = "demande"
ACKNOWLEDGEMENT = "accuse"
REMINDER = "relance"
ERASURE = "effacement"

KINDS = (REQUEST, ACKNOWLEDGEMENT, REMINDER, ERASURE)
