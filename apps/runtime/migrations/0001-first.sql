-- Migration 0001: everything the first journey needs.
--
-- Three roles share one login: suivi_owner owns and migrates, suivi_app serves one organization at a time behind
-- row-level security, suivi_worker (router, dispatcher, projection) sees the queues of all organizations.
-- Sequences are not commit-ordered, so rows that are streamed carry `xid` and readers stay below the snapshot's xmin.

CREATE SCHEMA auth;

-- ── accounts (better-auth's tables; its column names) ────────────────────────────────────────────────────────────
CREATE TABLE auth."user" (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  "emailVerified" boolean NOT NULL DEFAULT false,
  image text,
  -- printed on approvals: "王敏 主治医师"
  qualification text NOT NULL DEFAULT '',
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE auth.organization (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  slug text NOT NULL UNIQUE,
  logo text,
  metadata text,
  "createdAt" timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE auth.session (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "expiresAt" timestamptz NOT NULL,
  token text NOT NULL UNIQUE,
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  "updatedAt" timestamptz NOT NULL DEFAULT now(),
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid NOT NULL REFERENCES auth."user" ON DELETE CASCADE,
  "activeOrganizationId" uuid
);
CREATE TABLE auth.account (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "accountId" text NOT NULL,
  "providerId" text NOT NULL,
  "userId" uuid NOT NULL REFERENCES auth."user" ON DELETE CASCADE,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE auth.verification (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  identifier text NOT NULL,
  value text NOT NULL,
  "expiresAt" timestamptz NOT NULL,
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE auth.member (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "organizationId" uuid NOT NULL REFERENCES auth.organization ON DELETE CASCADE,
  "userId" uuid NOT NULL REFERENCES auth."user" ON DELETE CASCADE,
  -- one account may hold several roles: comma-separated, as better-auth stores them
  role text NOT NULL,
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  UNIQUE ("organizationId", "userId")
);
CREATE TABLE auth.invitation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "organizationId" uuid NOT NULL REFERENCES auth.organization ON DELETE CASCADE,
  email text NOT NULL,
  role text,
  status text NOT NULL,
  "expiresAt" timestamptz NOT NULL,
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  "inviterId" uuid NOT NULL REFERENCES auth."user" ON DELETE CASCADE
);

CREATE TABLE api_keys (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES auth.organization,
  name text NOT NULL,
  -- sha256 of the secret: the secret itself is shown once and never stored
  secret_hash bytea NOT NULL UNIQUE,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);

-- ── patients ─────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE patients (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES auth.organization,
  -- the patient's id in the system that sends events
  external_id text NOT NULL,
  test boolean NOT NULL DEFAULT false,
  -- IANA zone; NULL = that of the journey
  zone text,
  -- highest event sequence given out: the row lock on it is the per-patient order
  last_event_seq bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, external_id)
);
-- The only table with names and addresses of patients.
CREATE TABLE patient_identities (
  patient_id uuid PRIMARY KEY REFERENCES patients,
  organization_id uuid NOT NULL,
  name text NOT NULL,
  -- address per channel kind: {"wecom-kf": "wm…"}
  addresses jsonb NOT NULL DEFAULT '{}'
);
CREATE UNIQUE INDEX patient_by_kf_address ON patient_identities (organization_id, (addresses->>'wecom-kf'));
CREATE TABLE consents (
  organization_id uuid NOT NULL,
  patient_id uuid NOT NULL REFERENCES patients,
  purpose text NOT NULL,
  granted boolean NOT NULL,
  evidence text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (patient_id, purpose)
);

-- ── inbox ────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE events (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL,
  patient_id uuid NOT NULL REFERENCES patients,
  seq bigint NOT NULL,
  message_id text NOT NULL,
  -- sha256 over type, patient, instant and data: tells a repeated event from another one under the same id
  fingerprint text NOT NULL,
  type text NOT NULL,
  at timestamptz NOT NULL,
  data jsonb NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  -- NULL until every start and signal it causes has been acknowledged
  routed_at timestamptz,
  -- why it enrolled nobody, where that is worth telling (JOURNEY_TEST_ONLY …)
  note text,
  UNIQUE (organization_id, message_id),
  UNIQUE (patient_id, seq)
);
CREATE INDEX events_unrouted ON events (patient_id, seq) WHERE routed_at IS NULL;

-- ── journeys ─────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE journeys (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES auth.organization,
  example boolean NOT NULL DEFAULT false,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- entries by trigger; a paused journey takes nobody in
  active boolean NOT NULL DEFAULT false,
  review_state text NOT NULL DEFAULT 'draft' CHECK (review_state IN ('draft', 'inReview')),
  review_by uuid,
  review_at timestamptz
);
CREATE TABLE journey_drafts (
  journey_id uuid PRIMARY KEY REFERENCES journeys,
  organization_id uuid NOT NULL,
  -- the document after `revision` commands: a snapshot, the log is the truth
  document jsonb NOT NULL,
  revision bigint NOT NULL DEFAULT 0,
  edited_by uuid NOT NULL,
  edited_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE draft_commands (
  journey_id uuid NOT NULL REFERENCES journeys,
  organization_id uuid NOT NULL,
  seq bigint NOT NULL,
  base_revision bigint NOT NULL,
  command jsonb NOT NULL,
  -- what takes it back, computed against the document it was applied to
  inverse jsonb NOT NULL,
  -- set when this command is an undo of another one, or a redo
  undoes bigint,
  redoes bigint,
  by uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (journey_id, seq)
);
CREATE TABLE plans (
  hash text PRIMARY KEY CHECK (hash ~ '^sha256:[0-9a-f]{64}$'),
  organization_id uuid NOT NULL,
  journey_id uuid NOT NULL REFERENCES journeys,
  -- canonical JSON as text: jsonb would reorder it, and the hash is over these bytes
  body text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE journey_versions (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL,
  journey_id uuid NOT NULL REFERENCES journeys,
  number integer NOT NULL,
  plan_hash text NOT NULL REFERENCES plans,
  document jsonb NOT NULL,
  note text NOT NULL DEFAULT '',
  published_by uuid NOT NULL,
  published_by_name text NOT NULL,
  published_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (journey_id, number)
);
CREATE TABLE message_contents (
  organization_id uuid NOT NULL,
  hash text NOT NULL CHECK (hash ~ '^sha256:[0-9a-f]{64}$'),
  text text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, hash)
);
CREATE TABLE approvals (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL,
  journey_id uuid NOT NULL REFERENCES journeys,
  node_id text NOT NULL,
  content_hash text NOT NULL,
  context_hash text NOT NULL,
  algorithm text NOT NULL,
  -- what the signature means, in words, with the text as it was read
  covers jsonb NOT NULL,
  by uuid NOT NULL,
  printed_name text NOT NULL,
  qualification text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX approvals_of_journey ON approvals (journey_id, node_id, at DESC);
-- Which signed texts a published version may send: what the outbox checks, in one look.
CREATE TABLE version_contents (
  organization_id uuid NOT NULL,
  version_id uuid NOT NULL REFERENCES journey_versions,
  node_id text NOT NULL,
  content_hash text NOT NULL,
  approval_id uuid NOT NULL REFERENCES approvals,
  PRIMARY KEY (version_id, node_id, content_hash)
);

-- ── runs and their trace ─────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE runs (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL,
  journey_id uuid NOT NULL REFERENCES journeys,
  version_id uuid NOT NULL REFERENCES journey_versions,
  plan_hash text NOT NULL REFERENCES plans,
  patient_id uuid NOT NULL REFERENCES patients,
  test boolean NOT NULL,
  -- the re-entry rule: equal keys cannot enter twice
  entry_key_hash text NOT NULL,
  event_id uuid NOT NULL REFERENCES events,
  -- sequence of that event: what came before is not this run's
  event_seq bigint NOT NULL,
  entered_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'waiting', 'held', 'finished', 'exited', 'failed')),
  node_id text,
  wake_at timestamptz,
  outcome text,
  -- NULL until Temporal has acknowledged the start: the sweep starts what is left behind
  started_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, journey_id, patient_id, entry_key_hash)
);
CREATE INDEX runs_unstarted ON runs (created_at) WHERE started_at IS NULL;
CREATE INDEX runs_open_of_patient ON runs (patient_id) WHERE ended_at IS NULL;
CREATE INDEX runs_of_journey ON runs (journey_id, entered_at DESC);

CREATE TABLE run_steps (
  run_id uuid NOT NULL REFERENCES runs,
  epoch integer NOT NULL,
  seq integer NOT NULL,
  -- history length and attempt of the workflow task that wrote it: a retried task's rows replace phantoms
  fence bigint NOT NULL,
  organization_id uuid NOT NULL,
  version_id uuid NOT NULL,
  node_id text NOT NULL,
  visit integer NOT NULL,
  kind text NOT NULL,
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  port text,
  until timestamptz,
  by text,
  detail jsonb,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  id bigint GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (run_id, epoch, seq)
);
CREATE INDEX run_steps_cursor ON run_steps (version_id, xid, id);

-- Counts per node, kept in the same transaction as the rows they count. Eight slots per number, so that two
-- hundred runs passing the same node do not queue for one row; a reader adds the slots up.
CREATE TABLE node_counts (
  organization_id uuid NOT NULL,
  version_id uuid NOT NULL REFERENCES journey_versions,
  node_id text NOT NULL,
  -- 'entered', 'here', 'held', 'left', or 'port:<id>'
  what text NOT NULL,
  slot smallint NOT NULL,
  n bigint NOT NULL,
  PRIMARY KEY (version_id, node_id, what, slot)
);

-- ── outbox ───────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE channel_accounts (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES auth.organization,
  kind text NOT NULL,
  sandbox boolean NOT NULL,
  -- AES-256-GCM sealed settings: secrets never stand here in the clear
  settings bytea NOT NULL,
  -- where reading of incoming messages has got to
  cursor text,
  UNIQUE (organization_id, kind)
);
CREATE TABLE outbox (
  -- run/node/visit: the key of idempotency, without any attempt number
  key text PRIMARY KEY,
  organization_id uuid NOT NULL,
  run_id uuid NOT NULL REFERENCES runs,
  version_id uuid NOT NULL REFERENCES journey_versions,
  patient_id uuid NOT NULL REFERENCES patients,
  node_id text NOT NULL,
  visit integer NOT NULL,
  channel_account_id uuid NOT NULL REFERENCES channel_accounts,
  content_hash text NOT NULL,
  class text NOT NULL,
  state text NOT NULL CHECK (state IN ('queued', 'awaitingStaff', 'sending', 'accepted', 'delivered', 'read', 'failed', 'expired', 'blocked', 'unknown')),
  reason text,
  -- instant in the journey's time, and the real time after which it must not leave any more
  at timestamptz NOT NULL,
  valid_until timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  next_try_at timestamptz NOT NULL DEFAULT now(),
  vendor_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (version_id, node_id, content_hash) REFERENCES version_contents (version_id, node_id, content_hash)
);
CREATE INDEX outbox_due ON outbox (next_try_at) WHERE state IN ('queued', 'sending');
CREATE INDEX outbox_of_run ON outbox (run_id);
CREATE INDEX outbox_by_vendor ON outbox (vendor_id) WHERE vendor_id IS NOT NULL;
CREATE TABLE deliveries (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL,
  outbox_key text NOT NULL REFERENCES outbox,
  attempt integer NOT NULL,
  result text NOT NULL,
  code text,
  at timestamptz NOT NULL DEFAULT now()
);

-- ── audit ────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE audit_log (
  organization_id uuid NOT NULL,
  seq bigint NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  by uuid,
  by_name text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}',
  -- sha256 over the row and the hash of the row before: a removed or changed row breaks the chain
  hash text NOT NULL,
  PRIMARY KEY (organization_id, seq)
);

-- ── the second wall ──────────────────────────────────────────────────────────────────────────────────────────────
GRANT USAGE ON SCHEMA public, auth TO suivi_app, suivi_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA auth TO suivi_app;
GRANT SELECT ON ALL TABLES IN SCHEMA auth TO suivi_worker;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO suivi_app, suivi_worker;
GRANT DELETE ON run_steps TO suivi_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO suivi_app, suivi_worker;
REVOKE UPDATE ON audit_log, plans, approvals, version_contents, message_contents, draft_commands, deliveries FROM suivi_app, suivi_worker;

DO $$
DECLARE
  tenant text;
BEGIN
  FOR tenant IN
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant);
    EXECUTE format(
      'CREATE POLICY one_organization ON %I TO suivi_app USING (organization_id = nullif(current_setting(''suivi.organization'', true), '''')::uuid)',
      tenant);
    EXECUTE format('CREATE POLICY all_queues ON %I TO suivi_worker USING (true)', tenant);
  END LOOP;
END $$;
-- A presented API key names its organization, so it is looked up before there is one.
CREATE FUNCTION api_key_owner(presented bytea) RETURNS TABLE (id uuid, organization_id uuid, created_by uuid)
  LANGUAGE sql SECURITY DEFINER SET search_path = public
  AS $$ UPDATE api_keys SET last_used_at = now() WHERE secret_hash = presented AND revoked_at IS NULL
        RETURNING api_keys.id, api_keys.organization_id, api_keys.created_by $$;
REVOKE ALL ON FUNCTION api_key_owner FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api_key_owner TO suivi_app;
