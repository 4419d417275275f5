/** A part that the product cannot do its work without. */
export type Part = 'postgres' | 'temporal';

/** A part that has not answered by then counts as down. */
const PATIENCE_MS = 1_000;

/** Which parts are down now. Asked by every probe: those that come at once share one look. */
export function lookAtParts(asks: Partial<Record<Part, () => Promise<unknown>>>): () => Promise<readonly Part[]> {
  let looking: Promise<readonly Part[]> | undefined;
  async function look(): Promise<readonly Part[]> {
    const entries = Object.entries(asks) as [Part, () => Promise<unknown>][];
    const answers = await Promise.all(entries.map(async ([part, ask]) => ((await inTime(ask)) ? [] : [part])));
    return answers.flat();
  }
  return () => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };
}

async function inTime(ask: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const answered = ask().then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
  }
}
