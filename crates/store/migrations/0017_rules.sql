-- Escalation rules: one ordered list for each assistant, and what became of each rule.

CREATE TABLE rule_lists (
    workspace UUID NOT NULL,
    assistant UUID NOT NULL,
    -- Grows with each saved list.
    revision BIGINT NOT NULL,
    -- As JSON of the caller's.
    rules TEXT NOT NULL,
    changed_by UUID,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, assistant)
);

-- A rule that held in a turn.
CREATE TABLE rule_hits (
    workspace UUID NOT NULL,
    conversation UUID NOT NULL,
    turn BIGINT NOT NULL,
    rule UUID NOT NULL,
    -- It was the first, and what followed was its doing.
    decided BOOLEAN NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace, conversation, turn, rule)
);
CREATE INDEX rule_hits_of ON rule_hits (workspace, rule, at);
