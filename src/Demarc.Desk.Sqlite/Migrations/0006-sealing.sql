CREATE TABLE case_key (case_id TEXT PRIMARY KEY REFERENCES desk_case(id), wrapped TEXT NOT NULL, made TEXT NOT NULL, sealed TEXT);
CREATE TRIGGER evidence_unseals AFTER INSERT ON evidence BEGIN UPDATE case_key SET sealed = NULL WHERE case_id = new.case_id; END;
CREATE TRIGGER message_unseals AFTER INSERT ON message BEGIN UPDATE case_key SET sealed = NULL WHERE case_id = new.case_id; END;
CREATE TRIGGER message_filed_unseals AFTER UPDATE OF case_id ON message BEGIN UPDATE case_key SET sealed = NULL WHERE case_id = new.case_id; END;
CREATE TRIGGER outgoing_unseals AFTER INSERT ON outgoing BEGIN UPDATE case_key SET sealed = NULL WHERE case_id = new.case_id; END;
CREATE TRIGGER opening_unseals AFTER UPDATE OF status ON desk_case WHEN new.status = 'open' BEGIN UPDATE case_key SET sealed = NULL WHERE case_id = new.id; END;
CREATE INDEX outgoing_raw ON outgoing(raw_sha256);
