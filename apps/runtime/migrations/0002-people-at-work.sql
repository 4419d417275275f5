-- Patients' fields, staff groups and their to-dos, trials, review threads, messages that a person sends.

-- ── patients ─────────────────────────────────────────────────────────────────────────────────────────────────────
-- Values by field key: `{"nextExam": "2026-11-20", "hba1c": {"value": 7.1, "unit": "%"}}`
ALTER TABLE patients ADD COLUMN fields jsonb NOT NULL DEFAULT '{}';
-- who answers for this patient on the staff's side
ALTER TABLE patients ADD COLUMN owner_id uuid;

-- ── trials: real timers with a scaled clock, for test patients and sandbox channels only ─────────────────────────
CREATE TABLE trials (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES auth.organization,
  label text NOT NULL,
  -- real milliseconds per millisecond of the journey: 20 s a day = 20/86400
  scale double precision NOT NULL CHECK (scale > 0 AND scale <= 1),
  -- length in days of the wall clock, from each patient's origin
  days integer NOT NULL CHECK (days BETWEEN 1 AND 400),
  -- real instant at which the clock of every patient stands at their origin; NULL = not started
  started_at timestamptz,
  -- up to here, in milliseconds of the wall clock since each patient's origin, every event is committed; NULL = fed by hand
  fed_until bigint,
  -- journeys that end by themselves at the end of the trial: deadlines of that very instant still count for them
  inclusive_journeys uuid[] NOT NULL DEFAULT '{}',
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE trial_patients (
  organization_id uuid NOT NULL,
  trial_id uuid NOT NULL REFERENCES trials,
  patient_id uuid NOT NULL UNIQUE REFERENCES patients,
  -- p01: how the feeder calls them; a label, not an identity
  label text NOT NULL,
  -- the instant at which their trial begins
  origin timestamptz NOT NULL,
  PRIMARY KEY (trial_id, label)
);
ALTER TABLE runs ADD COLUMN trial_id uuid REFERENCES trials;

-- ── staff groups and to-dos ──────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE staff_groups (
  organization_id uuid NOT NULL REFERENCES auth.organization,
  key text NOT NULL,
  label jsonb NOT NULL,
  PRIMARY KEY (organization_id, key)
);
CREATE TABLE staff_group_members (
  organization_id uuid NOT NULL,
  group_key text NOT NULL,
  user_id uuid NOT NULL REFERENCES auth."user",
  PRIMARY KEY (organization_id, group_key, user_id),
  FOREIGN KEY (organization_id, group_key) REFERENCES staff_groups
);
CREATE TABLE tasks (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL,
  -- run/node/visit: the key of idempotency, and how its outcome finds the visit that waits for it
  key text NOT NULL UNIQUE,
  run_id uuid NOT NULL REFERENCES runs,
  version_id uuid NOT NULL REFERENCES journey_versions,
  patient_id uuid NOT NULL REFERENCES patients,
  node_id text NOT NULL,
  visit integer NOT NULL,
  group_key text NOT NULL,
  -- {zh, en} as drawn
  title jsonb NOT NULL,
  instructions jsonb NOT NULL DEFAULT '{}',
  -- [{id, label: {zh, en}}]: what it can be closed with
  outcomes jsonb NOT NULL,
  -- the run stands still until it is closed; otherwise it went on at once
  waits boolean NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'lapsed')),
  -- instants of the journey's time
  at timestamptz NOT NULL,
  due_at timestamptz,
  escalated_at timestamptz,
  outcome text,
  note text,
  closed_by uuid,
  closed_by_name text,
  closed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (organization_id, group_key) REFERENCES staff_groups
);
CREATE INDEX tasks_open ON tasks (organization_id, group_key, due_at) WHERE state = 'open';
CREATE INDEX tasks_of_patient ON tasks (patient_id, at DESC);
CREATE INDEX tasks_of_run ON tasks (run_id);

-- ── messages that a person has to send ───────────────────────────────────────────────────────────────────────────
ALTER TABLE outbox ADD COLUMN group_key text;
ALTER TABLE outbox ADD COLUMN confirmed_by uuid;
ALTER TABLE outbox ADD COLUMN confirmed_by_name text;
ALTER TABLE outbox ADD COLUMN confirmed_at timestamptz;
CREATE INDEX outbox_awaiting_staff ON outbox (organization_id, group_key, created_at) WHERE state = 'awaitingStaff';
CREATE INDEX outbox_of_patient ON outbox (patient_id, created_at DESC);

-- ── review ───────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE review_threads (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL,
  journey_id uuid NOT NULL REFERENCES journeys,
  -- NULL = about the journey as a whole
  node_id text,
  -- the words it is about, as they were; it says so when they are gone
  quote text,
  -- revision of the draft on which it was begun
  revision bigint NOT NULL,
  must_fix boolean NOT NULL,
  resolved_at timestamptz,
  resolved_by uuid,
  resolved_by_name text,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX review_threads_of_journey ON review_threads (journey_id, created_at);
CREATE TABLE review_comments (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL,
  thread_id uuid NOT NULL REFERENCES review_threads,
  body text NOT NULL,
  by uuid NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX review_comments_of_thread ON review_comments (thread_id, at);

-- ── custom nodes ─────────────────────────────────────────────────────────────────────────────────────────────────
-- node type → hash of its manifest when the version was published: a worker with another one must not run it
ALTER TABLE journey_versions ADD COLUMN manifests jsonb NOT NULL DEFAULT '{}';

-- ── the second wall ──────────────────────────────────────────────────────────────────────────────────────────────
GRANT SELECT, INSERT, UPDATE ON trials, trial_patients, staff_groups, staff_group_members, tasks, review_threads, review_comments
  TO suivi_app, suivi_worker;
GRANT DELETE ON staff_group_members TO suivi_app;
REVOKE UPDATE ON review_comments, trial_patients, staff_group_members FROM suivi_app, suivi_worker;
DO $$
DECLARE
  tenant text;
BEGIN
  FOREACH tenant IN ARRAY ARRAY['trials', 'trial_patients', 'staff_groups', 'staff_group_members', 'tasks', 'review_threads', 'review_comments']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant);
    EXECUTE format(
      'CREATE POLICY one_organization ON %I TO suivi_app USING (organization_id = nullif(current_setting(''suivi.organization'', true), '''')::uuid)',
      tenant);
    EXECUTE format('CREATE POLICY all_queues ON %I TO suivi_worker USING (true)', tenant);
  END LOOP;
END $$;
