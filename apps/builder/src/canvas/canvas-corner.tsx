import { nodeDefinition } from '@suivi/nodes';
import { IconArrowsMaximize, IconLayoutDistributeVertical, IconMinus, IconPlus } from '@tabler/icons-react';
import { MiniMap } from '@xyflow/react';
import { useCommands } from '../design/commands-context.ts';
import { useJourney } from '../journey/journey-context.ts';
import { useUi } from '../journey/ui-store.ts';
import { useSay } from '../words/words.ts';
import { useFlowControls, useZoomPercent } from './flow-access.ts';
import type { FlowNode } from './flow-elements.ts';

/** Above this many nodes the minimap costs more than it helps. */
const MINIMAP_LIMIT = 1_000;

const colorOf = (node: FlowNode): string => `var(--c-${nodeDefinition(node.data.node.type)?.category ?? 'data'})`;

/** Overview and zoom at the bottom right. */
export function CanvasCorner() {
  const say = useSay();
  const { shown } = useJourney();
  const commands = useCommands();
  const flow = useFlowControls();
  const zoom = useZoomPercent();
  const mode = useUi((state) => state.mode);
  const small = Object.keys(shown.nodes).length <= MINIMAP_LIMIT;
  return (
    <div className="mm float">
      {small && mode !== 'people' && (
        <MiniMap<FlowNode>
          className="minimap"
          nodeColor={colorOf}
          nodeBorderRadius={8}
          pannable
          zoomable
          ariaLabel={say('canvas.overview')}
        />
      )}
      <div className="zoom">
        <button type="button" className="ib" aria-label={say('canvas.zoomOut')} onClick={flow.zoomOut}>
          <IconMinus className="i s" aria-hidden />
        </button>
        <button
          type="button"
          className="zoomvalue num"
          aria-label={say('canvas.zoomReset', { zoom })}
          onClick={() => flow.zoomTo(1)}
        >
          {zoom}%
        </button>
        <button type="button" className="ib" aria-label={say('canvas.zoomIn')} onClick={flow.zoomIn}>
          <IconPlus className="i s" aria-hidden />
        </button>
        <span className="sep" />
        <button
          type="button"
          className="ib"
          aria-label={say('canvas.fit')}
          title={say('canvas.fit')}
          onClick={() => flow.fit(mode)}
        >
          <IconArrowsMaximize className="i s" aria-hidden />
        </button>
        {commands && (
          <button
            type="button"
            className="ib"
            aria-label={say('canvas.tidy')}
            title={say('canvas.tidy')}
            onClick={() => void commands.tidy()}
          >
            <IconLayoutDistributeVertical className="i s" aria-hidden />
          </button>
        )}
      </div>
    </div>
  );
}
