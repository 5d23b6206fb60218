/** Renders the delivery state of the user's own messages, as an icon and in words. */
import { html, nothing, type TemplateResult } from 'lit';
import type { TimelineMessage } from '../../src/index.js';
import { icon, type FirstIconName } from '../internal/icons.js';
import { Lazy } from '../internal/lazy.js';
import type { Localizer } from '../internal/localizer.js';
import { richContent } from './message-content.js';

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
            datetime=${new Date(message.sendTime).toJSON()}
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
    case 'sending': {
      const { progress } = delivery;
      return (
        (progress !== undefined && richContent.value?.progressTemplate(progress, localizer, onDiscard)) ||
        deliveryLine('sending', 'clock', text.sending)
      );
    }
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
