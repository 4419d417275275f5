import { useCallback, useEffect, useRef, useState } from 'react';
import { registerTyping } from './typing.ts';

/** A pause of this length in typing makes one edit, ms. */
const PAUSE = 400;

/**
 * A text field that commits once per pause or on blur. While nothing is half-typed it shows `value`, so that undo
 * and other people's edits come through.
 */
export function useTyping(value: string, commit: (text: string) => void) {
  const [typed, setTyped] = useState<string | undefined>();
  const latest = useRef({ typed, commit });
  const timer = useRef<number | undefined>(undefined);
  latest.current.commit = commit;

  const finish = useCallback(() => {
    window.clearTimeout(timer.current);
    const { typed: text } = latest.current;
    latest.current.typed = undefined;
    setTyped(undefined);
    if (text !== undefined) latest.current.commit(text);
  }, []);

  useEffect(() => registerTyping(finish), [finish]);
  // Leaving the field by selecting something else must not lose what was typed.
  useEffect(
    () => () => {
      window.clearTimeout(timer.current);
      if (latest.current.typed !== undefined) latest.current.commit(latest.current.typed);
      latest.current.typed = undefined;
    },
    [],
  );

  const change = useCallback(
    (text: string) => {
      latest.current.typed = text;
      setTyped(text);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(finish, PAUSE);
    },
    [finish],
  );
  return { shown: typed ?? value, change, finish };
}
