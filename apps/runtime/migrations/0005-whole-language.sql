-- The whole language of journeys: journeys that call others, work-day calendars, texts with fields of the patient.

-- ── journeys that call others ────────────────────────────────────────────────────────────────────────────────────
-- A short name by which other journeys and files call this one; a title serves as well.
ALTER TABLE journeys ADD COLUMN key text;
CREATE UNIQUE INDEX journeys_key ON journeys (organization_id, key) WHERE key IS NOT NULL;
-- The visit (run/node/visit) that waits for the end of this run.
ALTER TABLE runs ADD COLUMN called_by text;
-- The same visit calls once, whatever retries it.
CREATE UNIQUE INDEX runs_called_by ON runs (called_by) WHERE called_by IS NOT NULL;

-- ── texts with fields of the patient ─────────────────────────────────────────────────────────────────────────────
-- What the patient got, where that differs from the approved text; the approved one stands in message_contents.
ALTER TABLE outbox ADD COLUMN text text;

-- ── work-day calendars ───────────────────────────────────────────────────────────────────────────────────────────
-- Of the whole installation: the state announces them. A year that is missing here is unknown, never free of holidays.
CREATE TABLE calendars (
  name text NOT NULL,
  year integer NOT NULL,
  -- sha256 of the year's canonical JSON, which the trace of whoever waited by it records
  hash text NOT NULL,
  -- MM-DD: holidays, and weekend days on which people work
  off text[] NOT NULL,
  make_up text[] NOT NULL,
  added_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (name, year)
);
GRANT SELECT ON calendars TO suivi_app;
GRANT SELECT, INSERT, UPDATE ON calendars TO suivi_worker;
