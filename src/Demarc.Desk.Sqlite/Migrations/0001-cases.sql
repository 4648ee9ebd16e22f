CREATE TABLE desk_case (
  id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, title TEXT NOT NULL, status TEXT NOT NULL, waiting_for TEXT NOT NULL,
  severity TEXT NOT NULL, language TEXT NOT NULL, country TEXT NOT NULL, customer TEXT, opened TEXT NOT NULL, closed TEXT, close_reason TEXT,
  assignee TEXT, scope TEXT, scope_agreed TEXT, retention TEXT NOT NULL, legal_hold INTEGER NOT NULL, site_strings TEXT, cause_confirmed TEXT, verdict_right TEXT,
  version INTEGER NOT NULL);
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE foreign_number (case_id TEXT NOT NULL REFERENCES desk_case(id), number TEXT NOT NULL, PRIMARY KEY (case_id, number));
CREATE INDEX foreign_number_number ON foreign_number(number);
CREATE TABLE party (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES desk_case(id), name TEXT, address TEXT, role TEXT NOT NULL, salutation TEXT,
  language TEXT, added TEXT NOT NULL, removed TEXT);
CREATE UNIQUE INDEX party_address ON party(case_id, address) WHERE address IS NOT NULL;
CREATE TABLE turn (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES desk_case(id), channel TEXT NOT NULL, direction TEXT NOT NULL, author TEXT, address TEXT,
  recipients TEXT, copies TEXT, subject TEXT, body TEXT NOT NULL, at TEXT, at_text TEXT, at_zone TEXT NOT NULL, found TEXT NOT NULL, position INTEGER NOT NULL,
  automatic TEXT, body_hash TEXT NOT NULL, evidence_id TEXT, first_line INTEGER, last_line INTEGER, times_quoted INTEGER NOT NULL, part TEXT);
CREATE INDEX turn_case ON turn(case_id);
CREATE INDEX turn_hash ON turn(case_id, body_hash);
CREATE TABLE message (
  message_id TEXT PRIMARY KEY, case_id TEXT, turn_id TEXT, direction TEXT NOT NULL, raw_sha256 TEXT, content TEXT, at TEXT NOT NULL);
CREATE INDEX message_case ON message(case_id);
CREATE INDEX message_turn ON message(turn_id);
CREATE INDEX message_content ON message(content);
CREATE TABLE entry (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES desk_case(id), kind TEXT NOT NULL, text TEXT NOT NULL, who TEXT, at TEXT, at_text TEXT,
  at_zone TEXT NOT NULL, found TEXT NOT NULL, turn_id TEXT, evidence_id TEXT, request_id TEXT, data TEXT);
CREATE INDEX entry_case ON entry(case_id);
CREATE TABLE evidence (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES desk_case(id), label TEXT NOT NULL, sha256 TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,
  media TEXT, received TEXT NOT NULL, given_by TEXT, channel TEXT NOT NULL, request_id TEXT, why TEXT, covers_from TEXT, covers_to TEXT, erased TEXT,
  UNIQUE (case_id, sha256, name));
CREATE TABLE verdict (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES desk_case(id), at TEXT NOT NULL, side TEXT NOT NULL, cause TEXT, confidence REAL NOT NULL,
  standing TEXT NOT NULL, decided_by TEXT, moved_by TEXT, document TEXT NOT NULL);
CREATE INDEX verdict_case ON verdict(case_id, at);
CREATE TABLE observable (
  case_id TEXT NOT NULL REFERENCES desk_case(id), kind TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (case_id, kind, value));
CREATE INDEX observable_value ON observable(kind, value);
CREATE TABLE request (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES desk_case(id), test TEXT, what TEXT NOT NULL, criteria TEXT NOT NULL, asked_of TEXT, state TEXT NOT NULL,
  made TEXT NOT NULL, asked TEXT, met TEXT, met_by TEXT, why TEXT);
CREATE INDEX request_case ON request(case_id);
CREATE TABLE reminder (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES desk_case(id), owner TEXT, due TEXT NOT NULL, text TEXT NOT NULL, state TEXT NOT NULL, made TEXT NOT NULL);
CREATE INDEX reminder_due ON reminder(state, due);
CREATE TABLE tag (case_id TEXT NOT NULL REFERENCES desk_case(id), name TEXT NOT NULL, PRIMARY KEY (case_id, name));
CREATE TABLE summary (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES desk_case(id), at TEXT NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL, author TEXT NOT NULL);
CREATE TABLE quarantine (
  id TEXT PRIMARY KEY, at TEXT NOT NULL, raw_sha256 TEXT NOT NULL, sender TEXT, subject TEXT, reason TEXT NOT NULL, suggested_case TEXT, state TEXT NOT NULL);
CREATE TABLE outgoing (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES desk_case(id), turn_id TEXT, message_id TEXT NOT NULL UNIQUE, sender TEXT NOT NULL, recipients TEXT NOT NULL,
  remaining TEXT NOT NULL, refused TEXT NOT NULL, raw_sha256 TEXT NOT NULL, state TEXT NOT NULL, due TEXT NOT NULL, attempts INTEGER NOT NULL, first_try TEXT,
  lease TEXT, outcome TEXT, made TEXT NOT NULL, sent TEXT, waiting_for TEXT);
CREATE INDEX outgoing_due ON outgoing(state, due);
CREATE INDEX outgoing_case ON outgoing(case_id);
CREATE TABLE attempt (
  id TEXT PRIMARY KEY, outgoing_id TEXT NOT NULL REFERENCES outgoing(id), at TEXT NOT NULL, ending TEXT NOT NULL, en TEXT NOT NULL, zh TEXT NOT NULL, transcript TEXT);
CREATE INDEX attempt_outgoing ON attempt(outgoing_id);
CREATE TABLE portal (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES desk_case(id), token_hash TEXT NOT NULL UNIQUE, code TEXT NOT NULL, made TEXT NOT NULL, expires TEXT NOT NULL,
  most_uploads INTEGER NOT NULL, used INTEGER NOT NULL, most_octets INTEGER NOT NULL, for_whom TEXT, last_used TEXT, revoked TEXT);
CREATE TABLE account (
  id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL, password TEXT, language TEXT, made TEXT NOT NULL, disabled TEXT);
CREATE TABLE session (
  token_hash TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account(id), made TEXT NOT NULL, expires TEXT NOT NULL, revoked TEXT, csrf TEXT NOT NULL);
CREATE TABLE invitation (token_hash TEXT PRIMARY KEY, role TEXT NOT NULL, made TEXT NOT NULL, expires TEXT NOT NULL, used TEXT);
CREATE TABLE api_token (
  token_hash TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account(id), name TEXT NOT NULL, scope TEXT NOT NULL, made TEXT NOT NULL, expires TEXT, revoked TEXT);
CREATE TABLE case_access (case_id TEXT NOT NULL REFERENCES desk_case(id), account_id TEXT NOT NULL REFERENCES account(id), PRIMARY KEY (case_id, account_id));
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE audit (at TEXT NOT NULL, actor TEXT NOT NULL, case_id TEXT, action TEXT NOT NULL, detail TEXT);
CREATE INDEX audit_case ON audit(case_id);
CREATE TRIGGER audit_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is not changed'); END;
CREATE TRIGGER audit_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is not changed'); END;
CREATE TRIGGER verdict_not_changed BEFORE UPDATE OF side, cause, confidence, document ON verdict BEGIN SELECT RAISE(ABORT, 'verdicts are kept as they were'); END;
