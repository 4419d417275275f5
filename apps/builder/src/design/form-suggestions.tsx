import { pickText } from '@suivi/schema';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { trpc } from '../api/trpc.ts';
import { useDraft } from '../journey/journey-context.ts';
import { useLocale } from '../words/words.ts';
import { namesIn, type Suggestions, SuggestionsContext } from './form/suggestions.ts';

/** Offers a form the names that the journey and the organization know already. */
export function FormSuggestions({ children }: { children: ReactNode }) {
  const locale = useLocale();
  const { doc } = useDraft();
  const organization = useQuery(trpc.staff.groups.queryOptions());
  const all = useQuery(trpc.journeys.list.queryOptions());
  const suggestions = useMemo((): Suggestions => {
    const { groups, ...names } = namesIn(doc);
    const known = (organization.data ?? []).map(({ key, label }) => ({ value: key, label: pickText(label, locale) }));
    const others = groups.filter((group) => known.every(({ value }) => value !== group));
    const journeys = (all.data ?? []).map(({ title }) => pickText(title, locale));
    return { ...names, staffGroups: [...known, ...others.map((value) => ({ value }))], journeys };
  }, [doc, organization.data, all.data, locale]);
  return <SuggestionsContext value={suggestions}>{children}</SuggestionsContext>;
}
