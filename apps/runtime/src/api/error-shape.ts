import { ERRORS, type ErrorCode, isCleanText, SuiviError, type Words } from '@suivi/schema';
import { type TRPCDefaultErrorShape, TRPCError } from '@trpc/server';
import { v7 as uuidv7 } from 'uuid';
import { ZodError, type z } from 'zod';
import { partDown } from './part-down.ts';

/** What a client gets of an error: a stable code, a sentence in both languages, and no internals. */
export interface ErrorView {
  code: ErrorCode;
  status: number;
  sentence: Words;
  extra: Record<string, unknown>;
}

/** Issue messages of our own schemas that are error codes in themselves. */
const CODED: readonly ErrorCode[] = ['TEXT_NOT_UNICODE', 'INSTANT_IMPOSSIBLE'];

/** What tRPC finds wrong with a call before it reaches a procedure. */
const OF_TRPC: Partial<Record<TRPCError['code'], ErrorCode>> = {
  NOT_FOUND: 'NOT_FOUND',
  METHOD_NOT_SUPPORTED: 'NOT_FOUND',
  PARSE_ERROR: 'BODY_NOT_JSON',
  BAD_REQUEST: 'BODY_NOT_JSON',
  UNSUPPORTED_MEDIA_TYPE: 'BODY_NOT_JSON',
};

/** One error is answered and logged in two places; both must name the same reference. */
const references = new WeakMap<object, SuiviError>();

/** Maps anything thrown to one of our errors; what we did not foresee becomes INTERNAL with a reference for the log. */
export function toSuiviError(thrown: unknown): SuiviError {
  if (typeof thrown !== 'object' || thrown === null) return mapped(thrown);
  const known = references.get(thrown) ?? mapped(thrown);
  references.set(thrown, known);
  return known;
}

function mapped(thrown: unknown): SuiviError {
  if (thrown instanceof SuiviError) return thrown;
  if (thrown instanceof ZodError) return fromZod(thrown);
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  if (cause instanceof SuiviError) return cause;
  if (cause instanceof ZodError) return fromZod(cause);
  if (partDown(thrown)) return new SuiviError('NOT_READY', {}, { cause: thrown });
  const code = thrown instanceof TRPCError && !foreign(cause) ? OF_TRPC[thrown.code] : undefined;
  if (code) return new SuiviError(code, {}, { cause: thrown });
  return new SuiviError('INTERNAL', { id: uuidv7() }, { cause: thrown });
}

/** A cause that tRPC only wrapped: something of ours threw it. JSON that cannot be read is a SyntaxError. */
const foreign = (cause: unknown): boolean => cause instanceof Error && !(cause instanceof SyntaxError);

function fromZod(error: ZodError): SuiviError {
  const issues = error.issues.flatMap((issue) => leaves(issue, []));
  const coded = issues.find((issue) => codeIn(issue.message));
  const issue = coded ?? issues[0];
  const field = issue?.path.join('.') || 'body';
  const code = coded && codeIn(coded.message);
  if (code) return new SuiviError(code, { field }, { cause: error });
  const reason = issue && isCleanText(issue.message) ? issue.message : 'invalid';
  return new SuiviError('INPUT_INVALID', { field, reason }, { cause: error });
}

const codeIn = (message: string): ErrorCode | undefined => CODED.find((code) => code === message);

interface Issue {
  path: PropertyKey[];
  message: string;
}

/** The issues inside of a union's: what each of its branches found. */
function leaves(issue: z.core.$ZodIssue, above: PropertyKey[]): Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ path, message: issue.message }];
  return issue.errors.flat().flatMap((inner) => leaves(inner, path));
}

export function errorView(error: SuiviError): ErrorView {
  return { code: error.code, status: ERRORS[error.code].status, sentence: error.sentence(), extra: error.extra };
}

/** tRPC's error shape with ours inside; the stack never leaves the server. */
export function errorFormatter({ shape, error }: { shape: TRPCDefaultErrorShape; error: TRPCError }) {
  const view = errorView(toSuiviError(error));
  return { ...shape, message: view.sentence.en, data: { code: shape.data.code, httpStatus: view.status, suivi: view } };
}
