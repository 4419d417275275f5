import { TextInput } from '@mantine/core';
import { configOf, nodeDefinition } from '@suivi/nodes';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { nodeSummary, nodeTitle } from '../canvas/node-words.ts';
import { Tile } from '../canvas/tile.tsx';
import { useTyping } from '../draft/use-typing.ts';
import { editDraft, useDraft, useJourney } from '../journey/journey-context.ts';
import { ui, useUi } from '../journey/ui-store.ts';
import { DiagnosticLine } from '../problems/diagnostic-line.tsx';
import { ThreadsOf } from '../review/threads-of.tsx';
import { useLocale, useSay, useText } from '../words/words.ts';
import { ApprovalLine } from './approval-line.tsx';
import { configCommands } from './config-commands.ts';
import { NodeForm } from './form/node-form.tsx';
import { FormSuggestions } from './form-suggestions.tsx';
import { JourneySettings } from './journey-settings.tsx';
import { MessagePreview } from './message-preview.tsx';

/** The right panel of Design mode: the selected node's form, or the journey's settings. */
export function Inspector() {
  const say = useSay();
  const { doc } = useDraft();
  const selection = useUi((state) => state.selection);
  const [id] = selection;
  const node = id ? doc.nodes[id] : undefined;
  return (
    <aside className="pane r inspector" aria-label={say('inspector.title')}>
      {selection.length > 1 ? (
        <p className="empty">{say('inspector.several', { count: selection.length })}</p>
      ) : id && node ? (
        <NodePanel key={id} id={id} />
      ) : (
        <JourneySettings />
      )}
    </aside>
  );
}

function NodePanel({ id }: { id: string }) {
  const say = useSay();
  const locale = useLocale();
  const { queue, compiled, editable } = useJourney();
  const node = useDraft().doc.nodes[id];
  const panel = useRef<HTMLDivElement>(null);
  const wanted = useUi((state) => state.focusField);

  useEffect(() => {
    if (wanted?.node !== id) return;
    const place = wanted.field ? `[data-field="${wanted.field.split('.')[0]}"]` : '.formbody';
    const control = panel.current?.querySelector<HTMLElement>(`${place} :is(input, textarea, select, button)`);
    control?.focus();
    control?.scrollIntoView({ block: 'nearest' });
    ui.set({ focusField: undefined });
  }, [wanted, id]);

  if (!node) return null;
  const definition = nodeDefinition(node.type);
  const own = compiled.diagnostics.filter((diagnostic) => diagnostic.node === id);
  const texts = definition?.patientText(configOf(node)) ?? [];
  return (
    <div ref={panel} className="panel">
      <header className={`ph k-${definition?.category ?? 'data'}`}>
        <Tile category={definition?.category ?? 'data'} icon={definition?.icon} />
        <div className="sp">
          <h2 className="m el">{nodeTitle(node, locale)}</h2>
          <p className="xs mute el">{nodeSummary(node, locale) ?? definition?.title(locale)}</p>
        </div>
        <button type="button" className="ib" aria-label={say('action.close')} onClick={() => ui.select([])}>
          <IconX className="i" aria-hidden />
        </button>
      </header>
      <div className="formbody">
        <section className="sec">
          {definition && <p className="hint">{definition.help(locale)}</p>}
          <NodeName id={id} />
        </section>
        {definition && (
          <section className="sec">
            <FormSuggestions>
              <NodeForm
                id={id}
                node={node}
                definition={definition}
                diagnostics={own}
                disabled={!editable}
                change={(next) => {
                  const current = queue.snapshot().doc.nodes[id];
                  if (!current) return;
                  const config = next(definition.upgrade(current.config, current.version));
                  editDraft(queue, configCommands(queue.snapshot().doc, id, config, definition));
                }}
              />
            </FormSuggestions>
          </section>
        )}
        <NodeWideProblems own={own} />
        <ThreadsOf node={id} />
        {texts.length > 0 && <ApprovalLine node={id} />}
        {texts.map(({ part, text }) => (
          <MessagePreview key={part} text={text} />
        ))}
      </div>
    </div>
  );
}

function NodeName({ id }: { id: string }) {
  const say = useSay();
  const locale = useLocale();
  const text = useText();
  const { queue, editable } = useJourney();
  const node = useDraft().doc.nodes[id];
  const typing = useTyping(text(node?.name), (typed) => {
    const trimmed = typed.trim();
    const old = queue.snapshot().doc.nodes[id]?.name;
    editDraft(queue, [{ do: 'renameNode', id, ...(trimmed ? { name: { ...old, [locale]: trimmed } } : {}) }]);
  });
  return (
    <div className="fld" data-field="name">
      <label className="lab" htmlFor={`${id}-node-name`}>
        {say('inspector.name')}
      </label>
      <TextInput
        id={`${id}-node-name`}
        value={typing.shown}
        maxLength={200}
        disabled={!editable}
        placeholder={node ? nodeDefinition(node.type)?.title(locale) : undefined}
        data-testid="field-name"
        onChange={(event) => typing.change(event.currentTarget.value)}
        onBlur={typing.finish}
      />
    </div>
  );
}

/** Findings that belong to no field: open ports, no way in. */
function NodeWideProblems({ own }: { own: ReturnType<typeof useJourney>['compiled']['diagnostics'] }) {
  const wide = own.filter((diagnostic) => !diagnostic.field);
  if (wide.length === 0) return null;
  return (
    <section className="sec">
      {wide.map((diagnostic, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two findings may be equal
        <DiagnosticLine key={k} diagnostic={diagnostic} />
      ))}
    </section>
  );
}
