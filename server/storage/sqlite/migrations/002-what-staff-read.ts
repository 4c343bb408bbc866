import { indexedWords } from '../comment-match.ts'
import type { Step } from '../../../domain/service-point.ts'
import type { Migration } from '../migrate.ts'

/**
 * Profiles beside responses; comments that can be searched, and the rest of what staff read and write down.
 * docs/decisions/0009-embedded-store.md says why the tables look like this.
 */
export const whatStaffRead: Migration = {
  name: 'what staff read',
  functions: {
    indexed_words: (agency, point, field, step, satisfied, text) =>
      indexedWords({
        agency: String(agency),
        point: String(point),
        field: String(field),
        step: step as Step,
        satisfied: satisfied === null ? null : satisfied === 1,
        text: String(text),
      }),
  },
  sql: `
    ALTER TABLE response ADD COLUMN profile TEXT;

    UPDATE directory_record SET record = json_set(record, '$.questionnaire', 'counter')
    WHERE collection = 'codes' AND json_extract(record, '$.questionnaire') IS NULL;

    ALTER TABLE comment RENAME TO comment_before;
    CREATE TABLE comment (
      place INTEGER PRIMARY KEY,
      agency TEXT NOT NULL,
      day INTEGER NOT NULL,
      id TEXT NOT NULL,
      point TEXT NOT NULL,
      field TEXT NOT NULL,
      step TEXT NOT NULL,
      language TEXT NOT NULL,
      satisfied INTEGER,
      text TEXT NOT NULL
    ) STRICT;
    INSERT INTO comment
    SELECT (131071 - day) * 68719476736 + row_number() OVER (PARTITION BY day ORDER BY id, agency),
      agency, day, id, point, field, step, language, satisfied, text
    FROM comment_before
    ORDER BY day DESC, id, agency;
    DROP TABLE comment_before;
    CREATE UNIQUE INDEX comment_key ON comment (agency, day, id);

    CREATE VIRTUAL TABLE comment_words USING fts5 (words, content='', columnsize=0, tokenize='ascii');
    INSERT INTO comment_words (rowid, words)
    SELECT place, indexed_words(agency, point, field, step, satisfied, text) FROM comment ORDER BY place;

    CREATE TABLE transaction_count (
      agency TEXT NOT NULL,
      month INTEGER NOT NULL,
      step TEXT NOT NULL,
      point TEXT NOT NULL,
      field TEXT NOT NULL,
      count INTEGER NOT NULL CHECK (count >= 0),
      PRIMARY KEY (agency, month, step, point, field)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX transaction_count_key ON transaction_count (point, month, field, step);

    CREATE TABLE audit (
      number INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      account TEXT NOT NULL,
      act TEXT NOT NULL,
      agency TEXT,
      details TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;

    CREATE TABLE report (
      code TEXT PRIMARY KEY,
      made_on INTEGER NOT NULL,
      agency TEXT,
      content TEXT NOT NULL,
      digest TEXT NOT NULL,
      replaces TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX report_order ON report (made_on DESC, code, agency);
    CREATE INDEX report_replaces ON report (replaces);
  `,
}
