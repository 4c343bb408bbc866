import type { Migration } from '../migrate.ts'

/** docs/decisions/0009-embedded-store.md says why the tables look like this. */
export const firstLayout: Migration = {
  name: 'first layout',
  sql: `
    CREATE TABLE setting (
      name TEXT PRIMARY KEY,
      value INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO setting VALUES ('directory-version', 1), ('tally-repairs', 0), ('restoring', 0);

    CREATE TABLE directory_record (
      collection TEXT NOT NULL,
      key TEXT NOT NULL,
      record TEXT NOT NULL,
      PRIMARY KEY (collection, key)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE questionnaire (
      key TEXT NOT NULL,
      version INTEGER NOT NULL,
      record TEXT NOT NULL,
      PRIMARY KEY (key, version)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE term (
      kind TEXT NOT NULL,
      number INTEGER NOT NULL,
      text TEXT NOT NULL,
      PRIMARY KEY (kind, number),
      UNIQUE (kind, text)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE response (
      agency INTEGER NOT NULL,
      opened_hour INTEGER NOT NULL,
      id BLOB NOT NULL,
      hours_open INTEGER NOT NULL,
      circumstance INTEGER NOT NULL,
      answers TEXT NOT NULL,
      facts TEXT NOT NULL,
      PRIMARY KEY (agency, opened_hour, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE tally (
      cell INTEGER PRIMARY KEY,
      sums BLOB NOT NULL
    ) STRICT;

    CREATE TABLE comment (
      agency TEXT NOT NULL,
      day INTEGER NOT NULL,
      id TEXT NOT NULL,
      point TEXT NOT NULL,
      field TEXT NOT NULL,
      step TEXT NOT NULL,
      language TEXT NOT NULL,
      satisfied INTEGER,
      text TEXT NOT NULL,
      PRIMARY KEY (agency, day, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE account (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      display_name TEXT NOT NULL,
      password_hash TEXT,
      grants TEXT NOT NULL,
      may_read_comments INTEGER NOT NULL,
      disabled INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE setup_link (
      token_hash TEXT PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES account (id),
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX setup_link_account ON setup_link (account_id);

    CREATE TABLE session (
      token_hash TEXT PRIMARY KEY,
      account_id TEXT NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX session_account ON session (account_id);

    CREATE TABLE counter (
      key TEXT PRIMARY KEY,
      count INTEGER NOT NULL,
      resets_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
