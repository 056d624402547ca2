import type { DatabaseSync, StatementSync } from "node:sqlite";
import { FlowError } from "#engine/errors.ts";

/**
 * What brings a file from each schema version to the next, from version 0, the empty file, on. The version is in
 * the file (`PRAGMA user_version`). Append only: files of every older version are out there.
 */
const migrations: readonly string[] = [
  `CREATE TABLE sessions (
     sessionId TEXT PRIMARY KEY,
     secretHash TEXT NOT NULL,
     flowId TEXT NOT NULL,
     revision INTEGER NOT NULL,
     language TEXT,
     targetLanguages TEXT,
     state TEXT NOT NULL,
     checkpoint TEXT,
     createdMs INTEGER NOT NULL,
     updatedMs INTEGER NOT NULL,
     lastSequence INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE INDEX sessionsByAge ON sessions (createdMs, sessionId);
   CREATE INDEX sessionsByState ON sessions (state, createdMs, sessionId);
   CREATE TABLE events (
     sessionId TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
     sequence INTEGER NOT NULL,
     timeMs INTEGER NOT NULL,
     event TEXT NOT NULL,
     PRIMARY KEY (sessionId, sequence)
   ) STRICT, WITHOUT ROWID;`,
  // What runs or waits in a file of before there were owners gets one that is gone: whoever finds it lets it wait anew.
  `ALTER TABLE sessions ADD COLUMN owner TEXT;
   ALTER TABLE sessions ADD COLUMN leaseUntilMs INTEGER NOT NULL DEFAULT 0;
   UPDATE sessions SET owner = 'gone' WHERE state IN ('live', 'waiting');
   CREATE INDEX sessionsByLease ON sessions (leaseUntilMs) WHERE state IN ('live', 'waiting');`,
];

/**
 * Brings a database up to the newest schema, all steps or none; a second process waits for the first.
 * @param upTo the schema to stop at; for tests that need an older file
 * @throws {FlowError} `store.unavailable` when the file is of a newer Patchbay
 */
export function migrate(database: DatabaseSync, upTo = migrations.length): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    const version = database.prepare("PRAGMA user_version").get()?.["user_version"] as number;
    if (version > migrations.length) throw tooNew(version);
    for (const step of migrations.slice(version, upTo)) database.exec(step);
    database.exec(`PRAGMA user_version = ${upTo}; COMMIT;`);
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function tooNew(version: number): FlowError {
  return new FlowError("store.unavailable", {
    message: `The sessions are kept in schema ${version}; this Patchbay knows ${migrations.length} at most.`,
    hint: "Update Patchbay, or give it another data folder.",
  });
}

const sessionColumns =
  "sessionId, secretHash, flowId, revision, language, targetLanguages, state, checkpoint, createdMs, updatedMs, owner, leaseUntilMs";

/** Every statement of the store by name. COALESCE leaves a column as it is where NULL is given. */
const statementTexts = {
  create: `INSERT INTO sessions (${sessionColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  get: `SELECT ${sessionColumns} FROM sessions WHERE sessionId = ?`,
  list: `SELECT ${sessionColumns} FROM sessions ORDER BY createdMs DESC, sessionId DESC LIMIT ?`,
  listState: `SELECT ${sessionColumns} FROM sessions WHERE state = ?
    ORDER BY createdMs DESC, sessionId DESC LIMIT ?`,
  update: `UPDATE sessions SET state = COALESCE(?, state), checkpoint = COALESCE(?, checkpoint),
    revision = COALESCE(?, revision), updatedMs = ? WHERE sessionId = ? AND owner = ?`,
  take: `UPDATE sessions SET owner = :owner, leaseUntilMs = :nowMs + :leaseMs
    WHERE sessionId = :sessionId AND state IN ('live', 'waiting')
    AND (owner = :owner OR leaseUntilMs <= :nowMs OR (owner IS NULL AND NOT :onlyDue)) RETURNING ${sessionColumns}`,
  renew: `UPDATE sessions SET leaseUntilMs = ? WHERE sessionId = ? AND owner = ?`,
  release: `UPDATE sessions SET owner = NULL, state = 'waiting', leaseUntilMs = ?, updatedMs = ?
    WHERE sessionId = ? AND owner = ?`,
  due: `SELECT ${sessionColumns} FROM sessions WHERE state IN ('live', 'waiting') AND leaseUntilMs <= ?
    ORDER BY leaseUntilMs LIMIT ?`,
  expireLeases:
    "UPDATE sessions SET leaseUntilMs = 0 WHERE state IN ('live', 'waiting') AND owner IS NOT NULL",
  writing: "SELECT lastSequence, owner FROM sessions WHERE sessionId = ?",
  insertEvent: "INSERT INTO events (sessionId, sequence, timeMs, event) VALUES (?, ?, ?, ?)",
  advance: "UPDATE sessions SET lastSequence = ?, updatedMs = ? WHERE sessionId = ?",
  read: `SELECT sequence, timeMs, event FROM events WHERE sessionId = ? AND sequence > ?
    ORDER BY sequence LIMIT ?`,
  remove: "DELETE FROM sessions WHERE sessionId = ?",
} as const;

/** Prepared statements by name. */
export type Statements = Readonly<Record<keyof typeof statementTexts, StatementSync>>;

/** Prepares every statement, which also checks that the schema is what the store thinks. */
export function prepareStatements(database: DatabaseSync): Statements {
  const prepared = Object.entries(statementTexts).map(([name, text]) => [name, database.prepare(text)]);
  return Object.fromEntries(prepared) as Statements;
}
