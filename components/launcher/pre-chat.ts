import type { PreChatField } from './types.js';

/** Parses the questions of an attribute like `name email? order`: a question mark makes a question optional. */
export function fieldsOf(text: string): readonly PreChatField[] {
  return text
    .split(/[\s,]+/)
    .filter((word) => /^[^?]/.test(word))
    .map((word) => {
      const name = word.replace(/\?$/, '');
      return { name, type: name === 'email' ? 'email' : 'text', required: name === word };
    });
}
