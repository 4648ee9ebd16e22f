CREATE INDEX tag_name ON tag(name, case_id);
