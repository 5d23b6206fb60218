import { LinkifyIt } from 'linkify-it';
import { withoutTurns } from './shown-name.js';

const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true }).add('ftp:', null).add('//', null);

export type FoundLink = {
  readonly url: string;
  /** What it is in the text, in the order it is written in. */
  readonly label: string;
  /** Where it leads, as browsers know it, where the label does not spell that. */
  readonly host: string | undefined;
  readonly index: number;
  readonly lastIndex: number;
};

export function findLinks(text: string): readonly FoundLink[] {
  return (linkify.match(text) ?? []).map(({ url, raw, index, lastIndex }) => {
    const host = hostOf(url);
    return {
      url,
      label: withoutTurns(raw),
      host: host === writtenHost(raw) ? undefined : host,
      index,
      lastIndex,
    };
  });
}

/** Of a page or a mailbox. Signs that look like others are spelled in ASCII: `xn--…`. */
function hostOf(url: string): string | undefined {
  const address = url.replace(/^mailto:.*@/s, 'http://');
  return URL.canParse(address) ? new URL(address).hostname : undefined;
}

function writtenHost(label: string): string {
  return label
    .replace(/^[a-z]+:(?:\/\/)?/i, '')
    .replace(/[/?#].*$/s, '')
    .replace(/^.*@/s, '')
    .replace(/:\d*$/, '')
    .toLowerCase();
}
