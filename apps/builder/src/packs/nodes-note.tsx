import { nodeDefinition } from '@suivi/nodes';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../api/trpc.ts';
import { useDraft, useJourney } from '../journey/journey-context.ts';
import { useLocale, useSay } from '../words/words.ts';
import { differingTypes } from './page-manifests.ts';

/** In every mode: a node of this page, or of a version that people are still on, is not the one that the server has. */
export function NodesNote() {
  const say = useSay();
  const locale = useLocale();
  const { id, view } = useJourney();
  const { doc } = useDraft();
  const known = useQuery(trpc.nodes.read.queryOptions({ journey: id })).data;
  if (!known) return null;
  const name = (type: string) => nodeDefinition(type)?.title(locale) ?? type;
  const here = differingTypes(doc, known.manifests).map(name);
  const lines = [
    ...(here.length > 0 ? [say('nodes.pageDiffers', { names: here.join(locale === 'zh' ? '、' : ', ') })] : []),
    ...known.differing.map(({ type, number, inside }) =>
      say('nodes.versionDiffers', { name: name(type), number, count: inside }),
    ),
  ];
  if (lines.length === 0) return null;
  return (
    <div className="float nodesnote" role="alert" data-testid="nodes-note" data-journey={view.id}>
      <IconAlertTriangle className="i s" aria-hidden />
      <div>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </div>
  );
}
