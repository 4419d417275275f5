import { manifestOf, nodeDefinition } from '@suivi/nodes';
import type { Journey, Manifests } from '@suivi/schema';

const typesOf = (doc: Journey): string[] => [...new Set(Object.values(doc.nodes).map(({ type }) => type))];

/** The nodes of a document as this page was built with them. */
export function pageManifests(doc: Journey): Manifests {
  return Object.fromEntries(
    typesOf(doc).flatMap((type) => {
      const definition = nodeDefinition(type);
      return definition ? [[type, manifestOf(definition)]] : [];
    }),
  );
}

/** The types that mean something else on the server, or that only one of the two knows. Those just drawn come later. */
export function differingTypes(doc: Journey, server: Manifests): string[] {
  const page = pageManifests(doc);
  return typesOf(doc).filter((type) => {
    const here = page[type];
    const there = server[type];
    return there !== undefined && there !== here;
  });
}
