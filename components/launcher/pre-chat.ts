import type { PreChatField } from './types.js';

/** The questions of an attribute like `name email? order`: a question mark for what may be left out. */
export function fieldsOf(text: string): readonly PreChatField[] {
  return text
    .split(/[\s,]+/)
    .filter((word) => /^[^?]/.test(word))
    .map((word) => {
      const name = word.replace(/\?$/, '');
      return { name, type: name === 'email' ? 'email' : 'text', required: name === word };
    });
}
