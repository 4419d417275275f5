import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useCommands } from '../design/commands-context.ts';
import { describe } from '../draft/describe.ts';
import { useLocale, useSay } from '../words/words.ts';
import { useDraft } from './journey-context.ts';

/** Undo and redo, with the name of the edit in the tooltip. */
export function UndoButtons() {
  const say = useSay();
  const locale = useLocale();
  const commands = useCommands();
  const { doc, pending, history } = useDraft();
  if (!commands) return null;
  const undone = pending
    ? describe(pending, doc, say, locale)
    : history.undo
      ? describe(history.undo, doc, say, locale, true)
      : undefined;
  const redone = !pending && history.redo ? describe(history.redo, doc, say, locale) : undefined;
  const undo = undone === undefined ? say('undo.nothing') : say('undo.undo', { what: undone });
  const redo = redone === undefined ? say('undo.nothingToRedo') : say('undo.redo', { what: redone });
  return (
    <>
      <Tooltip label={undo}>
        <ActionIcon aria-label={undo} data-testid="undo" aria-disabled={undone === undefined} onClick={commands.undo}>
          <IconArrowBackUp className="i l" aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={redo}>
        <ActionIcon aria-label={redo} data-testid="redo" aria-disabled={redone === undefined} onClick={commands.redo}>
          <IconArrowForwardUp className="i l" aria-hidden />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
