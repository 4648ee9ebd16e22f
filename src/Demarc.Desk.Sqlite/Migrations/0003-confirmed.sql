ALTER TABLE desk_case ADD COLUMN confirmed_by TEXT;
CREATE INDEX desk_case_confirmed ON desk_case(cause_confirmed) WHERE cause_confirmed IS NOT NULL;
