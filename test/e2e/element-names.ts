import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

type Manifest = { modules: { declarations?: { tagName?: string }[] }[] };

const manifest = fileURLToPath(new URL('../../custom-elements.json', import.meta.url));
const { modules } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest;

/** All elements, without `openim-`: each has scenes of its own in the gallery. */
export const elementNames = modules
  .flatMap(({ declarations = [] }) =>
    declarations.flatMap(({ tagName = '' }) => tagName.split('openim-')[1] ?? []),
  )
  .sort();
