import { attributeNames, launcherAttributes, propertyNames } from '../components/launcher/launcher-properties.js';
import type { OpenIMLauncher } from '../components/launcher/launcher.js';
import { BAD_ARGUMENTS, EmbedError } from './embed-error.js';
import type { EmbedOptions } from './types.js';

/** Sets the given options on the launcher and leaves the others unchanged. @throws {EmbedError} 803 not an object */
export function applyOptions(launcher: OpenIMLauncher, options: Partial<EmbedOptions>): void {
  if (Object(options) !== options) throw new EmbedError(BAD_ARGUMENTS, 'options must be an object');
  for (const [name, value] of Object.entries(options as Readonly<Record<string, unknown>>)) {
    if (value === undefined) continue;
    switch (name) {
      case 'attributes':
        launcher.visitorAttributes = options.attributes;
        break;
      case 'preChat':
        launcher.preChat = typeof value === 'string' ? value : '';
        launcher.preChatFields = typeof value === 'string' ? undefined : (value as typeof launcher.preChatFields);
        break;
      case 'colorScheme':
        launcher.colorScheme = value === 'light' || value === 'dark' ? value : '';
        break;
      case 'hidden':
      case 'nonce':
        Reflect.set(launcher, name, value);
        break;
      default:
        if (propertyNames.includes(name)) Reflect.set(launcher, name, value);
        else console.warn(`[openim-chat] unknown option ${name}`);
    }
  }
}

/** Reads the options from the `data-…` attributes of the script: `data-api-url` is `apiURL`. */
export function optionsOfScript(script: HTMLScriptElement): Partial<EmbedOptions> {
  warnOfMistypes(script.getAttributeNames());
  const given = Object.entries(attributeNames).flatMap(([name, attribute]): [string, unknown][] => {
    const value = script.getAttribute(`data-${attribute}`);
    if (value === null) return [];
    const isFlag = name === 'open' || name === 'away' || name === 'noSound';
    return [[name, isFlag ? value !== 'false' : value]];
  });
  const nonce = script.nonce;
  return { ...Object.fromEntries(given), ...(nonce && { nonce }) };
}

/** Warns of misspelled attributes. Only of names similar to one of ours, because other tools put attributes on scripts too. */
function warnOfMistypes(attributes: readonly string[]): void {
  const known = launcherAttributes.map((name) => `data-${name}`);
  for (const attribute of attributes) {
    const meant = known.find((name) => isMistyped(attribute, name));
    if (meant && !known.includes(attribute))
      console.warn(`[openim-chat] unknown attribute ${attribute}; did you mean ${meant}?`);
  }
}

/** Whether the two names consist of the same letters in any order, except for at most one letter. */
function isMistyped(attribute: string, name: string): boolean {
  let missing = name;
  let added = 0;
  for (const letter of attribute) {
    if (missing.includes(letter)) missing = missing.replace(letter, '');
    else added++;
  }
  return missing.length + added < 2;
}
