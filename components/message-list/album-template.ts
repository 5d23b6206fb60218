/** Pictures that were sent together, as one gallery under one line of time. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { TimelineMessage } from '../../src/index.js';
import type { Localizer } from '../internal/localizer.js';
import { metaTemplate } from '../message/delivery-template.js';
import type { TimelineRow } from './timeline-rows.js';

type Album = Extract<TimelineRow, { kind: 'album' }>;

type AlbumOptions = {
  readonly localizer: Localizer;
  readonly showSender: boolean;
  readonly tile: (message: TimelineMessage) => TemplateResult;
};

const NO_ACTIONS = { onRetry: () => undefined, onDelete: () => undefined, onCancel: () => undefined };

export function albumTemplate(
  { first, messages, position }: Album,
  { localizer, showSender, tile }: AlbumOptions,
): TemplateResult {
  const { outgoing, message } = first;
  const endsRun = position === 'single' || position === 'last';
  const isNamed = showSender && !outgoing && (position === 'single' || position === 'first');
  const side = outgoing ? 'outgoing' : 'incoming';
  return html`<div
    part="album"
    class="album album--${side} ${endsRun ? 'album--end' : ''}"
    data-id=${message.clientMsgID}
    data-position=${position}
  >
    ${
      endsRun && !outgoing
        ? html`<openim-avatar
            class="album__avatar"
            aria-hidden="true"
            name=${message.senderNickname}
            src=${message.senderFaceUrl}
            seed=${message.sendID}
          ></openim-avatar>`
        : nothing
    }
    <div class="album__body">
      ${
        isNamed
          ? html`<span part="sender" class="sender" dir="auto"
              >${message.senderNickname || localizer.text.somebody}</span
            >`
          : nothing
      }
      <div class="album__grid album__grid--${messages.length % 3}">
        ${repeat(messages, ({ message: { clientMsgID } }) => clientMsgID, tile)}
      </div>
      ${endsRun ? metaTemplate(stateOf(messages) ?? first, localizer, NO_ACTIONS) : nothing}
    </div>
  </div>`;
}

/** The message that says how far the album is: the first that is still on its way, else the last. */
function stateOf(messages: readonly TimelineMessage[]): TimelineMessage | undefined {
  const onItsWay = messages.find(({ delivery }) => delivery.kind !== 'sent');
  // Each picture shows its own progress.
  if (onItsWay?.delivery.kind === 'sending') return { ...onItsWay, delivery: { kind: 'sending' } };
  return onItsWay ?? messages.at(-1);
}
