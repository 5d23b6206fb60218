import { cpus, loadavg, release, totalmem } from 'node:os';

/** Describes the machine on which it was measured, without saying whose it is. */
export function machineText(browser: string | undefined): string[] {
  const list = cpus();
  return [
    `${list.length} × ${list[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `${process.platform} ${release().replace(/^(\d+\.\d+).*/, '$1')}, Node ${process.versions.node}${browser === undefined ? '' : `, ${browser}`}`,
    `load before the run: ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  ];
}
