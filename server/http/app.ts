import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerOptions, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import cors from '@fastify/cors';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from '../logger.js';
import { registerAuthRoutes, type AuthDependencies } from './auth-routes.js';
import { registerFileRoutes, type FileDependencies } from './file-routes.js';
import type { Settings, TlsFiles } from '../options.js';
import type { OriginRule } from './origins.js';
import { answerPlainly, DEFAULT_HEADERS } from './plain-answer.js';
import { registerSupportRoutes, type SupportRouteDependencies } from './support-routes.js';
import { registerStatusRoutes, type StatusDependencies } from './status-routes.js';
import { awaitAnswer } from './unanswered.js';
import { asksForWebSocket } from './upgrades.js';

/** Largest REST body in bytes. */
const MAX_BODY_BYTES = 64 * 1024;
/** How long a client may take to send its request, unless it is an upload. */
const REQUEST_TIMEOUT_MS = 10_000;
/** How long a connection may take to send its headers; with the sweep interval added, it is gone within ten seconds. */
const HEADERS_TIMEOUT_MS = 8000;
const SWEEP_INTERVAL_MS = 1000;
/** How long an upload may take. */
const UPLOAD_TIMEOUT_MS = 10 * 60_000;
/** After this long without any traffic, the peer is presumed to be gone, or to stall on purpose. */
const IDLE_TIMEOUT_MS = 30_000;

export type AppDependencies = AuthDependencies &
  FileDependencies &
  StatusDependencies &
  SupportRouteDependencies & { isAdmittedOrigin: OriginRule; logger: Logger; settings: Pick<Settings, 'tls'> };

/** Creates the HTTP side: REST (protocol 9.2), health and metrics. gateway.ts handles upgrades. */
export async function createApp(dependencies: AppDependencies): Promise<FastifyInstance> {
  const answerError = (
    error: Error & { statusCode?: number },
    request: FastifyRequest,
    reply: FastifyReply,
  ): void => {
    const status = error.statusCode ?? 500;
    if (status >= 500) dependencies.logger.error({ err: error, path: request.routeOptions.url }, 'request failed');
    const errMsg = status >= 500 ? 'internal error' : error.message;
    void reply.status(status).send({ errCode: status, errMsg });
  };
  const app = fastify({
    logger: false,
    frameworkErrors: answerError,
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: true,
    serverFactory: (handler) =>
      serverOf(dependencies.settings.tls, (request, response) => {
        // Set here, because the framework answers some requests without calling any hook.
        for (const [name, value] of Object.entries(DEFAULT_HEADERS)) response.setHeader(name, value);
        if (awaitAnswer(request, response)) handler(request, response);
      }).setTimeout(IDLE_TIMEOUT_MS),
    clientErrorHandler: ({ code }, socket) => {
      if (code === 'ECONNRESET' || !socket.writable) socket.destroy();
      else answerPlainly(socket, code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400, '');
    },
  });
  await app.register(cors, {
    origin: (origin, callback) => {
      callback(null, dependencies.isAdmittedOrigin(origin));
    },
    methods: ['GET', 'HEAD', 'POST'],
    exposedHeaders: ['Accept-Ranges', 'Content-Disposition', 'Content-Length', 'Content-Range', 'ETag'],
    maxAge: 600,
  });
  app.addHook('onRequest', (request, _reply, done) => {
    if (!request.routeOptions.config.isUpload) limitBodyTime(request.raw);
    done();
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((_request, reply) => reply.status(404).send({ errCode: 404, errMsg: 'no such path' }));
  registerAuthRoutes(app, dependencies);
  registerStatusRoutes(app, dependencies);
  registerSupportRoutes(app, dependencies);
  await registerFileRoutes(app, dependencies);
  return app;
}

function serverOf(
  tls: TlsFiles | undefined,
  handler: (request: IncomingMessage, response: ServerResponse) => void,
) {
  const options: ServerOptions & { shouldUpgradeCallback: (request: IncomingMessage) => boolean } = {
    requestTimeout: UPLOAD_TIMEOUT_MS,
    headersTimeout: HEADERS_TIMEOUT_MS,
    connectionsCheckingInterval: SWEEP_INTERVAL_MS,
    // Unknown to older versions of Node, and to the types of the oldest that we support: see upgrades.ts.
    shouldUpgradeCallback: asksForWebSocket,
  };
  if (!tls) return createServer(options, handler);
  try {
    const [cert, key] = [readFileSync(tls.certificate), readFileSync(tls.key)];
    const server = createTlsServer({ ...options, cert, key, handshakeTimeout: HEADERS_TIMEOUT_MS }, handler);
    // Otherwise clientErrorHandler would answer, and wait for ever until that can be encrypted.
    return server.on('tlsClientError', (_error, socket) => socket.destroy());
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`cannot use TLS with ${tls.certificate} and ${tls.key}: ${message}`, { cause: error });
  }
}

/** Limits the time for a request's body. Node's own limit is the same for all requests, and uploads need a long one. */
function limitBodyTime(request: IncomingMessage): void {
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, REQUEST_TIMEOUT_MS);
  request.once('close', () => {
    clearTimeout(timer);
  });
}
