CREATE TABLE trial (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES desk_case(id), position INTEGER NOT NULL, factors TEXT NOT NULL, symptom INTEGER NOT NULL, repeats INTEGER NOT NULL,
  by_whom TEXT, at TEXT NOT NULL, removed TEXT);
CREATE INDEX trial_case ON trial(case_id);
CREATE INDEX reminder_case ON reminder(case_id);
