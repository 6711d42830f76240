-- What strangers can cause is counted here, so that it holds over restarts and nodes.

-- Whether a visitor had it sent, to an address of their choice.
ALTER TABLE mails ADD COLUMN by_stranger BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX mails_by_stranger ON mails (workspace, by_stranger, created_at);

CREATE INDEX pictures_author ON pictures (workspace, author, created_at);
CREATE INDEX pictures_added ON pictures (workspace, created_at);

-- A link leads to whoever its conversation belongs to now, and nobody has to keep the two alike.
ALTER TABLE return_links DROP COLUMN visitor;
