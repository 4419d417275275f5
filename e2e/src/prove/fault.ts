/** A fault that somebody could make by an edit, and the test that must notice. */
export interface Fault {
  name: string;
  /** What would go wrong for a patient or for those who rely on the record. */
  harm: string;
  /** The edits: in each file the text, which must be there once, is replaced. */
  edits: readonly { file: string; text: string; by: string }[];
  project: 'unit' | 'integration';
  /** The test that must fail: its file and its name. */
  caughtBy: { file: string; test: string };
}
