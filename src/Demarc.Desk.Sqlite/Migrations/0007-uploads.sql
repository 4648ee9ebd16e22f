CREATE TABLE upload_case (upload_id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES desk_case(id));
