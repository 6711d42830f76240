-- The language model that writes an assistant's answers, where there is one.
CREATE TABLE assistant_models (
    workspace UUID NOT NULL,
    assistant UUID NOT NULL,
    -- Which, where and how, as JSON of the caller's.
    settings TEXT NOT NULL,
    -- Sealed by the caller.
    secret TEXT,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, assistant)
);
