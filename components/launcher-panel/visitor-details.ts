/** Prepares what the gateway is told about a visitor, within its limits. */
import {
  MAX_EMAIL_LENGTH,
  MAX_NICKNAME_LENGTH,
  MAX_VISITOR_ATTRIBUTE_LENGTH,
  MAX_VISITOR_ATTRIBUTE_NAME_LENGTH,
  MAX_VISITOR_ATTRIBUTES,
  MAX_VISITOR_ATTRIBUTES_LENGTH,
  type SupportSessionRequest,
} from '../../src/index.js';
import type { VisitorAttributes, VisitorDetails } from '../launcher/types.js';

/** Returns the body of `POST /support/session`, without the visitor's token. An unknown name or email is left out. */
export function sessionRequest(
  { name, email, attributes }: VisitorDetails,
  locale: string,
): SupportSessionRequest {
  const [givenName, givenEmail] = [
    name.trim().slice(0, MAX_NICKNAME_LENGTH),
    email.trim().slice(0, MAX_EMAIL_LENGTH),
  ];
  return {
    ...(givenName && { name: givenName }),
    ...(givenEmail && { email: givenEmail }),
    attributes: fitting({ ...pageAttributes(locale), ...attributes }),
  };
}

/** Returns where the visitor is, without query strings, which may contain secrets. */
function pageAttributes(locale: string): VisitorAttributes {
  return {
    page: addressOf(location.href),
    ...(document.referrer && { referrer: addressOf(document.referrer) }),
    locale: locale || navigator.language,
  };
}

function addressOf(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

/** Returns as many of the given attributes as the gateway accepts. */
function fitting(given: Readonly<Record<string, unknown>>): VisitorAttributes {
  const kept: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(given)) {
    const isPlain = typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
    if (!isPlain || name === '' || name.length > MAX_VISITOR_ATTRIBUTE_NAME_LENGTH) continue;
    const next =
      typeof value === 'string' ? value.slice(0, MAX_VISITOR_ATTRIBUTE_LENGTH) : (value as number | boolean);
    const isFull =
      Object.keys(kept).length >= MAX_VISITOR_ATTRIBUTES ||
      JSON.stringify({ ...kept, [name]: next }).length > MAX_VISITOR_ATTRIBUTES_LENGTH;
    if (!isFull) kept[name] = next;
  }
  return kept;
}
