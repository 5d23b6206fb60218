/** A session's people: friends, applications in both directions, the blacklist, and anybody's record. */
import {
  parse,
  type BlackItem,
  type EventFrame,
  type FriendApplicationItem,
  type FriendItem,
  type PartialUserItem,
  type PublicUserItem,
  type TotalUserStruct,
} from '../protocol/index.js';
import { Live, withItem, withoutKey, type LiveRecords } from './live-list.js';
import type { SessionContext, SessionPart } from './session-context.js';
import type { Session } from './types.js';

/** What the logged-in user may know about a user. */
export type Person = PublicUserItem & {
  /** Their record in the user's friend list; undefined if they are not a friend. */
  readonly friend: FriendItem | undefined;
  readonly isBlocked: boolean;
};

/**
 * The people of a session. Each list is requested when it is first read. The actions do not change the lists themselves;
 * the events that follow from them do.
 */
export interface Contacts {
  readonly friends: LiveRecords<readonly FriendItem[]>;
  /** Friend applications sent to the user, newest first, in all states. */
  readonly receivedRequests: LiveRecords<readonly FriendApplicationItem[]>;
  /** Friend applications sent by the user, newest first, in all states. */
  readonly sentRequests: LiveRecords<readonly FriendApplicationItem[]>;
  readonly blocked: LiveRecords<readonly BlackItem[]>;
  /** Returns any user's record, undefined if there is no such user. Returns the same object for the same user. */
  person(userID: string): LiveRecords<Person | undefined>;

  /** @throws {OpenIMError} 802 unknown user; 803 `userID` is the user's own */
  addFriend(userID: string, message: string): Promise<void>;
  /** @throws {OpenIMError} 802 no such application */
  acceptFriend(userID: string): Promise<void>;
  /** @throws {OpenIMError} 802 no such application */
  refuseFriend(userID: string): Promise<void>;
  /** Sets the user's remark for a friend; `''` removes it. @throws {OpenIMError} 802 not a friend */
  setRemark(userID: string, remark: string): Promise<void>;
  /** @throws {OpenIMError} 802 not a friend */
  deleteFriend(userID: string): Promise<void>;
  /** @throws {OpenIMError} 802 unknown user, or already blocked; 803 `userID` is the user's own */
  block(userID: string): Promise<void>;
  unblock(userID: string): Promise<void>;
  /** Changes the user's own record. @throws {OpenIMError} 803 a member is too long */
  setSelf(changes: PartialUserItem): Promise<void>;
}

/** Returns the people of a session; the same object each time. */
export function contactsOf(session: Session): Contacts {
  return session.part(makeContacts);
}

/** Creates the part of a session that {@link contactsOf} returns. A fake session recognizes it by this function. */
export const makeContacts = (context: SessionContext): Contacts & SessionPart => new ContactsView(context);

const userIDOf = ({ userID }: { readonly userID: string }): string => userID;
const applicationKey = ({ fromUserID, toUserID }: FriendApplicationItem): string =>
  JSON.stringify([fromUserID, toUserID]);

class ContactsView implements Contacts, SessionPart {
  readonly #context: SessionContext;
  readonly #people = new Map<string, Live<Person | undefined>>();
  readonly friends;
  readonly receivedRequests;
  readonly sentRequests;
  readonly blocked;

  constructor(context: SessionContext) {
    this.#context = context;
    this.friends = new Live<readonly FriendItem[]>(context, [], async (sync) =>
      parse(await sync.call('getFriendList', [])).flatMap(({ friendInfo }) => friendInfo ?? []),
    );
    this.receivedRequests = new Live<readonly FriendApplicationItem[]>(context, [], async (sync) =>
      parse(await sync.call('getRecvFriendApplicationList', [])),
    );
    this.sentRequests = new Live<readonly FriendApplicationItem[]>(context, [], async (sync) =>
      parse(await sync.call('getSendFriendApplicationList', [])),
    );
    this.blocked = new Live<readonly BlackItem[]>(context, [], async (sync) =>
      parse(await sync.call('getBlackList', [])),
    );
  }

