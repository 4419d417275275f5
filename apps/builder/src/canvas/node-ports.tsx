import type { JourneyNode, NodeCount } from '@suivi/schema';
import { useUi } from '../journey/ui-store.ts';
import { numberText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';
import { portLabel } from './node-words.ts';
import { list } from './people-counts.tsx';

interface Props {
  id: string;
  node: JourneyNode;
  ports: string[];
  count: NodeCount | undefined;
}

/** With more of them a name is a letter and dots: then the number stands alone, over the wire to what it leads to. */
const MOST_NAMED = 4;

/** Ports are named inside the card, so that no label ever lies on a wire; in People mode each has its number. */
export function NodePorts({ id, node, ports, count }: Props) {
  const locale = useLocale();
  const say = useSay();
  const people = useUi((state) => state.mode === 'people');
  return (
    <div className="ports">
      {ports.map((port) => {
        const label = portLabel(node, port, locale);
        const taken = count?.ports[port] ?? 0;
        if (!people) {
          return (
            <span key={port} className="p">
              <span className="el" title={label}>
                {label}
              </span>
            </span>
          );
        }
        return (
          <span key={port} className="p">
            <button
              type="button"
              className="nodrag"
              title={label}
              aria-label={say('people.portList', { port: label, count: taken })}
              onClick={(event) => {
                event.stopPropagation();
                list(id, { port });
              }}
            >
              {ports.length <= MOST_NAMED && <span className="el">{label}</span>}
              <b className="pn" data-testid={`count-port-${id}-${port}`}>
                {numberText(taken)}
              </b>
            </button>
          </span>
        );
      })}
    </div>
  );
}
