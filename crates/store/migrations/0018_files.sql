-- A file that is no picture, given to a form: kept as it came, and only ever downloaded.

-- What whoever sent it calls it; none for a picture.
ALTER TABLE pictures ADD COLUMN name TEXT;
