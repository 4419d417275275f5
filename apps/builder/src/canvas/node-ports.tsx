import type { JourneyNode, NodeCount } from '@suivi/schema';
import { useUi } from '../journey/ui-store.ts';
import { numberText } from '../words/time.ts';
import { useLocale } from '../words/words.ts';
import { portLabel } from './node-words.ts';

interface Props {
  id: string;
  node: JourneyNode;
  ports: string[];
  count: NodeCount | undefined;
}

/** Ports are named inside the card, so that no label ever lies on a wire. */
export function NodePorts({ node, ports, count }: Props) {
  const locale = useLocale();
  const people = useUi((state) => state.mode === 'people');
  return (
    <div className="ports">
      {ports.map((port) => (
        <span key={port} className="p">
          {portLabel(node, port, locale)}
          {people && <b className="pn">{numberText(count?.ports[port] ?? 0)}</b>}
        </span>
      ))}
    </div>
  );
}
