import { html, nothing, type TemplateResult } from 'lit';
import { OptType, type Conversation } from '../../src/index.js';
import type { PeopleWords } from '../locales/people/index.js';
import { icon } from './more-icons.js';
import { switchRow } from './switch-row.js';

type Actions = {
  readonly pin: (isPinned: boolean) => void;
  readonly receive: (opt: OptType) => void;
  readonly search: () => void;
};

/** How the conversation with a person or group behaves: pinned, and which kind of muted; a way to search in it. Nothing while there is none. */
export function conversationSwitches(
  conversation: Conversation | undefined,
  words: PeopleWords,
  actions: Actions,
): TemplateResult | typeof nothing {
  if (!conversation) return nothing;
  const { isPinned, recvMsgOpt } = conversation;
  return html`${switchRow(words.pinned, isPinned, actions.pin)}
    ${switchRow(words.muted, recvMsgOpt !== OptType.Normal, (isOn) =>
      actions.receive(isOn ? OptType.WithoutNotify : OptType.Normal),
    )}
    ${
      recvMsgOpt === OptType.Normal
        ? nothing
        : switchRow(words.receiveNothing, recvMsgOpt === OptType.Mute, (isOn) =>
            actions.receive(isOn ? OptType.Mute : OptType.WithoutNotify),
          )
    }
    <button class="fact fact--way" type="button" @click=${actions.search}>
      <span>${words.searchInChat}</span>${icon('next', 'icon--directional')}
    </button>`;
}
