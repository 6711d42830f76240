-- Tags: what is said of each, and which conversations have it.

CREATE TABLE tags (
    workspace UUID NOT NULL,
    -- Its identity, in logs, rules and actions.
    tag TEXT NOT NULL,
    -- As JSON of the caller's.
    text TEXT NOT NULL,
    -- Grows with each change.
    revision BIGINT NOT NULL,
    -- Nobody sets it any more; conversations that have it keep it.
    archived_at BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, tag)
);

-- The tags of each conversation, as its state has them too: lists are filtered by these.
CREATE TABLE conversation_tags (
    workspace UUID NOT NULL,
    conversation UUID NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (workspace, conversation, tag)
);
CREATE INDEX conversation_tags_of ON conversation_tags (workspace, tag, conversation);
