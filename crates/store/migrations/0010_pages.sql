-- The page, slide or sheet on which a passage begins, where its source has them.
ALTER TABLE passages ADD COLUMN page BIGINT;
