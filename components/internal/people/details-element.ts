import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { OptType, type Conversation, type LiveRecords } from '../../../src/index.js';
import { Lazy } from '../lazy.js';
import { icon } from '../more-icons.js';
import { PeopleElement } from './people-element.js';
import { shownName } from '../shown-name.js';
import { switchRow } from './switch-row.js';

export const sharedFiles = new Lazy(() => import('../../shared-files/shared-files.js'));

/** What the details of a person and of a group have in common: what they say of the conversation. */
export abstract class DetailsElement extends PeopleElement {
  /** The conversation whose photos and files are shown in place of the details. */
  #sharedIn: string | undefined;

  /** Of the person's or group's. */
  protected abstract readonly conversationID: string;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sharedIn = undefined;
  }

  protected get conversation(): Conversation | undefined {
    const { conversationID } = this;
    return this.activeSession?.conversations.value.find((item) => item.conversationID === conversationID);
  }

  /** The page: the details, or what stands for them. */
  protected detailsTemplate(
    title: string,
    records: LiveRecords<unknown> | undefined,
    details: () => TemplateResult,
  ): TemplateResult {
    const { conversation, conversationID } = this;
    if (conversation && this.#sharedIn === conversationID) return this.#sharedTemplate(conversationID);
    const instead = this.insteadTemplate(records);
    // Without the gateway there is still what was cached of the conversation.
    const isCached = conversation && records?.state.value.kind === 'failed';
    const content = isCached
      ? html`<div class="scroller">${this.#cachedTemplate(conversation)}${instead}</div>`
      : (instead ?? details());
    // What is being written of one of them is not for the next, who gets everything anew.
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

  #cachedTemplate({ showName, faceURL, userID, groupID }: Conversation): TemplateResult {
    return html`<div class="column">
      <div class="hero">
        <openim-avatar
          aria-hidden="true"
          name=${showName}
          src=${faceURL}
          seed=${groupID || userID}
          ?group=${groupID !== ''}
        ></openim-avatar>
        <h3 part="name" class="hero__name" dir="auto">${shownName(showName, groupID, userID)}</h3>
      </div>
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
   * How the conversation behaves: pinned, and which kind of muted; ways to search in it and to what was shared there.
   * Nothing while there is none.
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

/** A line that leads somewhere. */
function wayRow(label: string, go: () => void, className = ''): TemplateResult {
  return html`<button class="fact fact--way ${className}" type="button" @click=${go}>
    <span>${label}</span>${icon('next')}
  </button>`;
}
