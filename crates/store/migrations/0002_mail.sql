-- Mail out: how it is sent, what waits to be sent, and the links that lead back into a thread.

CREATE TABLE mail_settings (
    workspace UUID NOT NULL PRIMARY KEY,
    host TEXT NOT NULL,
    port BIGINT NOT NULL,
    security TEXT NOT NULL,
    user_name TEXT,
    -- Sealed: the key is no row.
    password TEXT,
    from_address TEXT NOT NULL,
    from_name TEXT NOT NULL,
    reply_to TEXT,
    changed_at BIGINT NOT NULL
);

CREATE TABLE mails (
    workspace UUID NOT NULL,
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    -- What it is written from, sealed because it bears links; gone once it was sent.
    content TEXT,
    state TEXT NOT NULL,
    -- Which try is meant: a job of an earlier one does nothing.
    round BIGINT NOT NULL,
    -- Until when somebody is handing it over, so that nobody begins another round meanwhile.
    sending_until BIGINT,
    -- Tries that the mail server did not take.
    failures BIGINT NOT NULL,
    -- What became of the last try, as JSON.
    outcome TEXT,
    created_at BIGINT NOT NULL,
    -- When it is tried next; none while nothing is set up to send it.
    next_at BIGINT,
    -- When it was sent, failed or was discarded.
    ended_at BIGINT,
    PRIMARY KEY (workspace, id)
);
CREATE INDEX mails_state ON mails (workspace, state);

CREATE TABLE return_links (
    workspace UUID NOT NULL,
    id UUID NOT NULL,
    visitor UUID NOT NULL,
    conversation UUID NOT NULL,
    -- The address it was mailed to, which opening it proves.
    email TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- A link lets in one browser.
    used_at BIGINT,
    PRIMARY KEY (workspace, id)
);
CREATE INDEX return_links_conversation ON return_links (workspace, conversation);

-- The last reply of each conversation that was mailed to its visitor.
CREATE TABLE reply_notices (
    workspace UUID NOT NULL,
    conversation UUID NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace, conversation)
);

-- The address that was confirmed by opening a mail; it counts while it is still theirs.
ALTER TABLE visitors ADD COLUMN confirmed_email TEXT;
