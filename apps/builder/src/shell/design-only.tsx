import { IconPlayerStop } from '@tabler/icons-react';
import { useSystem } from '../session/session.tsx';
import { useSay } from '../words/words.ts';

/** On every page of an installation that was started with --design-only: what is drawn here does not run. */
export function DesignOnly() {
  const say = useSay();
  const system = useSystem();
  if (!system?.designOnly) return null;
  return (
    <div className="designonly" role="status" data-testid="design-only">
      <IconPlayerStop className="i s" aria-hidden />
      {say('system.designOnly')}
    </div>
  );
}
