-- A second model is asked where the first does not answer: the same table with a rank, from 0.
CREATE TABLE ranked_models (
    workspace UUID NOT NULL,
    assistant UUID NOT NULL,
    rank BIGINT NOT NULL,
    -- Which, where and how, as JSON of the caller's.
    settings TEXT NOT NULL,
    -- Sealed by the caller.
    secret TEXT,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, assistant, rank)
);
INSERT INTO ranked_models (workspace, assistant, rank, settings, secret, changed_at)
    SELECT workspace, assistant, 0, settings, secret, changed_at FROM assistant_models;
DROP TABLE assistant_models;
ALTER TABLE ranked_models RENAME TO assistant_models;

-- What an assistant was told, from each change on.
CREATE TABLE assistant_versions (
    workspace UUID NOT NULL,
    assistant UUID NOT NULL,
    version BIGINT NOT NULL,
    -- Greeting, voice and guidance, as JSON of the caller's.
    body TEXT NOT NULL,
    -- None for what there was before the first change.
    teammate UUID,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace, assistant, version)
);

-- How a turn went, beside what its events say: words that were searched, and times.
CREATE TABLE turn_traces (
    workspace UUID NOT NULL,
    conversation UUID NOT NULL,
    turn BIGINT NOT NULL,
    assistant UUID NOT NULL,
    at BIGINT NOT NULL,
    -- The probability that the passages are about the question; none where none were searched.
    p DOUBLE PRECISION,
    -- How likely the answer is right, as people see it.
    shown DOUBLE PRECISION,
    body TEXT NOT NULL,
    PRIMARY KEY (workspace, conversation, turn)
);
CREATE INDEX turn_traces_of ON turn_traces (workspace, assistant, at);

-- Questions to language models.
CREATE TABLE model_calls (
    workspace UUID NOT NULL,
    id UUID NOT NULL,
    assistant UUID NOT NULL,
    conversation UUID,
    turn BIGINT,
    at BIGINT NOT NULL,
    -- Which model, what became of it, tokens, money, times, as JSON of the caller's.
    body TEXT NOT NULL,
    -- As sent and as it came; taken away after a while.
    prompt TEXT,
    reply TEXT,
    PRIMARY KEY (workspace, id)
);
CREATE INDEX model_calls_of_turn ON model_calls (workspace, conversation, turn);
CREATE INDEX model_calls_of ON model_calls (workspace, assistant, at);
CREATE INDEX model_calls_texts ON model_calls (at) WHERE prompt IS NOT NULL;

-- What they add up to, by day since 1970.
CREATE TABLE model_days (
    workspace UUID NOT NULL,
    assistant UUID NOT NULL,
    day BIGINT NOT NULL,
    model TEXT NOT NULL,
    purpose TEXT NOT NULL,
    outcome TEXT NOT NULL,
    calls BIGINT NOT NULL,
    tokens_in BIGINT NOT NULL,
    tokens_out BIGINT NOT NULL,
    -- Millionths of the currency of the prices.
    cost BIGINT NOT NULL,
    -- Calls of models without a price.
    unpriced BIGINT NOT NULL,
    PRIMARY KEY (workspace, assistant, day, model, purpose, outcome)
);

-- Millionths for a million tokens.
CREATE TABLE model_prices (
    workspace UUID NOT NULL,
    model TEXT NOT NULL,
    tokens_in BIGINT NOT NULL,
    tokens_out BIGINT NOT NULL,
    PRIMARY KEY (workspace, model)
);

-- What visitors and teammates think of an answer.
CREATE TABLE answer_ratings (
    workspace UUID NOT NULL,
    conversation UUID NOT NULL,
    turn BIGINT NOT NULL,
    rater UUID NOT NULL,
    by_visitor BOOLEAN NOT NULL,
    good BOOLEAN NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace, conversation, turn, rater)
);
