import { createSession, type OpenIMSDK, type Session, type SessionOptions } from '../../../src/index.js';
import type { ScopeProblem } from '../context.js';

/** Where a scope's session comes from. Two sources with the same `key` are the same login. */
export type SessionSource =
  | { readonly kind: 'problem'; readonly key: string; readonly problem: ScopeProblem }
  /** A session that the page has created and will close. */
  | { readonly kind: 'session'; readonly key: Session; open(): Session }
  /** A view of an SDK that is already logged in, and stays so. */
  | { readonly kind: 'sdk'; readonly key: OpenIMSDK; open(): Session }
  | { readonly kind: 'login'; readonly key: string; readonly options: SessionOptions; open(): Session };

/** The properties of an element that concern its login. */
export type LoginProperties = {
  readonly url: string;
  /** URL of the REST API; `''` if it is on the host of `url`. */
  readonly apiURL: string;
  readonly userID: string;
  readonly token: string;
  readonly platformID: number;
  readonly getToken: (() => Promise<string>) | undefined;
  readonly sdk: OpenIMSDK | undefined;
  readonly session: Session | undefined;
};

/** Returns the source that an element's properties describe. */
export function sessionSourceOf(login: LoginProperties): SessionSource {
  const { session, sdk, url, apiURL, userID, token, platformID, getToken } = login;
  if (session) return { kind: 'session', key: session, open: () => session };
  if (sdk?.sync) return { kind: 'sdk', key: sdk, open: () => createSession({ sdk }) };
  const problem = problemOf(login);
  if (problem) return { kind: 'problem', key: JSON.stringify(problem), problem };
  const options: SessionOptions = {
    url,
    ...(apiURL && { apiUrl: apiURL }),
    userID,
    token,
    platformID,
    ...(getToken && { getToken: () => (login.getToken ?? getToken)() }),
  };
  return {
    kind: 'login',
    key: JSON.stringify([url, apiURL, userID, platformID]),
    options,
    open: () => createSession(options),
  };
}

function problemOf({ sdk, url, userID, token, getToken }: LoginProperties): ScopeProblem | undefined {
  if (sdk) return { kind: 'sdk-idle' };
  const missing = [
    ...(url ? [] : ['url']),
    ...(userID ? [] : ['user-id']),
    ...(token || getToken ? [] : ['token']),
  ];
  if (missing.length > 0) return { kind: 'incomplete', missing };
  return isServerURL(url) ? undefined : { kind: 'invalid-url', url };
}

function isServerURL(url: string): boolean {
  return URL.canParse(url) && /^(?:wss?|https?):$/.test(new URL(url).protocol);
}

/** Returns the console message for a problem. */
export function explainProblem(problem: ScopeProblem): string {
  switch (problem.kind) {
    case 'pending':
      return '';
    case 'sdk-idle':
      return 'has an sdk that is not logged in';
    case 'invalid-url':
      return `has url="${problem.url}"; use one like wss://chat.example`;
    case 'incomplete': {
      const names = problem.missing.map((name) => `\`${name}\``).join(', ');
      return `is missing ${names}; getToken can supply the token`;
    }
  }
}
