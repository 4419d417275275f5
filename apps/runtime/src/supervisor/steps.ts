import { inLanguageOf, type Words } from './language.mjs';

/** What a start says to the person at the terminal: one line per step, one more when a step takes long. */
export interface Steps {
  /** One line, in the person's language. */
  line(text: Words): void;
  /** A line as it is, e.g. an address. */
  plain(text: string): void;
  /** Runs a step and says "NAME … ready (0.4 s)"; after 2 s and then every 10 s that it is still going on. */
  step<T>(name: string, work: () => Promise<T>, done?: (value: T) => Words): Promise<T>;
}

const FIRST_PROGRESS_MS = 2000;
const NEXT_PROGRESS_MS = 10_000;
const READY: Words = { zh: '就绪', en: 'ready' };

export function openSteps(write: (line: string) => void, env: NodeJS.ProcessEnv = process.env): Steps {
  const say = inLanguageOf(env);
  return {
    line: (text) => write(say(text)),
    plain: write,
    async step(name, work, done = () => READY) {
      const began = performance.now();
      const seconds = () => (performance.now() - began) / 1000;
      let timer: NodeJS.Timeout;
      const progress = () => {
        const so = Math.round(seconds());
        write(`${name} … ${say({ zh: `进行中（${so} 秒）`, en: `still working (${so} s)` })}`);
        timer = setTimeout(progress, NEXT_PROGRESS_MS);
      };
      timer = setTimeout(progress, FIRST_PROGRESS_MS);
      try {
        const value = await work();
        write(`${name} … ${say(done(value))} (${seconds().toFixed(1)} s)`);
        return value;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
