-- What was said of the steps of the setup; what is done otherwise is seen in the other tables.
CREATE TABLE setup (
    workspace UUID NOT NULL PRIMARY KEY,
    marks TEXT NOT NULL,
    -- The guide is no longer shown by itself.
    closed BOOLEAN NOT NULL
);
