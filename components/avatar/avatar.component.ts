import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { icon } from '../internal/icons.js';
import { isAllowedMedia, safeImageURL } from '../internal/links.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';
import { avatarStyles } from './avatar.styles.js';

/** How many colours the style sheet has. */
const COLOR_COUNT = 10;

/**
 * @tagname openim-avatar
 * @summary The picture of a person or group, or their initials on a colour that stays the same.
 * @status experimental
 * @since 0.1.0
 *
 * @csspart base - The round or rounded box.
 * @csspart image - The picture.
 * @csspart initials - The initials.
 *
 * @cssproperty [--openim-avatar-size=44px] - Width and height, in px or rem.
 * @cssproperty [--openim-avatar-radius=50%] - Corner radius for a person.
 * @cssproperty [--openim-avatar-group-radius=32%] - Corner radius for a group.
 */
export class OpenIMAvatar extends OpenIMElement {
  static override styles = [sharedStyles, avatarStyles];

  /** Whether the picture could not be loaded. */
  @state() private isBroken = false;

  /** The name: the source of the initials and the label for screen readers. */
  @property() name = '';

  /** URL of the picture. */
  @property() src = '';

  /** Determines the colour, ideally an ID; defaults to the name. */
  @property() seed = '';

  /** Whether it represents a group. */
  @property({ type: Boolean, reflect: true }) group = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('src')) this.isBroken = false;
  }

  readonly #handleError = (): void => {
    this.isBroken = true;
  };

  protected override render(): TemplateResult {
    const name = shownName(this.name);
    const safe = this.isBroken ? undefined : safeImageURL(this.src);
    const src = safe && isAllowedMedia(safe, this.scope?.mediaOrigins.value) ? safe : undefined;
    // Chrome includes content whose host has aria-hidden in the name of a surrounding row, so the attribute is repeated here.
    return html`<span
      part="base"
      class="base color-${colorOf(this.seed || this.name)}"
      role="img"
      aria-hidden=${this.ariaHidden ?? nothing}
      aria-label=${name || this.localizer.text.somebody}
    >
      ${
        src
          ? html`<img
              part="image"
              class="image"
              src=${src}
              alt=""
              decoding="async"
              loading="lazy"
              referrerpolicy="no-referrer"
              @error=${this.#handleError}
            />`
          : html`<span part="initials" class="initials" aria-hidden="true">
              ${initialsOf(name) || icon(this.group ? 'users' : 'user')}
            </span>`
      }
    </span>`;
  }
}

/** Returns one of the colours, always the same for the same seed: FNV-1a, followed by murmur3's final mix of all bits. */
function colorOf(seed: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index += 1) {
    hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % COLOR_COUNT;
}

/** Returns the first letters of the first and last word; for a name in CJK characters the last two, usually the given name. */
function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s_.-]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words[0];
  if (!first) return '';
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u.test(first)) {
    return Array.from(first).slice(-2).join('');
  }
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  return [first, last]
    .map((word) => Array.from(word).find((sign) => /[\p{L}\p{N}]/u.test(sign)) ?? '')
    .join('')
    .toLocaleUpperCase();
}
