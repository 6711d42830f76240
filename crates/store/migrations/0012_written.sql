-- What is written here and what is given as a file stand beside each other, whatever they are called.
DROP INDEX sources_name;
CREATE UNIQUE INDEX sources_name ON sources (workspace, kind, name);

-- For whom a source is and when it holds, where that is not everybody and always. A website's
-- stands for all its pages, by the website's own id.
CREATE TABLE reaches (
    workspace UUID NOT NULL,
    source UUID NOT NULL,
    -- everyone, verified, team.
    readers TEXT NOT NULL,
    holds_from BIGINT,
    holds_until BIGINT,
    paused BOOLEAN NOT NULL,
    PRIMARY KEY (workspace, source)
);

-- The questions that a passage answers, as JSON, where it was written as an answer.
ALTER TABLE passages ADD COLUMN questions TEXT;

-- Which answers cite which passage: one row for each turn, at the first sentence that does.
CREATE TABLE source_uses (
    workspace UUID NOT NULL,
    source UUID NOT NULL,
    revision BIGINT NOT NULL,
    position BIGINT NOT NULL,
    conversation UUID NOT NULL,
    turn BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace, source, conversation, turn, revision, position)
);
