DROP INDEX observable_value;
CREATE INDEX observable_value ON observable(kind, value, case_id);
