import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTyping } from '../draft/use-typing.ts';
import { editDraft, useDraft, useJourney } from '../journey/journey-context.ts';
import { useLocale, useSay, useText } from '../words/words.ts';

/** Zones offered; a journey that uses another keeps it in the list. */
const ZONES = ['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Hong_Kong', 'Asia/Taipei', 'Asia/Tokyo', 'Europe/Berlin', 'UTC'];

/** Shown when nothing is selected: what belongs to the whole journey. */
export function JourneySettings() {
  const say = useSay();
  const locale = useLocale();
  const text = useText();
  const { queue, editable } = useJourney();
  const { doc } = useDraft();
  const title = useTyping(text(doc.title), (typed) => {
    if (typed.trim()) editDraft(queue, [{ do: 'setTitle', title: { ...doc.title, [locale]: typed.trim() } }]);
  });
  const description = useTyping(text(doc.description), (typed) =>
    editDraft(queue, [{ do: 'setDescription', description: { ...doc.description, [locale]: typed } }]),
  );
  return (
    <div className="panel">
      <header className="ph">
        <h2 className="m">{say('settings.title')}</h2>
      </header>
      <section className="sec formbody">
        <TextInput
          label={say('settings.name')}
          value={title.shown}
          maxLength={200}
          disabled={!editable}
          data-testid="field-title"
          onChange={(event) => title.change(event.currentTarget.value)}
          onBlur={title.finish}
        />
        <Textarea
          label={say('settings.description')}
          rows={2}
          value={description.shown}
          maxLength={200}
          disabled={!editable}
          data-testid="field-description"
          onChange={(event) => description.change(event.currentTarget.value)}
          onBlur={description.finish}
        />
        <NativeSelect
          label={say('settings.zone')}
          description={say('settings.zoneHint')}
          data={[...new Set([...ZONES, doc.zone])]}
          value={doc.zone}
          disabled={!editable}
          data-testid="field-zone"
          onChange={(event) => editDraft(queue, [{ do: 'setZone', zone: event.currentTarget.value }])}
        />
        {editable && <p className="hint">{say('settings.hint')}</p>}
      </section>
    </div>
  );
}
