-- Who stands where, and who is behind a number: what People mode lists without reading whole traces.

-- ── where every run is now ───────────────────────────────────────────────────────────────────────────────────────
-- One row per visit that has not ended, kept in the transaction that writes the trace rows. A run is at several places
-- while a guard's track runs beside its own.
CREATE TABLE run_places (
  organization_id uuid NOT NULL,
  journey_id uuid NOT NULL,
  version_id uuid NOT NULL,
  run_id uuid NOT NULL REFERENCES runs,
  node_id text NOT NULL,
  visit integer NOT NULL,
  since timestamptz NOT NULL,
  until timestamptz,
  state text NOT NULL CHECK (state IN ('running', 'waiting', 'acting', 'held')),
  PRIMARY KEY (run_id, node_id, visit)
);
-- Those who wait longest first.
CREATE INDEX run_places_of_node ON run_places (journey_id, node_id, since, run_id);
CREATE INDEX run_places_held ON run_places (journey_id) WHERE state = 'held';

INSERT INTO run_places (organization_id, journey_id, version_id, run_id, node_id, visit, since, until, state)
SELECT r.organization_id, r.journey_id, r.version_id, v.run_id, v.node_id, v.visit, v.since, v.until,
       CASE WHEN v.kind IN ('waiting', 'acting', 'held') THEN v.kind ELSE 'running' END
FROM (SELECT run_id, node_id, visit, min(at) AS since, bool_or(port IS NOT NULL OR kind IN ('moved', 'left')) AS over,
             (array_agg(until ORDER BY epoch DESC, seq DESC))[1] AS until,
             (array_agg(kind ORDER BY epoch DESC, seq DESC))[1] AS kind
      FROM run_steps GROUP BY run_id, node_id, visit) v
JOIN runs r ON r.id = v.run_id
WHERE NOT v.over;

-- ── the rows behind a count ──────────────────────────────────────────────────────────────────────────────────────
CREATE INDEX run_steps_of_node ON run_steps (version_id, node_id, id);
-- Pages of a journey's runs go on after (entered_at, id).
DROP INDEX runs_of_journey;
CREATE INDEX runs_of_journey ON runs (journey_id, entered_at DESC, id DESC);

GRANT SELECT ON run_places TO suivi_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON run_places TO suivi_worker;
ALTER TABLE run_places ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_organization ON run_places TO suivi_app
  USING (organization_id = nullif(current_setting('suivi.organization', true), '')::uuid);
CREATE POLICY all_queues ON run_places TO suivi_worker USING (true);
