-- How an assistant looks, as JSON; what is absent is as Baton looks by itself.
ALTER TABLE assistants ADD COLUMN look TEXT NOT NULL DEFAULT '{}';
ALTER TABLE assistants ADD COLUMN picture UUID;
ALTER TABLE teammates ADD COLUMN picture UUID;

-- Pictures as they were made anew from what was sent; nothing of the sent file itself.
CREATE TABLE pictures (
    workspace UUID NOT NULL,
    id UUID NOT NULL,
    -- Of a conversation, by a visitor or a teammate; none of a face.
    conversation UUID,
    author UUID,
    media TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    thumbnail BYTEA,
    -- False until a message carries it or somebody wears it; then it is swept.
    used BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);
-- A face is asked for by its id alone.
CREATE UNIQUE INDEX pictures_id ON pictures (id);
CREATE INDEX pictures_unused ON pictures (workspace, used, created_at);

-- Which pictures a message carries, as JSON; beside the words, and erased with them.
ALTER TABLE events ADD COLUMN pictures TEXT;

-- Where an assistant's snippet was seen: origins only, never a page.
CREATE TABLE sightings (
    workspace UUID NOT NULL,
    assistant UUID NOT NULL,
    -- Such as https://shop.example; empty where the browser did not say.
    origin TEXT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    loaded_at BIGINT,
    opened_at BIGINT,
    refused_at BIGINT,
    PRIMARY KEY (workspace, assistant, origin)
);
