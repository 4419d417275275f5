/** Long enough for a busy machine of two cores: how fast the product is, is measured elsewhere. */
const WITHIN_MS = 45_000;

/** Asks until the answer is there (not undefined, not false); fails with what was awaited. Polls, never sleeps blindly. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  withinMs = WITHIN_MS,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}
