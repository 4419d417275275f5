import type { RunView } from '@suivi/schema';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { errorView } from '../api/error-view.ts';
import { client } from '../api/trpc.ts';
import { shownName } from '../canvas/node-words.ts';
import { useJourney } from '../journey/journey-context.ts';
import { ui } from '../journey/ui-store.ts';
import { useLocale, useSay } from '../words/words.ts';
import { whyWords } from './why-words.ts';

/** Why this patient is at the node that was clicked, or why not. */
export function WhyPanel({ run, node }: { run: RunView; node: string }) {
  const say = useSay();
  const locale = useLocale();
  const { shown } = useJourney();
  const content = shown.nodes[node];
  // Asked anew with every row: what was true of an older row is not an answer.
  const last = run.steps.at(-1);
  const asked = useQuery({
    queryKey: ['people.why', run.id, node, last?.epoch, last?.seq],
    queryFn: () => client.people.why.query({ run: run.id, node }),
    placeholderData: (before) => (before?.node === node ? before : undefined),
  });
  const name = content ? shownName(content, locale) : node;
  const isHere = run.places.some((place) => place.node === node);
  const handsOn = new Set(run.places.flatMap((place) => (place.handsOn ? [place.node] : [])));
  const words = asked.data && whyWords(asked.data, { say, locale, document: shown, zone: run.zone, handsOn });
  return (
    <section
      className="whypanel sec"
      aria-live="polite"
      data-testid="why"
      data-answer={asked.data?.answer}
      aria-label={say(isHere ? 'why.titleHere' : 'why.titleNot', { node: name })}
    >
      <header className="row">
        <h3 className="m sp">{say(isHere ? 'why.titleHere' : 'why.titleNot', { node: name })}</h3>
        <button type="button" className="ib" aria-label={say('action.close')} onClick={() => ui.select([])}>
          <IconX className="i s" aria-hidden />
        </button>
      </header>
      {words && (
        <>
          <p className="answer">{words.answer}</p>
          <ul>
            {words.grounds.map((ground) => (
              <li key={ground}>{ground}</li>
            ))}
          </ul>
        </>
      )}
      {asked.error && <p className="bad">{errorView(asked.error)?.sentence[locale] ?? say('error.unreachable')}</p>}
    </section>
  );
}
