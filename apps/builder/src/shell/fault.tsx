import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { ErrorView } from '../api/error-view.ts';
import { useSay, useText } from '../words/words.ts';

/** A page that could not be loaded: what happened, and the way on. */
export function Fault({ view, retry }: { view: ErrorView | undefined; retry(): void }) {
  const say = useSay();
  const text = useText();
  return (
    <div className="centred" role="alert">
      <p>{view ? text(view.sentence) : say('error.unreachable')}</p>
      <div className="row">
        <Button onClick={retry}>{say('action.retry')}</Button>
        <Link className="lnk" to="/">
          {say('nav.journeys')}
        </Link>
      </div>
    </div>
  );
}
