ALTER TABLE desk_case ADD COLUMN erased TEXT;
ALTER TABLE desk_case ADD COLUMN hold_why TEXT;
CREATE INDEX desk_case_closed ON desk_case(closed) WHERE closed IS NOT NULL AND erased IS NULL;
CREATE TABLE erasure (sha256 TEXT PRIMARY KEY, since TEXT NOT NULL);
CREATE INDEX evidence_sha256 ON evidence(sha256);
CREATE INDEX message_raw ON message(raw_sha256);
DROP TRIGGER verdict_not_changed;
CREATE TRIGGER verdict_not_changed BEFORE UPDATE OF side, cause, confidence, document ON verdict
WHEN (SELECT erased FROM desk_case WHERE id = old.case_id) IS NULL OR new.side IS NOT old.side OR new.cause IS NOT old.cause OR new.confidence IS NOT old.confidence
BEGIN SELECT RAISE(ABORT, 'verdicts are kept as they were'); END;
