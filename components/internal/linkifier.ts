import { LinkifyIt } from 'linkify-it';

const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true }).add('ftp:', null).add('//', null);

export type FoundLink = {
  readonly url: string;
  readonly raw: string;
  readonly index: number;
  readonly lastIndex: number;
};

export function findLinks(text: string): readonly FoundLink[] {
  return linkify.match(text) ?? [];
}
