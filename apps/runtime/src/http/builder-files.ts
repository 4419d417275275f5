import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { SuiviError } from '@suivi/schema';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problemOf, sendProblem } from './problem.ts';

/** Paths that belong to an API: an unknown one among them is an error, never the builder's page. */
const API = /^\/(api|trpc|v1|health|callbacks?)(\/|$)/;

/** A name with a content hash in it, as Vite writes them: it never changes its content. */
const HASHED = /[/\\]assets[/\\]/;

/** Serves the built builder. Its pages are paths without a file: they all get index.html. */
export async function builderFiles(app: FastifyInstance, builderDir: string | undefined): Promise<void> {
  const built = builderDir !== undefined && existsSync(join(builderDir, 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root: builderDir,
      index: 'index.html',
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.setHeader('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    if (built && isPage(request)) return reply.sendFile('index.html');
    return sendProblem(reply, problemOf(new SuiviError('NOT_FOUND')));
  });
}

function isPage(request: FastifyRequest): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const path = request.url.split('?')[0] ?? '';
  return !API.test(path) && !/\.[a-z0-9]+$/i.test(path);
}
