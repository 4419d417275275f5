import { useMemo } from 'react';
import { notifyError, notifyRefused } from '../api/notify.ts';
import { type FlowControls, useFlowControls } from '../canvas/flow-access.ts';
import { finishTyping } from '../draft/typing.ts';
import { copyText, paste } from '../graph/clip.ts';
import { type Insertion, insertAfter, insertAt, splice } from '../graph/insert.ts';
import { isRoot } from '../graph/legal.ts';
import { newId } from '../graph/new-id.ts';
import { remove } from '../graph/remove.ts';
import { boxesOf, portsOf } from '../graph/size.ts';
import { tidy } from '../graph/tidy.ts';
import { walk } from '../graph/walk.ts';
import { editDraft, type JourneyPageState, useJourney } from '../journey/journey-context.ts';
import { ui } from '../journey/ui-store.ts';
import { currentLocale, sayIn } from '../words/words.ts';
import type { DesignCommands } from './commands-context.ts';

/** Shift of a pasted copy, px, so that it does not hide the original. */
const PASTE_OFFSET = 32;

export function useDesignCommands(): DesignCommands {
  const { queue } = useJourney();
  const flow = useFlowControls();
  return useMemo(() => designCommands(queue, flow), [queue, flow]);
}

function designCommands(queue: JourneyPageState['queue'], flow: FlowControls): DesignCommands {
  const doc = () => queue.snapshot().doc;
  const place = ({ id, commands }: Insertion) => {
    editDraft(queue, commands);
    if (commands.length > 0) ui.select([id]);
  };
  const pasteText = (text: string): boolean => {
    const pasted = paste(text, PASTE_OFFSET);
    if (!pasted) return false;
    editDraft(queue, pasted.commands);
    ui.select(pasted.ids);
    return true;
  };
  const commands: DesignCommands = {
    deleteSelected: () => {
      const { selection, selectedWires } = ui.get();
      finishTyping();
      editDraft(queue, remove(doc(), selection, selectedWires));
      ui.select([]);
    },
    copy: () => copyText(doc(), ui.get().selection),
    paste: pasteText,
    duplicate: () => void pasteText(copyText(doc(), ui.get().selection)),
    undo: () => void step(queue, 'undo'),
    redo: () => void step(queue, 'redo'),
    tidy: async () => {
      try {
        editDraft(queue, [{ do: 'moveNodes', to: await tidy(doc()) }]);
        requestAnimationFrame(() => flow.fit('design'));
      } catch (error) {
        notifyError(error);
      }
    },
    insert: (definition, target) => {
      if ('wire' in target) return place(splice(doc(), definition, target.wire));
      if (!target.at) return place(insertAfter(doc(), definition, target.from, target.port));
      const made = insertAt(definition, target.at);
      const wire = { from: target.from, port: target.port, to: made.id };
      const old = Object.entries(doc().wires).find(([, w]) => w.from === wire.from && w.port === wire.port);
      place({ id: made.id, commands: [...made.commands, { do: 'connect', id: old?.[0] ?? newId(), wire }] });
    },
    drop: (definition, screen, wire) => {
      const at = flow.toCanvas(screen);
      const spliced = wire ? splice(doc(), definition, wire, at) : undefined;
      place(spliced && spliced.commands.length > 0 ? spliced : insertAt(definition, at));
    },
    add: (definition) => {
      const [selected, ...more] = ui.get().selection;
      const port = selected && more.length === 0 ? nextPort(doc(), selected) : undefined;
      if (selected && port && !isRoot(definition)) {
        return place(insertAfter(doc(), definition, selected, port));
      }
      const canvas = document.querySelector('[data-testid=canvas]')?.getBoundingClientRect();
      const middle = canvas ? { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 } : { x: 0, y: 0 };
      place(insertAt(definition, flow.toCanvas(middle)));
    },
    walk: (direction) => {
      const [from] = ui.get().selection;
      const to = from ? walk(doc(), from, direction) : Object.keys(doc().nodes)[0];
      if (to) commands.goTo(to);
    },
    goTo: (id) => {
      ui.select([id]);
      const box = boxesOf(doc()).get(id);
      if (box) flow.reveal(box);
    },
  };
  return commands;
}

/** The first port without a wire, else the only one, which is then split. */
function nextPort(doc: ReturnType<JourneyPageState['queue']['snapshot']>['doc'], id: string): string | undefined {
  const node = doc.nodes[id];
  const ports = node ? portsOf(node).map((port) => port.id) : [];
  const open = ports.find((port) => !Object.values(doc.wires).some((wire) => wire.from === id && wire.port === port));
  return open ?? ports[0];
}

async function step(queue: JourneyPageState['queue'], kind: 'undo' | 'redo'): Promise<void> {
  finishTyping();
  const before = queue.snapshot();
  const possible = kind === 'undo' ? (before.pending ?? before.history.undo) : before.history.redo;
  if (!possible) return;
  if (!(await queue.step(kind)) && queue.snapshot().save === 'offline') {
    notifyRefused(sayIn(currentLocale())('save.needsConnection'));
  }
}
