import { LinkifyIt } from 'linkify-it';
import { withoutTurns } from './shown-name.js';

const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true }).add('ftp:', null).add('//', null);

export type FoundLink = {
  readonly url: string;
  /** The link as it is written in the text. */
  readonly label: string;
  /** The host of the URL in the browser's spelling, if the label does not spell it in that way. */
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

/** Returns the host of a page or mailbox. Characters that could be mistaken for others are spelled in ASCII: `xn--…`. */
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
