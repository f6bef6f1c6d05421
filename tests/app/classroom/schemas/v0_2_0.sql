-- The tables as version 0.2.0 made them, with a room, a closed vote and an open one.
CREATE TABLE rooms (code VARCHAR(8) NOT NULL, owner VARCHAR(32) NOT NULL, opened FLOAT NOT NULL, serial INTEGER NOT NULL, PRIMARY KEY (code));
CREATE INDEX rooms_owner ON rooms (owner);
CREATE TABLE activities (code VARCHAR(8) NOT NULL, number INTEGER NOT NULL, body JSON NOT NULL, round INTEGER NOT NULL, phase VARCHAR(8) NOT NULL, PRIMARY KEY (code, number), FOREIGN KEY(code) REFERENCES rooms (code) ON DELETE CASCADE);
CREATE TABLE phones (code VARCHAR(8) NOT NULL, phone VARCHAR(32) NOT NULL, PRIMARY KEY (code, phone), FOREIGN KEY(code) REFERENCES rooms (code) ON DELETE CASCADE);
CREATE TABLE votes (code VARCHAR(8) NOT NULL, number INTEGER NOT NULL, round INTEGER NOT NULL, phone VARCHAR(32) NOT NULL, answers JSON NOT NULL, at FLOAT NOT NULL, PRIMARY KEY (code, number, round, phone), FOREIGN KEY(code) REFERENCES rooms (code) ON DELETE CASCADE);
INSERT INTO rooms VALUES ('BCDFG', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 1767225600.0, 3);
INSERT INTO activities VALUES ('BCDFG', 1, '{"kind": "prediction", "task": {"data": "everyday", "split": "test", "way": 5, "shot": 1, "query": 1, "seed": 42, "classes": []}, "learners": ["scratch", "maml"], "names": {"en": ["From scratch", "MAML"]}, "best": [1]}', 2, 'open');
INSERT INTO phones VALUES ('BCDFG', '00000000000000000000000000000001');
INSERT INTO phones VALUES ('BCDFG', '00000000000000000000000000000002');
INSERT INTO votes VALUES ('BCDFG', 1, 1, '00000000000000000000000000000001', '[0]', 1767225610.0);
INSERT INTO votes VALUES ('BCDFG', 1, 1, '00000000000000000000000000000002', '[1]', 1767225611.0);
INSERT INTO votes VALUES ('BCDFG', 1, 2, '00000000000000000000000000000001', '[1]', 1767225640.0);
