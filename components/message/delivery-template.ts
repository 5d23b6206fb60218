/** Renders the delivery state of the user's own messages, as an icon and in words. */
import { html, nothing, type TemplateResult } from 'lit';
import type { TimelineMessage } from '../../src/index.js';
import { icon, type FirstIconName } from '../internal/icons.js';
import { Lazy } from '../internal/lazy.js';
import type { Localizer } from '../internal/localizer.js';

const failures = new Lazy(() => import('./failure-words.js'));

export type DeliveryActions = {
  readonly onRetry: () => void;
  /** Removes the message from the outbox. */
  readonly onDiscard: () => void;
};

/** Renders the line below a bubble: the time and, for the user's own messages, the delivery state. */
export function metaTemplate(
  { outgoing, delivery, message }: TimelineMessage,
  localizer: Localizer,
  actions: DeliveryActions,
): TemplateResult {
  const isWaiting = outgoing && delivery.kind !== 'sent';
  return html`<div part="meta" class="meta">
    ${
      isWaiting
        ? nothing
        : html`<time
            part="time"
            datetime=${isoTime(message.sendTime)}
            title=${localizer.dateTime(message.sendTime)}
            >${localizer.time(message.sendTime)}</time
          >`
    }
    ${outgoing ? deliveryTemplate({ delivery, message }, localizer, actions) : nothing}
  </div>`;
}

function deliveryTemplate(
  { delivery, message }: Pick<TimelineMessage, 'delivery' | 'message'>,
  localizer: Localizer,
  { onRetry, onDiscard }: DeliveryActions,
): TemplateResult {
  const { text } = localizer;
  switch (delivery.kind) {
    case 'queued':
      return deliveryLine('queued', 'clock', text.queued);
    case 'sending':
      return delivery.progress === undefined
        ? deliveryLine('sending', 'clock', text.sending)
        : progressTemplate(delivery.progress, localizer, onDiscard);
    case 'sent':
      return message.isRead
        ? deliveryLine('read', 'checks', text.read)
        : html`<span part="delivery delivery--sent" class="delivery delivery--sent">
            ${icon('check')}<span class="visually-hidden">${text.sent}</span>
          </span>`;
    case 'failed':
      return html`${deliveryLine(
          'failed',
          'alert',
          failures.value?.failureWords(delivery, message.contentType, localizer) ?? text.failed,
        )}
        <span class="failed-actions">
          <button class="text-button" type="button" @click=${onRetry}>${text.retry}</button>
          <button class="text-button" type="button" @click=${onDiscard}>${text.delete}</button>
        </span>`;
  }
}

function deliveryLine(name: string, sign: FirstIconName, words: string): TemplateResult {
  return html`<span part="delivery delivery--${name}" class="delivery delivery--${name}">
    ${icon(sign)}<span>${words}</span>
  </span>`;
}

/** Renders a ring that fills up. Its length is an attribute, since pages with a strict policy forbid inline styles. */
export function ringTemplate(percent: number): TemplateResult {
  return html`<svg class="progress" viewBox="0 0 24 24" aria-hidden="true">
    <circle class="progress__track" cx="12" cy="12" r="9" />
    <circle class="progress__ring" cx="12" cy="12" r="9" pathLength="100" stroke-dasharray="${percent} 100" />
  </svg>`;
}

function progressTemplate(percent: number, { text }: Localizer, onDiscard: () => void): TemplateResult {
  return html`<span
      part="progress delivery delivery--sending"
      class="delivery delivery--sending"
      role="progressbar"
      aria-label=${text.uploading(percent)}
      aria-valuenow=${percent}
    >
      ${ringTemplate(percent)}
      <span>${text.uploading(percent)}</span>
    </span>
    <button part="cancel" class="text-button" type="button" @click=${onDiscard}>${text.cancel}</button>`;
}

function isoTime(ms: number): string | typeof nothing {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : nothing;
}
