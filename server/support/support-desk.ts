import { createHash, randomBytes } from 'node:crypto';
import {
  conversationIDOf,
  ErrorCode,
  groupExOfVisitor,
  GroupJoinSource,
  GroupRole,
  GroupStatus,
  GroupVerification,
  OpenIMError,
  Platform,
  toJson,
  visitorOfGroup,
  type GroupItem,
  type SupportSession,
  type SupportSessionRequest,
  type Visitor,
} from '../../src/protocol/index.js';
import type { TokenService } from '../auth/token-service.js';
import type { Clock } from '../clock.js';
import type { Store } from '../db/store.js';
import type { SupportGroup } from '../db/support.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { EventSender } from '../events.js';
import { announceAuthor, announceNewAuthor } from '../inbox-changes.js';
import type { Hub } from '../hub.js';
import type { Login } from '../login.js';
import { newGroupID, newID } from '../new-id.js';
import type { Output } from '../output.js';
import type { Session } from '../session.js';

export type SupportDependencies = {
  /** Who answers, the owner of new groups first; empty if there is no support. */
  readonly agentIDs: readonly string[];
  readonly clock: Clock;
  readonly store: Store;
  readonly tokens: TokenService;
  readonly unitOfWork: UnitOfWork;
  readonly hub: Hub<Session>;
  readonly login: Login;
};

/** A user of the site whose token was checked. */
export type VerifiedUser = { readonly userID: string; readonly token: string; readonly expiresAtMs: number };

const VISITOR_TOKEN_BYTES = 32;

const DAY_MS = 24 * 60 * 60_000;
/** How long a guest who has said nothing is remembered, since they last opened the chat. */
const SILENT_GUEST_DAYS = 30;
/** Chats examined in one step: few enough not to delay requests. */
const STEP_SIZE = 100;

/**
 * Brings a site's visitors and its agents together: each visitor talks in a group of their own, to which all agents belong
 * (docs/support.md). A visitor is a guest, who is created here and recognized by their visitor token, or a user of the site.
 */
export class SupportDesk {
  readonly #agentIDs: readonly string[];
  readonly #clock: Clock;
  readonly #store: Store;
  readonly #tokens: TokenService;
  readonly #unitOfWork: UnitOfWork;
  readonly #hub: Hub<Session>;
  readonly #login: Login;

  constructor(dependencies: SupportDependencies) {
    this.#agentIDs = [...new Set(dependencies.agentIDs)];
    this.#clock = dependencies.clock;
    this.#store = dependencies.store;
    this.#tokens = dependencies.tokens;
    this.#unitOfWork = dependencies.unitOfWork;
    this.#hub = dependencies.hub;
    this.#login = dependencies.login;
  }

  /** Whether an agent is online. */
  get isAvailable(): boolean {
    return this.#agentIDs.some((userID) => this.#hub.isOnline(userID));
  }

