export type Params = Record<string, string | number>;

const PLURAL = /\{(\w+), plural, one \{([^}]*)\} other \{([^}]*)\}\}/g;

/**
 * Fills the part of ICU message syntax that the catalogue uses: `{name}` and
 * `{count, plural, one {# item} other {# items}}`. An unknown name stays visible, which a reader would notice.
 */
export function fill(template: string, params: Params): string {
  return template
    .replace(PLURAL, (whole, name: string, one: string, other: string) =>
      name in params ? (Number(params[name]) === 1 ? one : other).replaceAll('#', String(params[name])) : whole,
    )
    .replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
}

/** The names of the parameters a template takes, sorted; the two languages must agree on them. */
export function paramNames(template: string): string[] {
  return [...new Set([...template.matchAll(/\{(\w+)(?:\}|,)/g)].map((match) => match[1] ?? ''))].sort();
}
