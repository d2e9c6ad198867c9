-- Every table and column, with its reason: src/site/markdown/design/data.md.
CREATE TABLE beat (id INTEGER PRIMARY KEY CHECK (id = 1), noise BLOB NOT NULL) STRICT;
INSERT INTO beat (id, noise) VALUES (1, zeroblob(32));
CREATE TABLE slot (id INTEGER PRIMARY KEY, class INTEGER NOT NULL, at INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
CREATE TABLE batch (number INTEGER PRIMARY KEY, note BLOB NOT NULL, entries BLOB NOT NULL) STRICT;
CREATE TABLE day_key (batch INTEGER NOT NULL, who BLOB NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (batch, who)) STRICT, WITHOUT ROWID;
CREATE TABLE note (log INTEGER NOT NULL, position INTEGER NOT NULL, note BLOB NOT NULL, PRIMARY KEY (log, position)) STRICT;
CREATE TABLE intake_log (id INTEGER PRIMARY KEY CHECK (id = 1), next INTEGER NOT NULL) STRICT;
INSERT INTO intake_log (id, next) VALUES (1, 0);
