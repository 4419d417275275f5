/** Fields of a CSV file as it comes: any line ending, a BOM, quotes, blank lines, spaces around a field. */

/** Lines that hold something, with their numbers. A quote that nobody closes ends with its line. */
export function linesOf(text: string): { line: number; fields: string[] }[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((content, index) => ({ line: index + 1, content }))
    .filter(({ content }) => content.trim() !== '')
    .map(({ line, content }) => ({ line, fields: fieldsOf(content) }));
}

const QUOTED = /^\s*"((?:[^"]|"")*)"\s*(?:,|$)/;

function fieldsOf(content: string): string[] {
  const fields: string[] = [];
  let rest: string | undefined = content;
  while (rest !== undefined) {
    const quoted = QUOTED.exec(rest);
    if (quoted) {
      fields.push((quoted[1] ?? '').replaceAll('""', '"').trim());
      rest = quoted[0].endsWith(',') ? rest.slice(quoted[0].length) : undefined;
      continue;
    }
    const comma: number = rest.indexOf(',');
    fields.push((comma === -1 ? rest : rest.slice(0, comma)).trim());
    rest = comma === -1 ? undefined : rest.slice(comma + 1);
  }
  return fields;
}
