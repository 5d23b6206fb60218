/** The elements for people and groups, each in every state, and the messenger. */
import { html, type TemplateResult } from 'lit';
import { GroupRole, GroupStatus } from '../src/index.js';
import type { FakeRecords } from '../test/helpers/fake-people.js';
import { pageLocale } from './page-locale.js';
import { peopleStory, withDesignTeam, type Story } from './gallery-story.js';
import { failed, find, offline, pressing, shown, write, type Scene } from './gallery-scene.js';
import { sharedFilesScenes } from './gallery-shared-files.js';

type Options = {
  readonly role?: GroupRole;
  /** `own` where the element is as high as it is. */
  readonly height?: number | 'own';
  readonly coversPage?: true;
  readonly prepare?: (story: Story) => void;
  readonly act?: (box: HTMLElement) => Promise<void>;
};

function scene(
  name: string,
  inside: TemplateResult,
  { role, height = 620, coversPage, prepare, act }: Options = {},
): Scene {
  return {
    name,
    ...(height !== 'own' && { height }),
    ...(coversPage && { coversPage }),
    render: () => {
      const story = peopleStory(role);
      prepare?.(story);
      return html`<openim-provider .session=${story.session} locale=${pageLocale()}>${inside}</openim-provider>`;
    },
    ...(act && { act }),
  };
}

/** The three states every list has besides being full. */
function states(
  element: string,
  inside: TemplateResult,
  recordsOf: (story: Story) => readonly FakeRecords<readonly unknown[]>[],
): Scene[] {
  return [
    scene(`${element}/empty`, inside, {
      height: 420,
      prepare: (story) => {
        for (const records of recordsOf(story)) records.value.value = [];
      },
    }),
    scene(`${element}/loading`, inside, {
      height: 420,
      prepare: (story) => {
        for (const records of recordsOf(story)) records.state.value = { kind: 'loading' };
      },
    }),
    scene(`${element}/failed`, inside, {
      height: 420,
      prepare: (story) => {
        for (const records of recordsOf(story)) records.state.value = failed;
      },
    }),
  ];
}

const contactList = html`<openim-contact-list class="pane" active-id="user:ines"></openim-contact-list>`;
const friendRequests = html`<openim-friend-requests class="pane"></openim-friend-requests>`;
const groupRequests = html`<openim-group-requests class="pane"></openim-group-requests>`;
const blockList = html`<openim-block-list class="pane"></openim-block-list>`;
const details = html`<openim-group-details class="pane" group-id="design"></openim-group-details>`;
const cardOf = (userID: string) => html`<openim-user-card class="pane" user-id=${userID}></openim-user-card>`;
const profile = html`<openim-profile class="pane"></openim-profile>`;
const createGroup = html`<openim-create-group></openim-create-group>`;
const findContact = html`<openim-find-contact></openim-find-contact>`;
const messenger = html`<openim-messenger class="pane"></openim-messenger>`;

/** Looks for an ID. */
function finding(id: string): (box: HTMLElement) => Promise<void> {
  return async (box) => {
    await write(box, ['openim-find-contact', '[name="id"]'], id);
    await pressing(['openim-find-contact', 'form .button'])(box);
  };
}

