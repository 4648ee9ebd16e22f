ALTER TABLE desk_case ADD COLUMN concluded INTEGER;
