-- Websites, and the pages that were found on them.

CREATE TABLE sites (
    workspace UUID NOT NULL,
    id UUID NOT NULL,
    address TEXT NOT NULL,
    -- What of it is read and when, and how far it is, as JSON of the caller's.
    plan TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Whoever reads carries it: each pause, resumption and new reading is another.
    run BIGINT NOT NULL,
    -- The reading that pages belong to, from 1; 0 before the first.
    round BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    -- When the last reading that came to its end did.
    read_at BIGINT,
    -- When it is read again by itself.
    next_at BIGINT,
    PRIMARY KEY (workspace, id)
);
CREATE UNIQUE INDEX sites_address ON sites (workspace, address);

CREATE TABLE site_pages (
    workspace UUID NOT NULL,
    site UUID NOT NULL,
    -- By what it is known, and what is asked for.
    page TEXT NOT NULL,
    address TEXT NOT NULL,
    depth BIGINT NOT NULL,
    round BIGINT NOT NULL,
    -- waiting, read, skipped, failed; why, for the last two.
    state TEXT NOT NULL,
    why TEXT,
    -- What the site said of it, to ask whether it changed.
    etag TEXT,
    modified TEXT,
    -- Of its text.
    hash BYTEA,
    -- What was learnt from it.
    source UUID,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, site, page)
);
CREATE INDEX site_pages_state ON site_pages (workspace, site, state);

-- file, or page for a page of a website.
ALTER TABLE sources ADD COLUMN kind TEXT NOT NULL DEFAULT 'file';
ALTER TABLE sources ADD COLUMN address TEXT;
ALTER TABLE sources ADD COLUMN site UUID;
CREATE INDEX sources_site ON sources (workspace, site);
