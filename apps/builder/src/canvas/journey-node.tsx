import { nodeDefinition } from '@suivi/nodes';
import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { isRootType } from '../graph/legal.ts';
import { useUi } from '../journey/ui-store.ts';
import { useLocale, useSay } from '../words/words.ts';
import type { FlowNode } from './flow-elements.ts';
import { GhostTag } from './ghost-tag.tsx';
import { NodeHandles } from './node-handles.tsx';
import { NodeMarks } from './node-marks.tsx';
import { PathChip } from './node-path.tsx';
import { NodePorts } from './node-ports.tsx';
import { NodeToolbar } from './node-toolbar.tsx';
import { nodeSummary, nodeTitle, shownName } from './node-words.ts';
import { useNodeOverlay } from './overlay-store.ts';
import { DropOff, PillCounts } from './people-counts.tsx';
import { SecondLine } from './second-line.tsx';
import { Tile } from './tile.tsx';

const SHAPE_CLASS = { card: '', pill: 'pn', exit: 'exit' } as const;

type Overlay = ReturnType<typeof useNodeOverlay>;

/** One node in every mode: size, place and title stay, the second line and the marks belong to the mode. */
export const JourneyNodeView = memo(function JourneyNodeView({ id, data, selected }: NodeProps<FlowNode>) {
  const locale = useLocale();
  const mode = useUi((state) => state.mode);
  const far = useUi((state) => state.far);
  const legal = useUi((state) => (state.connecting ? state.connecting.legal.has(id) : undefined));
  const marks = useNodeOverlay(id);
  const definition = nodeDefinition(data.node.type);
  const category = definition?.category ?? 'data';
  const shape = definition?.shape ?? 'card';
  const root = isRootType(data.node.type);
  const states = stateClasses(mode, selected, marks, legal);
  const common = { 'data-testid': 'node', 'data-node': id, 'data-type': data.node.type };
  if (far) {
    return (
      <div className={`node far k-${category} ${SHAPE_CLASS[shape]} ${states}`} {...common}>
        <Tile category={category} icon={definition?.icon} />
        <NodeHandles id={id} ports={data.ports} root={root} />
      </div>
    );
  }
  const summary = nodeSummary(data.node, locale);
  const title = nodeTitle(data.node, locale);
  const body = { id, node: data.node, summary };
  return (
    <div
      className={`node k-${category} ${SHAPE_CLASS[shape]} ${states}`}
      title={[title, summary].filter(Boolean).join('\n')}
      {...common}
    >
      {shape === 'pill' ? (
        <div className="pill">
          <Tile category={category} icon={definition?.icon} />
          <span className="tx">{shownName(data.node, locale)}</span>
          <NodeMarks mode={mode} {...body} {...marks} />
        </div>
      ) : (
        <div className="card">
          <div className="nh">
            <Tile category={category} icon={definition?.icon} />
            <div className="lines">
              <div className="nt">{title}</div>
              <SecondLine mode={mode} ports={data.ports.length} {...body} {...marks} />
            </div>
            <NodeMarks mode={mode} {...body} {...marks} />
          </div>
          {data.ports.length > 1 && <NodePorts id={id} node={data.node} ports={data.ports} count={marks.count} />}
        </div>
      )}
      <NodeHandles id={id} ports={data.ports} root={root} open={data.open} />
      {mode === 'design' && <ProblemBadge problems={marks.problems} />}
      {mode === 'people' && shape === 'pill' && <PillCounts id={id} count={marks.count} />}
      {mode === 'people' && shape !== 'pill' && <DropOff id={id} count={marks.count} />}
      {mode === 'people' && marks.ghost !== undefined && <GhostTag version={marks.ghost} />}
      {mode === 'people' && marks.path && <PathChip mark={marks.path} />}
      {mode === 'design' && selected && <NodeToolbar id={id} />}
    </div>
  );
});

function ProblemBadge({ problems }: { problems: Overlay['problems'] }) {
  const say = useSay();
  if (!problems) return null;
  if (problems.errors > 0) {
    return (
      <span className="bdg" role="img" aria-label={say('problems.errors', { count: problems.errors })}>
        <IconAlertCircle className="i xs" aria-hidden />
        {problems.errors}
      </span>
    );
  }
  return (
    <span className="bdg w" role="img" aria-label={say('problems.warnings', { count: problems.warnings })}>
      <IconAlertTriangle className="i xs" aria-hidden />
    </span>
  );
}

function stateClasses(mode: string, selected: boolean, marks: Overlay, legal: boolean | undefined): string {
  const { problems, approval, path } = marks;
  const classes = [
    selected && 'is-sel',
    legal !== undefined && (legal ? 'is-legal' : 'is-illegal'),
    mode === 'design' && problems && (problems.errors > 0 ? 'is-err' : 'is-warn'),
    mode === 'review' && (approval ? REVIEW_CLASS[approval.state] : 'quiet'),
    mode === 'people' && path && 'is-path',
    mode === 'people' && marks.ghost !== undefined && 'is-ghost',
  ];
  return classes.filter(Boolean).join(' ');
}

const REVIEW_CLASS = { approved: 'is-appr', lapsed: 'is-lapsed', missing: 'is-review' } as const;
