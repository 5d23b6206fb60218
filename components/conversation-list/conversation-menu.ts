/** The actions in a conversation's menu. Fetched with the first menu. */
import '../menu/menu.js';

import { html, type TemplateResult } from 'lit';
import { OptType, type Conversation } from '../../src/index.js';
import { request } from '../internal/events.js';
import type { Localizer } from '../internal/localizer.js';
import { shownName } from '../internal/shown-name.js';
import { conversationMenuWords } from '../locales/conversation-menu/index.js';
import { peopleWords } from '../locales/people/index.js';
import type { MenuAnchor, MenuItem } from '../menu/menu.component.js';

export function conversationMenu(
  host: HTMLElement,
  conversation: Conversation,
  anchor: MenuAnchor,
  localizer: Localizer,
  onDone: () => void,
): TemplateResult {
  return html`<openim-menu
    .items=${itemsOf(conversation, localizer)}
    .anchor=${anchor}
    .onDone=${(action: string | undefined) => {
      onDone();
      act(host, conversation, action);
    }}
    label=${conversationMenuWords(localizer).actions(shownName(conversation.showName))}
  ></openim-menu>`;
}

function itemsOf({ isPinned, recvMsgOpt, unreadCount }: Conversation, localizer: Localizer): MenuItem[] {
  const words = conversationMenuWords(localizer);
  const { receiveNothing, receiveNothingQuestion } = peopleWords(localizer);
  const isMuted = recvMsgOpt !== OptType.Normal;
  const items: (MenuItem | false)[] = [
    { id: 'pin', label: isPinned ? words.unpin : words.pin, icon: 'pin' },
    { id: 'mute', ...(isMuted ? { label: words.unmute, icon: 'bell' } : { label: words.mute, icon: 'muted' }) },
    // This asks first: messages that are not received are lost for good.
    recvMsgOpt !== OptType.Mute && {
      id: 'receive-nothing',
      label: receiveNothing,
      icon: 'block',
      question: receiveNothingQuestion,
    },
    unreadCount > 0 && { id: 'read', label: words.markRead, icon: 'checks' },
    {
      id: 'delete',
      label: localizer.text.delete,
      icon: 'trash',
      isDangerous: true,
      question: words.deleteQuestion,
    },
  ];
  return items.filter((item) => item !== false);
}

function act(host: HTMLElement, conversation: Conversation, action: string | undefined): void {
  const { conversationID, isPinned, recvMsgOpt } = conversation;
  switch (action) {
    case 'pin':
      request(host, 'openim-conversation-pin-request', { conversationID, isPinned: !isPinned });
      break;
    case 'mute':
      request(host, 'openim-conversation-mute-request', {
        conversationID,
        isMuted: recvMsgOpt === OptType.Normal,
      });
      break;
    case 'receive-nothing':
      request(host, 'openim-conversation-receive-request', { conversationID, opt: OptType.Mute });
      break;
    case 'read':
      request(host, 'openim-conversation-read-request', { conversationID });
      break;
    case 'delete':
      request(host, 'openim-conversation-delete-request', { conversationID });
      break;
    default:
  }
}
