import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CommitReport } from './db/unit-of-work.js';

/** What `/metrics` shows. One registry per gateway, since tests run several in a process. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: 'openim_requests_total',
    help: 'Requests answered over the socket.',
    labelNames: ['method', 'code'],
    registers: [this.#registry],
  });
  readonly #requestSeconds = new Histogram({
    name: 'openim_request_seconds',
    help: 'Time in the handler, without the commit.',
    buckets: [0.0001, 0.0005, 0.001, 0.005, 0.02, 0.1, 0.5],
    registers: [this.#registry],
  });
  readonly #commitSeconds = new Histogram({
    name: 'openim_commit_seconds',
    help: 'Time of a commit, fsync included.',
    buckets: [0.0005, 0.001, 0.005, 0.02, 0.1, 0.5, 2],
    registers: [this.#registry],
  });
  readonly #commitWriters = new Histogram({
    name: 'openim_commit_requests',
    help: 'Requests that share a commit.',
    buckets: [1, 2, 5, 10, 20, 50, 100, 500],
    registers: [this.#registry],
  });
  readonly #failedCommits = new Counter({
    name: 'openim_failed_commits_total',
    help: 'Commits the disk did not take.',
    registers: [this.#registry],
  });
  readonly #closes = new Counter({
    name: 'openim_closed_connections_total',
    help: 'Closed connections by close code.',
    labelNames: ['code'],
    registers: [this.#registry],
  });
  readonly #refusals = new Counter({
    name: 'openim_refused_handshakes_total',
    help: 'Refused handshakes by HTTP status.',
    labelNames: ['status'],
    registers: [this.#registry],
  });
  readonly #uploads = new Counter({
    name: 'openim_uploads_total',
    help: 'Uploads by error code, 0 for those that were kept.',
    labelNames: ['code'],
    registers: [this.#registry],
  });
  readonly #uploadedBytes = new Counter({
    name: 'openim_uploaded_bytes_total',
    help: 'Bytes of the files that were kept.',
    registers: [this.#registry],
  });
  readonly #downloads = new Counter({
    name: 'openim_downloads_total',
    help: 'Requests for files by HTTP status.',
    labelNames: ['status'],
    registers: [this.#registry],
  });

  constructor(current: { connections: () => number; usersOnline: () => number; queuedBytes: () => number }) {
    this.#gauge('openim_connections', 'Open connections.', current.connections);
    this.#gauge('openim_users_online', 'Users with a logged-in connection.', current.usersOnline);
    this.#gauge('openim_queued_bytes', 'Bytes that wait for connections to read.', current.queuedBytes);
    this.#gauge('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss());
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** @param durationMs undefined if no handler ran */
  request(method: string, errCode: number, durationMs: number | undefined): void {
    this.#requests.inc({ method, code: errCode });
    if (durationMs !== undefined) this.#requestSeconds.observe(durationMs / 1000);
  }

  commit({ writers, durationMs, failed }: CommitReport): void {
    this.#commitSeconds.observe(durationMs / 1000);
    this.#commitWriters.observe(writers);
    if (failed) this.#failedCommits.inc();
  }

  close(code: number): void {
    this.#closes.inc({ code });
  }

  refusedHandshake(status: number): void {
    this.#refusals.inc({ status });
  }

  upload(errCode: number, sizeBytes: number): void {
    this.#uploads.inc({ code: errCode });
    this.#uploadedBytes.inc(sizeBytes);
  }

  download(status: number): void {
    this.#downloads.inc({ status });
  }

  #gauge(name: string, help: string, value: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.set(value());
      },
    });
  }
}
