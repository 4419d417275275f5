import { contentHash } from '@suivi/schema';

/** Named in every approval: a signature says by which rule its hashes were taken. */
export const APPROVAL_ALGORITHM = 'suivi.approval/1';

/** Hash of one patient-visible text. The outbox refuses a text whose hash nobody signed. */
export const textHash = (text: string): `sha256:${string}` => contentHash({ algorithm: APPROVAL_ALGORITHM, text });
