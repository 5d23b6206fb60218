import cors from '@fastify/cors';
import fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from '../logger.js';
import { registerAuthRoutes, type AuthDependencies } from './auth-routes.js';
import type { OriginRule } from './origins.js';
import { registerStatusRoutes, type StatusDependencies } from './status-routes.js';

/** Largest REST body in bytes. */
const MAX_BODY_BYTES = 64 * 1024;
/** How long a client may take to send its request. */
const REQUEST_TIMEOUT_MS = 10_000;

export type AppDependencies = AuthDependencies &
  StatusDependencies & { isAdmittedOrigin: OriginRule; logger: Logger };

/** The HTTP side: REST (contracts 3, protocol 11.3), health and metrics. Upgrades are the gateway's. */
export async function createApp(dependencies: AppDependencies): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
  });
  await app.register(cors, {
    origin: (origin, callback) => {
      callback(null, dependencies.isAdmittedOrigin(origin));
    },
    methods: ['GET', 'POST'],
    maxAge: 600,
  });
  app.addHook('onSend', async (_request, reply) => {
    void reply.headers({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    return Promise.resolve();
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) dependencies.logger.error({ err: error, path: request.routeOptions.url }, 'request failed');
    const errMsg = status >= 500 ? 'internal error' : error.message;
    return reply.status(status).send({ errCode: status, errMsg });
  });
  app.setNotFoundHandler((_request, reply) => reply.status(404).send({ errCode: 404, errMsg: 'no such path' }));
  registerAuthRoutes(app, dependencies);
  registerStatusRoutes(app, dependencies);
  return app;
}
