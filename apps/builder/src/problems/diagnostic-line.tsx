import { type Diagnostic, diagnosticSentence } from '@suivi/schema';
import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import { useLocale } from '../words/words.ts';

/** A finding and what to do about it. */
export function DiagnosticLine({ diagnostic }: { diagnostic: Diagnostic }) {
  const locale = useLocale();
  const { says, fix } = diagnosticSentence(diagnostic);
  const Icon = diagnostic.severity === 'error' ? IconAlertCircle : IconAlertTriangle;
  return (
    <p className={`diag ${diagnostic.severity}`}>
      <Icon className="i s" aria-hidden />
      <span>
        {says[locale]} <span className="mute">{fix[locale]}</span>
      </span>
    </p>
  );
}
