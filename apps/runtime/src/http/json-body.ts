import { SuiviError } from '@suivi/schema';
import type { FastifyInstance } from 'fastify';

/** Far deeper than any journey or event; a million brackets would overflow the stack of whoever walks them. */
const MAX_DEPTH = 64;

/** How deep the arrays and objects of a JSON text are nested, without parsing it. */
export function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (quoted) {
      if (unit === BACKSLASH) i += 1;
      else if (unit === QUOTE) quoted = false;
    } else if (unit === QUOTE) quoted = true;
    else if (unit === OPEN_ARRAY || unit === OPEN_OBJECT) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (unit === CLOSE_ARRAY || unit === CLOSE_OBJECT) depth -= 1;
  }
  return deepest;
}

const [QUOTE, BACKSLASH, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [...'"\\[]{}'].map((c) =>
  c.charCodeAt(0),
);

/**
 * Takes JSON bodies as text of at most `limit` bytes, and nothing else.
 * @param read makes of the text what the handlers get as `request.body`.
 */
export function takeJson(app: FastifyInstance, limit: number, read: (text: string) => unknown): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    /^application\/(json|.*\+json)\b/,
    { parseAs: 'string', bodyLimit: limit },
    (_, text, done) => {
      try {
        const body = String(text);
        if (jsonDepth(body) > MAX_DEPTH) {
          throw new SuiviError('INPUT_INVALID', { field: 'body', reason: `nested deeper than ${MAX_DEPTH}` });
        }
        done(null, read(body));
      } catch (error) {
        done(error instanceof SuiviError ? error : new SuiviError('BODY_NOT_JSON', {}, { cause: error }));
      }
    },
  );
}
