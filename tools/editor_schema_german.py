"""What stands in the German schemas for editors beside the messages of the plugin."""

from __future__ import annotations

from tools.editor_schema_words import Words

GERMAN = Words(
    figure=("Eine Abbildung", "Was in einem Block ```backprop steht."),
    exercise=(
        "Eine Übung",
        "Was in einem Block ```exercise steht, neben den Schlüsseln der Abbildung, von der sie handelt.",
    ),
    no_such_key="eine Abbildung mit {subject} hat keinen solchen Schlüssel; sie hat {known}",
    names="Namen, oder {any}.",
)
