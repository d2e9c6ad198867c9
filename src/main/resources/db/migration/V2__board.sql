-- Every table and column, with its reason: src/site/markdown/design/data.md.
CREATE TABLE board_row (id INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT;
CREATE TABLE board_batch (number INTEGER PRIMARY KEY, day INTEGER NOT NULL, records BLOB NOT NULL) STRICT;
CREATE TABLE board_log (id INTEGER PRIMARY KEY CHECK (id = 1), next INTEGER NOT NULL) STRICT;
INSERT INTO board_log (id, next) VALUES (1, 0);
