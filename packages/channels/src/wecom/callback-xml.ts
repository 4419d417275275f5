import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

// Entities stay text: expanding them is the one way in which XML from outside can exhaust memory or read files.
const parser = new XMLParser({ processEntities: false, parseTagValue: false, ignoreAttributes: true });

/** The flat `<xml>…</xml>` document of a callback as an object of texts; undefined when it is not one. */
export function readXml(text: string): Record<string, unknown> | undefined {
  if (text.includes('<!DOCTYPE')) return undefined;
  try {
    const document = z.looseObject({ xml: z.record(z.string(), z.unknown()) }).safeParse(parser.parse(text));
    return document.success ? document.data.xml : undefined;
  } catch {
    return undefined;
  }
}

/** The `Encrypt` element of a callback's body. */
export function readEncrypted(body: string): string | undefined {
  const parsed = z.looseObject({ Encrypt: z.string().min(1) }).safeParse(readXml(body));
  return parsed.success ? parsed.data.Encrypt : undefined;
}
