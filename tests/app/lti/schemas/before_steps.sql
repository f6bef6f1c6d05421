-- The tables as they were made before there were steps, with a used message, a visit and a ticket.
CREATE TABLE lti_nonces (hash VARCHAR(64) NOT NULL, ends FLOAT NOT NULL, PRIMARY KEY (hash));
CREATE TABLE lti_visits (hash VARCHAR(64) NOT NULL, entered BOOLEAN NOT NULL, ends FLOAT NOT NULL, results INTEGER NOT NULL, body JSON NOT NULL, PRIMARY KEY (hash));
INSERT INTO lti_nonces VALUES ('78377b525757b494427f89014f97d79928f3938d14eb51e20fb5dec9834eb304', 1767225900.0);
INSERT INTO lti_visits VALUES ('2c70e12b7a0646f92279f427c7b38e7334d8e5389cff167a1dc30e73f826b683', true, 1767268800.0, 49, '{"issuer": "https://moodle.example.org", "client_id": "client-1", "user": "7f3a", "service": {"lineitem": "https://moodle.example.org/items/7"}, "target": "chapters?chapter=why", "lang": "en"}');
INSERT INTO lti_visits VALUES ('14069429150abcbf244c4c2fb2c4c46a49c93ca9457263ecd9ebb176de3a58bb', false, 1767225900.0, 0, '{"issuer": "https://moodle.example.org", "client_id": "client-1", "user": "7f3a", "service": {"lineitem": "https://moodle.example.org/items/7"}, "target": "chapters?chapter=why", "lang": "en"}');
