import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../metrics.js';

export type StatusDependencies = { readonly metrics: Metrics };

export function registerStatusRoutes(app: FastifyInstance, { metrics }: StatusDependencies): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
}
