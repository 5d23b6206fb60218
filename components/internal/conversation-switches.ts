import { html, nothing, type TemplateResult } from 'lit';
import { OptType, type Conversation } from '../../src/index.js';
import type { PeopleWords } from '../locales/people/index.js';

type Actions = {
  pin(isPinned: boolean): void;
  receive(opt: OptType): void;
};

/** How the conversation with a person or group behaves: pinned, and which kind of muted. Nothing while there is none. */
export function conversationSwitches(
  conversation: Conversation | undefined,
  words: PeopleWords,
  actions: Actions,
): TemplateResult | typeof nothing {
  if (!conversation) return nothing;
  const { isPinned, recvMsgOpt } = conversation;
  return html`<label class="fact"
      ><span>${words.pinned}</span
      ><input
        class="switch"
        type="checkbox"
        role="switch"
        .checked=${isPinned}
        @change=${(event: Event) => actions.pin(checkedOf(event))}
    /></label>
    <label class="fact"
      ><span>${words.muted}</span
      ><input
        class="switch"
        type="checkbox"
        role="switch"
        .checked=${recvMsgOpt !== OptType.Normal}
        @change=${(event: Event) => actions.receive(checkedOf(event) ? OptType.WithoutNotify : OptType.Normal)}
    /></label>
    ${
      recvMsgOpt === OptType.Normal
        ? nothing
        : html`<label class="fact"
            ><span>${words.receiveNothing}</span
            ><input
              class="switch"
              type="checkbox"
              role="switch"
              .checked=${recvMsgOpt === OptType.Mute}
              @change=${(event: Event) => actions.receive(checkedOf(event) ? OptType.Mute : OptType.WithoutNotify)}
          /></label>`
    }`;
}

function checkedOf(event: Event): boolean {
  return (event.target as HTMLInputElement).checked;
}
