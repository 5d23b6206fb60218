import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { OptType, type Conversation, type LiveRecords } from '../../../src/index.js';
import { heroTemplate } from './person-templates.js';
import { Lazy } from '../lazy.js';
import type { FirstIconName } from '../icons.js';
import { icon } from '../more-icons.js';
import { noticeTemplate } from '../notice.js';
import { PeopleElement } from './people-element.js';
import { shownName } from '../shown-name.js';
import { switchRow } from './fact-rows.js';

export const sharedFiles = new Lazy(() => import('../../shared-files/shared-files.js'));

/** What the page of a person or group shows. */
type Details<Value> = {
  readonly id: string;
  readonly icon: FirstIconName;
  readonly title: string;
  /** The title of the placeholder without an ID. */
  readonly noneChosen: string;
  /** The title of the placeholder if nobody has the ID. */
  readonly notFound: string;
  readonly find: () => LiveRecords<Value | undefined> | undefined;
  readonly render: (value: Value) => TemplateResult;
};

/** The base class of the details of a person and of a group: what they show of the conversation. */
export abstract class DetailsElement extends PeopleElement {
  /** ID of the conversation whose photos and files are shown in place of the details. */
  #sharedIn: string | undefined;

  /** ID of the conversation with the person or group. */
  protected abstract readonly conversationID: string;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sharedIn = undefined;
  }

  protected get conversation(): Conversation | undefined {
    const { conversationID } = this;
    return this.activeSession?.conversations.value.find((item) => item.conversationID === conversationID);
  }

  /** Renders the page: the details of `id`, or what replaces them. */
  protected detailsTemplate<Value>({
    id,
    icon,
    title,
    noneChosen,
    notFound,
    find,
    render,
  }: Details<Value>): TemplateResult {
    if (this.activeSession && !id) return this.pageTemplate(title, noticeTemplate({ icon, title: noneChosen }));
    const { conversation, conversationID } = this;
    if (conversation && this.#sharedIn === conversationID) return this.#sharedTemplate(conversationID);
    const records = id ? find() : undefined;
    const value = records?.value.value;
    const details = (): TemplateResult =>
      value ? render(value) : noticeTemplate({ icon, title: notFound, hint: id, isAlert: true });
    const instead = this.insteadTemplate(records);
    // Without the gateway, the cached conversation is still shown.
    const isCached = conversation && records?.state.value.kind === 'failed';
    const content = isCached
      ? html`<div class="scroller">${this.#cachedTemplate(conversation)}${instead}</div>`
      : (instead ?? details());
    // Keyed by conversation, so that an unfinished edit for one person does not appear for the next.
    const template = html`${repeat(
      [content],
      () => conversationID,
      () => content,
    )}`;
    return this.pageTemplate(title, template);
  }

  #sharedTemplate(conversationID: string): TemplateResult {
    return html`<openim-shared-files conversation-id=${conversationID} .onBack=${this.#closeShared}
      ><slot name="header-end" slot="header-end"></slot
    ></openim-shared-files>`;
  }

  #cachedTemplate(conversation: Conversation): TemplateResult {
    const { showName, userID, groupID } = conversation;
    return html`<div class="column">
      ${heroTemplate(conversation, shownName(showName, groupID, userID))}
      <div class="facts">${this.switchesTemplate()}</div>
    </div>`;
  }

  readonly #openShared = (): void =>
    void this.open(sharedFiles, () => this.#show(this.conversationID, 'openim-shared-files'));

  readonly #closeShared = (): void => void this.#show(undefined, '.fact--files');

  async #show(sharedIn: string | undefined, focused: string): Promise<void> {
    this.#sharedIn = sharedIn;
    this.requestUpdate();
    await this.updateComplete;
    const target = this.renderRoot.querySelector<HTMLElement & Partial<PeopleElement>>(focused);
    await target?.updateComplete;
    target?.focus();
  }

  /**
   * Renders the conversation's settings (pinned, muted, receiving), and the buttons to search in it and to show its photos and
   * files; nothing if there is no conversation.
   */
  protected switchesTemplate(): TemplateResult | typeof nothing {
    const { words, conversation, conversationID } = this;
    if (!conversation) return nothing;
    const { isPinned, recvMsgOpt } = conversation;
    const receive = (opt: OptType): void =>
      void this.act('openim-conversation-receive-request', { conversationID, opt });
    return html`${switchRow(
      words.pinned,
      isPinned,
      (isOn) => void this.act('openim-conversation-pin-request', { conversationID, isPinned: isOn }),
    )}
    ${switchRow(words.muted, recvMsgOpt !== OptType.Normal, (isOn) =>
      receive(isOn ? OptType.WithoutNotify : OptType.Normal),
    )}
    ${
      recvMsgOpt === OptType.Normal
        ? nothing
        : switchRow(words.receiveNothing, recvMsgOpt === OptType.Mute, (isOn) =>
            receive(isOn ? OptType.Mute : OptType.WithoutNotify),
          )
    }
    ${wayRow(words.photosAndFiles, this.#openShared, 'fact--files')}
    ${wayRow(words.searchInChat, () => this.request('openim-search-request', { conversationID, words: '' }))}`;
  }
}

/** Renders a row that leads somewhere. */
function wayRow(label: string, go: () => void, className = ''): TemplateResult {
  return html`<button class="fact fact--way ${className}" type="button" @click=${go}>
    <span>${label}</span>${icon('next')}
  </button>`;
}
