/** The launcher's properties, as lit would define them: most are attributes, and values that are set early are not lost. */

/** Text properties, with their attributes. */
const texts = {
  url: 'url',
  apiURL: 'api-url',
  userID: 'user-id',
  token: 'token',
  peerID: 'peer-id',
  groupID: 'group-id',
  name: 'name',
  email: 'email',
  position: 'position',
  heading: 'heading',
  subheading: 'subheading',
  greeting: 'greeting',
  greetingDelay: 'greeting-delay',
  preChat: 'pre-chat',
  locale: 'locale',
  colorScheme: 'color-scheme',
  color: 'color',
} as const;

const flags = { open: 'open', away: 'away', noSound: 'no-sound' } as const;

/** Properties whose values no attribute can hold. */
const objects = ['getToken', 'visitorAttributes', 'preChatFields'] as const;

/** Attribute names by property name. */
export const attributeNames = { ...texts, ...flags };

export const launcherAttributes: readonly string[] = Object.values(attributeNames);

/** The names of all properties. */
export const propertyNames: readonly string[] = [...Object.keys(attributeNames), ...objects];

/** Adds the accessors of all properties to a class. Calls `changed` after a property without an attribute was set. */
export function defineProperties<Host extends HTMLElement>(prototype: Host, changed: (host: Host) => void): void {
  const define = (name: string, get: (host: Host) => unknown, set: (host: Host, value: unknown) => void): void => {
    Object.defineProperty(prototype, name, {
      configurable: true,
      get(this: Host) {
        return get(this);
      },
      set(this: Host, value: unknown) {
        set(this, value);
      },
    });
  };
  for (const [name, attribute] of Object.entries(texts)) {
    define(
      name,
      (host) => host.getAttribute(attribute) ?? '',
      (host, value) => {
        if (value === '' || value == null) host.removeAttribute(attribute);
        // eslint-disable-next-line @typescript-eslint/no-base-to-string -- a page in plain JavaScript may set anything
        else host.setAttribute(attribute, String(value));
      },
    );
  }
  for (const [name, attribute] of Object.entries(flags)) {
    define(
      name,
      (host) => host.hasAttribute(attribute),
      (host, value) => host.toggleAttribute(attribute, Boolean(value)),
    );
  }
  for (const name of objects) {
    const values = new WeakMap<Host, unknown>();
    define(
      name,
      (host) => values.get(host),
      (host, value) => {
        values.set(host, value);
        changed(host);
      },
    );
  }
}

/** Sets again what the page set before the element was defined: such values are own properties that hide the accessors. */
export function adoptEarlyProperties(host: HTMLElement): void {
  for (const name of propertyNames) {
    if (!Object.hasOwn(host, name)) continue;
    const value: unknown = Reflect.get(host, name);
    Reflect.deleteProperty(host, name);
    Reflect.set(host, name, value);
  }
}