export const peopleScenes: readonly Scene[] = [
  scene('contact-list/full', contactList),
  ...states('contact-list', contactList, ({ contacts, groups }) => [contacts.friends, groups.joined]),
  scene('contact-list/no-match', html`<openim-contact-list class="pane" filter="zebra"></openim-contact-list>`, {
    height: 420,
  }),
  scene('friend-requests/full', friendRequests),
  ...states('friend-requests', friendRequests, ({ contacts }) => [
    contacts.receivedRequests,
    contacts.sentRequests,
  ]),
  scene('group-requests/full', groupRequests),
  ...states('group-requests', groupRequests, ({ groups }) => [groups.receivedRequests, groups.sentRequests]),
  scene('block-list/full', blockList, { height: 420 }),
  ...states('block-list', blockList, ({ contacts }) => [contacts.blocked]),
  scene('user-card/friend', cardOf('mara')),
  scene('user-card/stranger', cardOf('tariq')),
  scene('user-card/blocked', cardOf('mara'), {
    prepare: ({ contacts }) => {
      const { value } = contacts.person('mara');
      if (value.value) value.value = { ...value.value, isBlocked: true };
    },
  }),
  scene('user-card/self', cardOf('me'), { height: 420 }),
  scene('user-card/unknown', cardOf('nobody'), { height: 420 }),
  scene('user-card/editing', cardOf('mara'), {
    act: pressing(['openim-user-card', 'openim-field-row', '.edit']),
  }),
  scene('user-card/question', cardOf('mara'), {
    coversPage: true,
    act: pressing(['openim-user-card', '.danger']),
  }),
  scene('user-card/adding', cardOf('tariq'), {
    coversPage: true,
    act: pressing(['openim-user-card', '.button--plain']),
  }),
  scene('user-card/offline', cardOf('mara'), {
    prepare: ({ contacts }) => {
      contacts.person('mara').state.value = failed;
    },
  }),
  scene('group-details/owner', details, { height: 1180 }),
  scene('group-details/member', details, { role: GroupRole.Member, height: 900 }),
  scene('group-details/muted', details, {
    prepare: (story) => withDesignTeam(story, { status: GroupStatus.Muted }),
  }),
  scene('group-details/dismissed', details, {
    prepare: (story) => withDesignTeam(story, { status: GroupStatus.Dismissed }),
  }),
  scene('group-details/outsider', details, {
    height: 480,
    prepare: ({ groups }) => {
      groups.members('design').self.value = undefined;
    },
  }),
  scene('group-details/offline', details, {
    prepare: ({ groups }) => {
      groups.group('design').state.value = failed;
    },
  }),
  scene('group-details/member-menu', details, {
    height: 700,
    coversPage: true,
    act: pressing(['openim-group-details', '.member__menu']),
  }),
  scene('group-details/inviting', details, {
    coversPage: true,
    act: pressing(['openim-group-details', '.hero__buttons .button--plain']),
  }),
  ...sharedFilesScenes,
  scene('profile/full', profile),
  scene('profile/editing', profile, { act: pressing(['openim-profile', 'openim-field-row', '.edit']) }),
  scene('profile/loading', profile, {
    height: 420,
    prepare: ({ session }) => {
      session.self.value = undefined;
    },
  }),
  scene('profile/offline', profile, {
    height: 420,
    prepare: ({ session }) => {
      session.self.value = undefined;
      session.connection.value = offline();
    },
  }),
  scene('create-group/full', createGroup, { height: 'own' }),
  scene('create-group/chosen', createGroup, {
    height: 'own',
    act: async (box) => {
      await write(box, ['openim-create-group', '[name="name"]'], 'Harbour walk');
      await pressing(
        ['openim-create-group', 'openim-people-picker', '[value="jun"]'],
        ['openim-create-group', 'openim-people-picker', '[value="mara"]'],
      )(box);
    },
  }),
  scene('find-contact/full', findContact, { height: 'own' }),
  scene('find-contact/person', findContact, { height: 'own', act: finding('tariq') }),
  scene('find-contact/friend', findContact, { height: 'own', act: finding('mara') }),
  scene('find-contact/group', findContact, { height: 'own', act: finding('party') }),
  scene('find-contact/nothing', findContact, { height: 'own', act: finding('zebra') }),
  scene('messenger/chats', messenger, { height: 700 }),
  scene('messenger/contacts', messenger, { height: 700, act: pressing(['openim-messenger', '#tab-contacts']) }),
  scene('messenger/me', messenger, { height: 700, act: pressing(['openim-messenger', '#tab-me']) }),
  scene('messenger/chat', messenger, {
    height: 700,
    act: async (box) => {
      await pressing(['openim-messenger', 'openim-conversation-list', '[role="option"]'])(box);
      await shown(() => find(box, 'openim-messenger', 'openim-chat', 'openim-message-list', 'openim-message'));
    },
  }),
  scene('messenger/details', messenger, {
    height: 700,
    act: pressing(
      ['openim-messenger', 'openim-conversation-list', '[role="option"]'],
      ['openim-messenger', '.main [aria-expanded]'],
    ),
  }),
  scene('messenger/requests', messenger, {
    height: 700,
    act: pressing(['openim-messenger', '#tab-contacts'], ['openim-messenger', '.entries .row']),
  }),
  scene('messenger/new-group', messenger, {
    height: 700,
    coversPage: true,
    act: pressing(
      ['openim-messenger', '[aria-haspopup="menu"]'],
      ['openim-messenger', 'openim-menu', '[data-id="create"]'],
    ),
  }),
  {
    name: 'messenger/not-set-up',
    height: 420,
    render: () => html`<openim-messenger class="pane" url="wss://chat.example"></openim-messenger>`,
  },
];
