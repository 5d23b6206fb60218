/** What lies beside or over the messenger's panes: details, dialogs, the menu for adding. */
import { html, type TemplateResult } from 'lit';
import { icon } from '../internal/more-icons.js';
import type { PeopleWords } from '../locales/people/index.js';
import type { MenuAnchor } from '../menu/menu.component.js';

/** The user or group whose details are shown. */
export type Details = { readonly kind: 'user' | 'group'; readonly id: string };

/** Returns the user or group of a conversation. */
export function detailsOf(conversationID: string | undefined): Details | undefined {
  const [, kind, id] = /^(single|group)_(.+)$/s.exec(conversationID ?? '') ?? [];
  return id ? { kind: kind === 'group' ? 'group' : 'user', id } : undefined;
}

export function detailsTemplate({ kind, id }: Details, words: PeopleWords, onClose: () => void): TemplateResult {
  const close = html`<button
    slot="header-end"
    class="icon-button close"
    type="button"
    aria-label=${words.closeDetails}
    @click=${onClose}
  >
    ${icon('close')}
  </button>`;
  return html`<div class="shade" @pointerdown=${onClose}></div>
    <aside part="details" class="details" aria-label=${words.details}>
      ${
        kind === 'user'
          ? html`<openim-user-card user-id=${id}>${close}</openim-user-card>`
          : html`<openim-group-details group-id=${id}>${close}</openim-group-details>`
      }
    </aside>`;
}

export function dialogTemplate(
  dialog: 'find' | 'create',
  words: PeopleWords,
  onClose: () => void,
): TemplateResult {
  return dialog === 'find'
    ? html`<openim-dialog heading=${words.findContact} .onClose=${onClose}>
        <openim-find-contact></openim-find-contact>
      </openim-dialog>`
    : html`<openim-dialog heading=${words.createGroup} .onClose=${onClose}>
        <openim-create-group></openim-create-group>
      </openim-dialog>`;
}

/** Calls `onDone` with `find`, `create`, or undefined if nothing was chosen. */
export function addMenuTemplate(
  anchor: MenuAnchor,
  words: PeopleWords,
  onDone: (id: string | undefined) => void,
): TemplateResult {
  return html`<openim-menu
    .items=${[
      { id: 'find', label: words.findContact, icon: 'user' },
      { id: 'create', label: words.createGroup, icon: 'users' },
    ]}
    .anchor=${anchor}
    .onDone=${onDone}
    label=${words.add}
  ></openim-menu>`;
}
