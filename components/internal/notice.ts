import { html, nothing, type TemplateResult } from 'lit';
import type { ConnectionState } from '../../src/index.js';
import type { Catalog } from '../locales/index.js';
import type { ScopeProblem } from './context.js';
import { icon, type FirstIconName } from './icons.js';

export type Notice = {
  readonly icon: FirstIconName;
  readonly title: string;
  readonly hint?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Whether it replaces something that the user has requested, so that screen readers announce it. */
  readonly isAlert?: boolean;
};

/** Renders a state that replaces content. */
export function noticeTemplate({ icon: name, title, hint, action, isAlert }: Notice): TemplateResult {
  return html`<div class="notice" part="notice" tabindex="-1" role=${isAlert ? 'alert' : nothing}>
    <span class="notice__icon" part="notice__icon">${icon(name)}</span>
    <p class="notice__title" part="notice__title">${title}</p>
    ${hint ? html`<p class="notice__hint" part="notice__hint">${hint}</p>` : nothing}
    ${
      action
        ? html`<button class="button" part="notice__button" type="button" @click=${action.run}>
            ${action.label}
          </button>`
        : nothing
    }
  </div>`;
}

/** Renders what has failed, with a button that dismisses it. The styles are those of a pane. */
export function failureTemplate(
  failure: string,
  text: Catalog,
  onDismiss: () => void,
  part = 'failure',
  look = '',
): TemplateResult {
  return html`<div part=${part} class="failure ${look}" role="alert">
    ${icon('alert')}<span class="failure__words">${failure}</span>
    <button class="icon-button" type="button" aria-label=${text.dismiss} @click=${onDismiss}>
      ${icon('close')}
    </button>
  </div>`;
}

/** Renders a placeholder while no conversation is selected. */
export function chooseTemplate({ chooseConversation: title }: Catalog): TemplateResult {
  return noticeTemplate({ icon: 'chats', title });
}

/** Renders a placeholder for something that is loading. */
export function waitingTemplate(text: Catalog): TemplateResult {
  return html`<div class="waiting" role="status">
    <span class="spinner" aria-hidden="true"></span><span class="visually-hidden">${text.loading}</span>
  </div>`;
}

/** Whether the user has logged out: the session's data is gone, and none of it will be loaded. */
export function isLoggedOut(connection: ConnectionState): boolean {
  return connection.kind === 'closed' && connection.reason === 'logged-out';
}

/** Renders the state of an element without a session, and the reason. */
export function notConnectedTemplate(text: Catalog, problem: ScopeProblem | undefined): TemplateResult {
  if (!problem || problem.kind === 'pending') return waitingTemplate(text);
  return noticeTemplate({
    icon: 'offline',
    title: text.notSetUp,
    hint: problemWords(problem, text),
  });
}

function problemWords(problem: Exclude<ScopeProblem, { kind: 'pending' }>, text: Catalog): string {
  switch (problem.kind) {
    case 'incomplete':
      return text.notSetUpHint(problem.missing.join(', '));
    case 'invalid-url':
      return text.invalidURL(problem.url);
    case 'sdk-idle':
      return text.notLoggedIn;
  }
}
