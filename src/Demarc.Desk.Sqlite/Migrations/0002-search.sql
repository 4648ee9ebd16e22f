CREATE TABLE search_text (id INTEGER PRIMARY KEY, case_id TEXT NOT NULL, reference TEXT NOT NULL UNIQUE, text TEXT NOT NULL);
CREATE INDEX search_text_case ON search_text(case_id);
CREATE VIRTUAL TABLE search USING fts5(text, content='search_text', content_rowid='id', tokenize='demarc');
CREATE TRIGGER search_added AFTER INSERT ON search_text BEGIN INSERT INTO search(rowid, text) VALUES (new.id, new.text); END;
CREATE TRIGGER search_removed AFTER DELETE ON search_text BEGIN INSERT INTO search(search, rowid, text) VALUES ('delete', old.id, old.text); END;
CREATE TRIGGER search_changed AFTER UPDATE ON search_text BEGIN
  INSERT INTO search(search, rowid, text) VALUES ('delete', old.id, old.text);
  INSERT INTO search(rowid, text) VALUES (new.id, new.text);
END;
