import { type Diagnostic, diagnosticSentence } from '@suivi/schema';
import {
  IconAlertCircle,
  IconAlertTriangle,
  IconChevronDown,
  IconChevronUp,
  IconCircleCheck,
} from '@tabler/icons-react';
import { nodeTitle } from '../canvas/node-words.ts';
import { useGoToProblem } from '../journey/go-to-problem.ts';
import { useDraft, useJourney } from '../journey/journey-context.ts';
import { ui, useUi } from '../journey/ui-store.ts';
import { useLocale, useSay } from '../words/words.ts';

/** The bottom bar: how many problems, the first one, and the whole list on demand. */
export function ProblemsBar() {
  const say = useSay();
  const { compiled } = useJourney();
  const open = useUi((state) => state.problemsOpen);
  const all = compiled.diagnostics;
  const errors = all.filter((diagnostic) => diagnostic.severity === 'error').length;
  const [first] = all;
  const Chevron = open ? IconChevronDown : IconChevronUp;
  return (
    <footer className="problems">
      {open && all.length > 0 && (
        <ul className="problemlist">
          {all.map((diagnostic, k) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two findings may be equal
            <li key={k}>
              <ProblemItem diagnostic={diagnostic} />
            </li>
          ))}
        </ul>
      )}
      <div className="foot">
        <span className="m">{say('problems.title')}</span>
        <span className="row num" data-testid="problems-count" aria-live="polite">
          <span className={errors > 0 ? 'pcount err' : 'pcount'} title={say('problems.errors', { count: errors })}>
            <IconAlertCircle className="i s" aria-hidden />
            {errors}
          </span>
          <span
            className={all.length > errors ? 'pcount warn' : 'pcount'}
            title={say('problems.warnings', { count: all.length - errors })}
          >
            <IconAlertTriangle className="i s" aria-hidden />
            {all.length - errors}
          </span>
        </span>
        <span className="sep" />
        <span className="sp el">
          {first && !open ? <ProblemItem diagnostic={first} short /> : null}
          {all.length === 0 && (
            <span className="mute">
              <IconCircleCheck className="i s" aria-hidden /> {say('problems.none')}
            </span>
          )}
        </span>
        {all.length > 0 && (
          <button
            type="button"
            className="ib"
            aria-expanded={open}
            aria-label={say('problems.list')}
            onClick={() => ui.set({ problemsOpen: !open })}
          >
            <Chevron className="i" aria-hidden />
          </button>
        )}
      </div>
    </footer>
  );
}

function ProblemItem({ diagnostic, short = false }: { diagnostic: Diagnostic; short?: boolean }) {
  const locale = useLocale();
  const goTo = useGoToProblem();
  const { doc } = useDraft();
  const node = diagnostic.node ? doc.nodes[diagnostic.node] : undefined;
  const { says, fix } = diagnosticSentence(diagnostic);
  const Icon = diagnostic.severity === 'error' ? IconAlertCircle : IconAlertTriangle;
  return (
    <button
      type="button"
      className={`problem ${diagnostic.severity}`}
      data-testid={short ? undefined : 'problem-item'}
      data-node={diagnostic.node}
      onClick={() => goTo(diagnostic)}
    >
      <Icon className="i s" aria-hidden />
      {node && <b>{nodeTitle(node, locale)}</b>}
      <span className="el">{says[locale]}</span>
      <span className="lnk el">{fix[locale]}</span>
    </button>
  );
}