  /** @throws {OpenIMError} 1005 if there are no agents */
  checkOpen(): void {
    if (this.#agentIDs.length > 0) return;
    throw new OpenIMError(
      ErrorCode.NotSupported,
      'no support chats: the gateway was started without --support-agents',
    );
  }

  /** Creates agents who do not exist yet, and lets exactly the present agents answer all chats, including old ones. */
  async takeUpWork(): Promise<void> {
    const [ownerID] = this.#agentIDs;
    if (ownerID === undefined) return;
    const { users, support } = this.#store;
    await this.#unitOfWork.transact(() => {
      const nowMs = this.#clock.now();
      const before = new Set(support.agentIDs());
      for (const userID of this.#agentIDs) {
        if (!users.exists(userID)) users.create(userID, { ...BLANK_PROFILE, nickname: userID }, nowMs);
        if (!before.delete(userID)) support.addAgent(userID, nowMs);
      }
      for (const userID of before) support.removeAgent(userID);
      support.giveTo(ownerID);
    });
  }

  /**
   * Opens a conversation for a visitor: the one they had, or a new one.
   *
   * @param user for whom the site's back end vouches; the guest with the visitor token becomes this user
   * @throws {OpenIMError} 1005 no support here; 801 the user is an agent or a guest; 804 it moved at this very moment
   */
  async open(request: SupportSessionRequest, user: VerifiedUser | undefined): Promise<SupportSession> {
    this.checkOpen();
    return user ? this.#openForUser(request, user) : this.#openForGuest(request);
  }

  /**
   * Forgets guests who opened a chat, said nothing and did not come back: most visitors do so, and each is one more group for
   * every agent. This is one step of a sweep, in the order of the groups' IDs.
   */
  async forgetSilentGuests(afterGroupID: string): Promise<string | undefined> {
    const { groups, support } = this.#store;
    return this.#unitOfWork.transact((output) => {
      const beforeMs = this.#clock.now() - SILENT_GUEST_DAYS * DAY_MS;
      const { silent, lastID } = support.silentChats(beforeMs, afterGroupID, STEP_SIZE);
      for (const chat of silent.filter(({ userID }) => !this.#hub.isOnline(userID))) {
        const group = groups.get(chat.groupID);
        const memberIDs = groups.memberIDs(chat.groupID);
        support.forget(chat);
        if (group) this.#events(output).toUsers(memberIDs, 'OnJoinedGroupDeleted', toJson(group));
      }
      return lastID;
    });
  }

  async #openForGuest(request: SupportSessionRequest): Promise<SupportSession> {
    const { support, users } = this.#store;
    const known = this.#byVisitorToken(request);
    const visitorToken = (known && request.visitorToken) ?? randomBytes(VISITOR_TOKEN_BYTES).toString('base64url');
    const userID = known?.userID ?? `guest_${newID()}`;
    const issued = await this.#tokens.sign(userID, Platform.Web);
    const groupID = await this.#unitOfWork.transact((output) => {
      const nowMs = this.#clock.now();
      if (known && this.#byVisitorToken(request)?.groupID !== known.groupID) {
        throw new OpenIMError(ErrorCode.StateAbnormal, 'the conversation has just moved');
      }
      if (!known) users.createGuest(userID, BLANK_PROFILE, nowMs);
      this.#tokens.register(issued);
      const visitor = visitorAfter(request, this.#visitorOf(known), { userID, isVerified: false });
      // A new guest is not announced: nobody has messages of theirs, but all users would be told of the change.
      const isRenamed = known !== undefined && users.get(userID)?.nickname !== nameOf(visitor);
      users.update(userID, { ...BLANK_PROFILE, nickname: nameOf(visitor), email: visitor.email });
      if (isRenamed) this.#announceName(userID, output);
      if (known && this.#isUsable(known)) {
        this.#update(known, visitor, output);
        return known.groupID;
      }
      if (known) support.forgetVisitorToken(known.groupID);
      return this.#create(visitor, hashOf(visitorToken), output);
    });
    const { token, expiresAtMs } = issued;
    const expiredTime = expiresAtMs / 1000;
    return { userID, token, groupID, visitorToken, expiredTime, available: this.isAvailable };
  }

  async #openForUser(
    request: SupportSessionRequest,
    { userID, token, expiresAtMs }: VerifiedUser,
  ): Promise<SupportSession> {
    const { support, users } = this.#store;
    if (users.isGuest(userID)) throw new OpenIMError(ErrorCode.NoPermission, 'a guest is not a verified user');
    if (this.#agentIDs.includes(userID))
      throw new OpenIMError(ErrorCode.NoPermission, 'an agent cannot be a visitor');
    const groupID = await this.#unitOfWork.transact((output) => {
      const known = this.#byVisitorToken(request);
      // A chat that cannot become the user's may be somebody else's, so nothing that is known of its guest is used.
      const guest = known && this.#isUsable(known) && this.#isUnknownTo(userID, known) ? known : undefined;
      const latest = support.latestOf(userID);
      const nickname = users.get(userID)?.nickname ?? '';
      const name = request.name ?? nickname;
      const before = this.#visitorOf(guest ?? latest);
      const visitor = visitorAfter({ ...request, name }, before, { userID, isVerified: true });
      if (guest) {
        this.#move(guest, visitor, output);
        return guest.groupID;
      }
      if (!latest || !this.#isUsable(latest)) return this.#create(visitor, null, output);
      this.#update(latest, visitor, output);
      return latest.groupID;
    });
    const expiredTime = expiresAtMs / 1000;
    return { userID, token, groupID, visitorToken: '', expiredTime, available: this.isAvailable };
  }

  #byVisitorToken({ visitorToken }: SupportSessionRequest): SupportGroup | undefined {
    return visitorToken === undefined ? undefined : this.#store.support.byVisitorToken(hashOf(visitorToken));
  }

  #visitorOf(chat: SupportGroup | undefined): Visitor | undefined {
    const group = chat && this.#store.groups.get(chat.groupID);
    return group && visitorOfGroup(group);
  }

  /** Whether the user has no part in the conversation: one who was invited has copies of their own, which are kept apart. */
  #isUnknownTo(userID: string, { groupID }: SupportGroup): boolean {
    const { conversations, groups } = this.#store;
    return !groups.isMember(groupID, userID) && !conversations.find(userID, conversationIDOf({ groupID }));
  }

  /** Whether the conversation can go on. If agents dismissed it or removed the visitor, another one follows. */
  #isUsable({ groupID, userID }: SupportGroup): boolean {
    const { groups } = this.#store;
    return groups.statusOf(groupID) !== GroupStatus.Dismissed && groups.isMember(groupID, userID);
  }

  #create(visitor: Visitor, tokenHash: string | null, output: Output): string {
    const { groups, support } = this.#store;
    const nowMs = this.#clock.now();
    const groupID = newGroupID((id) => groups.exists(id));
    const [ownerUserID = '', ...otherAgents] = this.#agentIDs;
    groups.create({ groupID, groupName: nameOf(visitor), ownerUserID, groupType: 0 }, nowMs);
    const roles: [string, GroupRole][] = [
      [ownerUserID, GroupRole.Owner],
      ...otherAgents.map((agentID): [string, GroupRole] => [agentID, GroupRole.Admin]),
      [visitor.userID, GroupRole.Member],
    ];
    for (const [userID, roleLevel] of roles) {
      const joinSource = GroupJoinSource.Unknown;
      groups.addMember(
        { groupID, userID, roleLevel, joinSource, operatorUserID: ownerUserID, inviterUserID: '' },
        nowMs,
      );
    }
    groups.setRules(groupID, {
      needVerification: GroupVerification.AllNeed,
      lookMemberInfo: 0,
      applyMemberFriend: 1,
    });
    support.add({ groupID, userID: visitor.userID }, tokenHash, nowMs);
    this.#describe(groupID, visitor);
    // No message announces the group: a chat appears in the agents' lists with the first thing that is said.
    const group = groups.get(groupID);
    if (group) this.#events(output).toUsers(groups.memberIDs(groupID), 'OnJoinedGroupAdded', toJson(group));
    return groupID;
  }

  #update({ groupID }: SupportGroup, visitor: Visitor, output: Output): void {
    this.#store.support.noteUse(groupID, this.#clock.now());
    const { before, after } = this.#describe(groupID, visitor);
    if (before.groupName !== after.groupName || before.ex !== after.ex) this.#announce(after, output);
  }

  /** Gives the guest's place, and what they said, to the user; the guest's sessions and tokens end. */
  #move(chat: SupportGroup, visitor: Visitor, output: Output): void {
    const { conversations, groups, support, tokens } = this.#store;
    const { groupID, userID: guestID } = chat;
    const { userID } = visitor;
    const nowMs = this.#clock.now();
    const conversationID = conversationIDOf({ groupID });
    const events = this.#events(output);
    const guest = groups.member(groupID, guestID);
    groups.removeMember(groupID, guestID);
    groups.addMember(
      {
        groupID,
        userID,
        roleLevel: GroupRole.Member,
        joinSource: GroupJoinSource.Unknown,
        operatorUserID: userID,
        inviterUserID: '',
      },
      nowMs,
    );
    const { conversationPk } = conversations.create(userID, { groupID });
    const written = support.messagesOf(chat);
    support.moveTo(userID, chat, conversationPk);
    support.noteUse(groupID, nowMs);
    tokens.kickAll(guestID, nowMs);
    this.#login.kick(this.#hub.sessionsOf(guestID), output);

    const { after } = this.#describe(groupID, visitor);
    const member = groups.member(groupID, userID);
    if (guest) events.toUsers(this.#agentIDs, 'OnGroupMemberDeleted', toJson(guest));
    if (member) events.toUsers(this.#agentIDs, 'OnGroupMemberAdded', toJson(member));
    events.toUser(userID, 'OnJoinedGroupAdded', toJson(after));
    const conversation = conversations.item(userID, conversationID);
    if (conversation && conversation.latestMsgSendTime > 0) {
      events.toUser(userID, 'OnConversationChanged', toJson([conversation]));
    }
    this.#announce(after, output);
    for (const [ownerID, messagePks] of written)
      announceNewAuthor({ store: this.#store, events }, ownerID, messagePks);
  }

  /** Records that a guest has another name, and tells those with whom they talk. */
  #announceName(userID: string, output: Output): void {
    const { changes, groups } = this.#store;
    changes.noteAuthor(userID);
    const others = groups.idsKnownTo(userID).flatMap((groupID) => changes.acquaintancesIn({ groupID }));
    const events = this.#events(output);
    announceAuthor({ store: this.#store, events }, userID, new Set([userID, ...others]));
  }

  /** Writes into the group who the visitor is. Returns the group before and after. */
  #describe(groupID: string, visitor: Visitor): { before: GroupItem; after: GroupItem } {
    const { groups } = this.#store;
    const before = groups.get(groupID);
    if (!before) throw new Error('the group is not there');
    groups.setTexts(groupID, { ...before, groupName: nameOf(visitor), ex: groupExOfVisitor(visitor) });
    return { before, after: groups.get(groupID) ?? before };
  }

  /** Sends all members who are online the group's new record, and the conversation named after it. */
  #announce(group: GroupItem, output: Output): void {
    const { conversations, groups } = this.#store;
    const events = this.#events(output);
    const memberIDs = groups.memberIDs(group.groupID).filter((userID) => events.isOnline(userID));
    events.toUsers(memberIDs, 'OnGroupInfoChanged', toJson(group));
    for (const userID of memberIDs) {
      const conversation = conversations.item(userID, conversationIDOf(group));
      if (conversation && conversation.latestMsgSendTime > 0) {
        events.toUser(userID, 'OnConversationChanged', toJson([conversation]));
      }
    }
  }

  #events(output: Output): EventSender {
    return new EventSender(this.#hub, output);
  }
}

const BLANK_PROFILE = { nickname: '', faceURL: '', gender: 0, phoneNumber: '', birth: 0, email: '', ex: '' };

function visitorAfter(
  { name, email, attributes }: SupportSessionRequest,
  before: Visitor | undefined,
  identity: Pick<Visitor, 'userID' | 'isVerified'>,
): Visitor {
  return {
    ...identity,
    name: name ?? before?.name ?? '',
    email: email ?? before?.email ?? '',
    attributes: attributes ?? before?.attributes ?? {},
  };
}

/** Returns the visitor's name; somebody without one is told from others by the end of their ID. */
function nameOf({ name, userID }: Visitor): string {
  return name === '' ? `Visitor ${userID.slice(-4)}` : name;
}

/** Hashes a visitor token. It is random and long, so a plain digest cannot be reversed. */
function hashOf(visitorToken: string): string {
  return createHash('sha256').update(visitorToken).digest('hex');
}
