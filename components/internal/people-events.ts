/** Requests that concern people and groups. What carries them out is loaded with the first of them. */
import type { GroupRole, GroupVerification, OptType, PartialUserItem } from '../../src/index.js';

type UserRef = { readonly userID: string };
type GroupRef = { readonly groupID: string };
type MemberRef = UserRef & GroupRef;

/** Details of the requests. */
export type PeopleRequestDetails = {
  /** Both kinds of muting: 2 receives without notifying, 1 does not receive at all, 0 as usual. */
  'openim-conversation-receive-request': { readonly conversationID: string; readonly opt: OptType };

  /** Somebody was chosen on a list of contacts. Unless a page shows them otherwise, the conversation with them opens. */
  'openim-contact-select-request': UserRef | GroupRef;

  'openim-friend-add-request': UserRef & { readonly message: string };
  'openim-friend-accept-request': UserRef;
  'openim-friend-refuse-request': UserRef;
  /** `''` takes the remark away. */
  'openim-friend-remark-request': UserRef & { readonly remark: string };
  'openim-friend-delete-request': UserRef;
  'openim-user-block-request': UserRef;
  'openim-user-unblock-request': UserRef;
  /** The user's own record; absent members stay. */
  'openim-profile-change-request': { readonly changes: Readonly<PartialUserItem> };

  /** The conversation of the new group is chosen. */
  'openim-group-create-request': { readonly name: string; readonly userIDs: readonly string[] };
  'openim-group-join-request': GroupRef & { readonly message: string };
  /** `userID` is the applicant. */
  'openim-group-accept-request': MemberRef;
  'openim-group-refuse-request': MemberRef;
  'openim-group-invite-request': GroupRef & { readonly userIDs: readonly string[] };
  'openim-group-kick-request': GroupRef & { readonly userIDs: readonly string[] };
  'openim-group-transfer-request': MemberRef;
  'openim-group-role-request': MemberRef & { readonly role: GroupRole };
  /** Keeps a member from writing for some seconds; 0 ends it. */
  'openim-group-member-mute-request': MemberRef & { readonly seconds: number };
  'openim-group-mute-request': GroupRef & { readonly isMuted: boolean };
  'openim-group-change-request': GroupRef & {
    readonly changes: {
      readonly groupName?: string;
      /** The announcement. */
      readonly notification?: string;
      readonly introduction?: string;
      readonly faceURL?: string;
    };
  };
  'openim-group-verification-request': GroupRef & { readonly verification: GroupVerification };
  /** A member's name in this group; `''` shows the profile's again. */
  'openim-group-nickname-request': MemberRef & { readonly nickname: string };
  'openim-group-quit-request': GroupRef;
  'openim-group-dismiss-request': GroupRef;
};

export type PeopleRequestName = keyof PeopleRequestDetails;

/** All of them: one that is missing here would have to be carried out without being fetched, and does not compile. */
export const peopleRequestNames = [
  'openim-conversation-receive-request',
  'openim-contact-select-request',
  'openim-friend-add-request',
  'openim-friend-accept-request',
  'openim-friend-refuse-request',
  'openim-friend-remark-request',
  'openim-friend-delete-request',
  'openim-user-block-request',
  'openim-user-unblock-request',
  'openim-profile-change-request',
  'openim-group-create-request',
  'openim-group-join-request',
  'openim-group-accept-request',
  'openim-group-refuse-request',
  'openim-group-invite-request',
  'openim-group-kick-request',
  'openim-group-transfer-request',
  'openim-group-role-request',
  'openim-group-member-mute-request',
  'openim-group-mute-request',
  'openim-group-change-request',
  'openim-group-verification-request',
  'openim-group-nickname-request',
  'openim-group-quit-request',
  'openim-group-dismiss-request',
] as const satisfies readonly PeopleRequestName[];
