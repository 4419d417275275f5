-- A trial's patients are made before their diaries begin: the first enrolment says when that is.
ALTER TABLE trial_patients ALTER COLUMN origin DROP NOT NULL;
GRANT UPDATE (origin) ON trial_patients TO suivi_app, suivi_worker;
CREATE INDEX runs_of_trial ON runs (trial_id) WHERE trial_id IS NOT NULL;
