/** What a messenger says when something is not as usual: at demo/gallery.html?element=state. */
import { html } from 'lit';
import { ErrorCode, GroupRole, GroupStatus, OpenIMError, OptType, type ClosedReason } from '../src/index.js';
import { textMessage } from '../test/helpers/fake-session.js';
import { everyDelivery } from './gallery-people.js';
import { shown, type Scene } from './gallery-scene.js';
import { pageLocale } from './page-locale.js';
import { peopleStory, withDesignTeam, type Story } from './gallery-story.js';

type State = {
  /** Which conversation is open; none where the list itself is the point. */
  readonly conversationID?: string;
  readonly role?: GroupRole;
  readonly prepare?: (story: Story) => void;
};

function state(name: string, { conversationID = 'single_mara', role = GroupRole.Member, prepare }: State): Scene {
  return {
    name: `state/${name}`,
    height: 620,
    render: () => {
      const story = peopleStory(role);
      prepare?.(story);
      return html`<openim-provider .session=${story.session} locale=${pageLocale()}
        ><openim-messenger class="pane"></openim-messenger
      ></openim-provider>`;
    },
    act: async (box) => {
      if (!conversationID) return;
      const row = await shown(() =>
        box
          .querySelector('openim-messenger')
          ?.shadowRoot?.querySelector('openim-conversation-list')
          ?.shadowRoot?.querySelector<HTMLElement>(`[data-id="${conversationID}"]`),
      );
      row.click();
      await new Promise((resolve) => setTimeout(resolve, 80));
    },
  };
}

function closed(reason: ClosedReason): Scene {
  return state(reason, {
    prepare: ({ session }) => {
      session.connection.value = { kind: 'closed', reason, errCode: 0, errMsg: '' };
    },
  });
}

function failedMessage(errCode: number): (story: Story) => void {
  return ({ session }) => {
    session
      .timeline('single_mara')
      .append(
        textMessage('Are you there?', { outgoing: true, delivery: { kind: 'failed', errCode, errMsg: '' } }),
      );
  };
}

const failure = new OpenIMError(ErrorCode.Timeout, 'The server did not answer in time.');

export const stateScenes: readonly Scene[] = [
  state('not-a-friend', {
    prepare: (story) => {
      failedMessage(ErrorCode.NotFriend)(story);
      const { value } = story.contacts.person('mara');
      if (value.value) value.value = { ...value.value, friend: undefined };
    },
  }),
  state('blocked-by-you', {
    prepare: ({ contacts }) => {
      const { value } = contacts.person('mara');
      if (value.value) value.value = { ...value.value, isBlocked: true };
    },
  }),
  state('blocked-by-them', { prepare: failedMessage(ErrorCode.Blacklisted) }),
  state('muted', {
    conversationID: 'group_design',
    prepare: ({ groups }) => {
      const { self } = groups.members('design');
      if (self.value) self.value = { ...self.value, muteEndTime: Math.floor(Date.now() / 1000) + 600 };
    },
  }),
  state('group-muted', {
    conversationID: 'group_design',
    prepare: (story) => withDesignTeam(story, { status: GroupStatus.Muted }),
  }),
  state('removed-from-group', {
    conversationID: 'group_design',
    prepare: ({ session }) => {
      session.change('group_design', { isNotInGroup: true, recvMsgOpt: OptType.Normal });
      const timeline = session.timeline('group_design');
      const conversation = timeline.conversation.value;
      if (conversation) timeline.conversation.value = { ...conversation, isNotInGroup: true };
    },
  }),
  state('group-dismissed', {
    conversationID: 'group_design',
    prepare: (story) => withDesignTeam(story, { status: GroupStatus.Dismissed }),
  }),
  closed('kicked'),
  closed('expired'),
  closed('refused'),
  state('connecting', {
    prepare: ({ session }) => {
      session.connection.value = { kind: 'connecting', attempt: 1 };
    },
  }),
  state('offline', {
    prepare: ({ session }) => {
      session.connection.value = {
        kind: 'waiting',
        attempt: 3,
        retryAtMs: Date.now() + 8000,
        reason: 'offline',
      };
      const timeline = session.timeline('single_mara');
      timeline.messages.value = everyDelivery().slice(0, 5);
      timeline.firstUnreadID.value = undefined;
    },
  }),
  state('empty', {
    conversationID: '',
    prepare: ({ session }) => {
      session.conversations.value = [];
    },
  }),
  state('loading', {
    prepare: ({ session }) => {
      const timeline = session.timeline('single_mara');
      timeline.messages.value = [];
      timeline.state.value = { kind: 'loading' };
    },
  }),
  state('list-loading', {
    conversationID: '',
    prepare: ({ session }) => {
      session.conversations.value = [];
      session.conversationsState.value = { kind: 'loading' };
    },
  }),
  state('failed', {
    prepare: ({ session }) => {
      const timeline = session.timeline('single_mara');
      timeline.messages.value = [];
      timeline.state.value = { kind: 'failed', error: failure };
    },
  }),
  state('list-failed', {
    conversationID: '',
    prepare: ({ session }) => {
      session.conversations.value = [];
      session.conversationsState.value = { kind: 'failed', error: failure };
    },
  }),
];