  person(userID: string): Live<Person | undefined> {
    const present = this.#people.get(userID);
    if (present) return present;
    const person = new Live<Person | undefined>(this.#context, undefined, async (sync) => {
      const [found] = parse(await sync.call('getUsersInfo', [[userID]]));
      return found && personOf(found);
    });
    this.#people.set(userID, person);
    return person;
  }

  handleFrame(frame: EventFrame): void {
    switch (frame.event) {
      case 'OnFriendAdded':
      case 'OnFriendInfoChanged': {
        const friend = parse(frame);
        this.friends.update((friends) => withItem(friends, friend, userIDOf));
        this.#updatePerson(friend.userID, (person) => ({ ...person, ...profileOf(friend), friend }));
        return;
      }
      case 'OnFriendDeleted': {
        const { userID } = parse(frame);
        this.friends.update((friends) => withoutKey(friends, userID, userIDOf));
        this.#updatePerson(userID, (person) => ({ ...person, friend: undefined }));
        return;
      }
      case 'OnBlackAdded': {
        const black = parse(frame);
        this.blocked.update((items) => withItem(items, black, userIDOf));
        this.#updatePerson(black.userID, (person) => ({ ...person, isBlocked: true }));
        return;
      }
      case 'OnBlackDeleted': {
        const { userID } = parse(frame);
        this.blocked.update((items) => withoutKey(items, userID, userIDOf));
        this.#updatePerson(userID, (person) => ({ ...person, isBlocked: false }));
        return;
      }
      case 'OnFriendApplicationAdded':
        // An application that is sent again counts as new and moves to the front.
        this.#updateRequests(parse(frame), (items, item) => [
          item,
          ...withoutKey(items, applicationKey(item), applicationKey),
        ]);
        return;
      case 'OnFriendApplicationAccepted':
      case 'OnFriendApplicationRejected':
        this.#updateRequests(parse(frame), (items, item) => withItem(items, item, applicationKey, 'first'));
        return;
      case 'OnFriendApplicationDeleted':
        this.#updateRequests(parse(frame), (items, item) =>
          withoutKey(items, applicationKey(item), applicationKey),
        );
        return;
      default:
    }
  }

  handleConnection(isOnline: boolean): void {
    const { friends, receivedRequests, sentRequests, blocked } = this;
    for (const live of [friends, receivedRequests, sentRequests, blocked, ...this.#people.values()]) {
      live.handleConnection(isOnline);
    }
  }

  #updatePerson(userID: string, change: (person: Person) => Person): void {
    this.#people.get(userID)?.update((person) => person && change(person));
  }

  #updateRequests(
    item: FriendApplicationItem,
    change: (
      items: readonly FriendApplicationItem[],
      item: FriendApplicationItem,
    ) => readonly FriendApplicationItem[],
  ): void {
    const list = item.fromUserID === this.#context.userID ? this.sentRequests : this.receivedRequests;
    list.update((items) => change(items, item));
  }

  async addFriend(userID: string, message: string): Promise<void> {
    await (await this.#context.opened).call('addFriend', [{ toUserID: userID, reqMsg: message }]);
  }

  async acceptFriend(userID: string): Promise<void> {
    await (await this.#context.opened).call('acceptFriendApplication', [{ toUserID: userID, handleMsg: '' }]);
  }

  async refuseFriend(userID: string): Promise<void> {
    await (await this.#context.opened).call('refuseFriendApplication', [{ toUserID: userID, handleMsg: '' }]);
  }

  async setRemark(userID: string, remark: string): Promise<void> {
    await (await this.#context.opened).call('setFriendRemark', [{ toUserID: userID, remark }]);
  }

  async deleteFriend(userID: string): Promise<void> {
    await (await this.#context.opened).call('deleteFriend', [userID]);
  }

  async block(userID: string): Promise<void> {
    await (await this.#context.opened).call('addBlack', [userID]);
  }

  async unblock(userID: string): Promise<void> {
    await (await this.#context.opened).call('removeBlack', [userID]);
  }

  async setSelf(changes: PartialUserItem): Promise<void> {
    await (await this.#context.opened).call('setSelfInfo', [changes]);
  }
}

function profileOf({
  nickname,
  faceURL,
  gender,
}: FriendItem): Pick<PublicUserItem, 'nickname' | 'faceURL' | 'gender'> {
  return { nickname, faceURL, gender };
}

function personOf({ publicInfo, friendInfo, blackInfo }: TotalUserStruct): Person | undefined {
  return publicInfo
    ? { ...publicInfo, friend: friendInfo ?? undefined, isBlocked: blackInfo !== null }
    : undefined;
}
