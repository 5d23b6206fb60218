/** Registers the elements for people and groups, and the messenger that has them all. */
export { OpenIMBlockList } from '../block-list/block-list.js';
export { OpenIMContactList } from '../contact-list/contact-list.js';
export { OpenIMCreateGroup } from '../create-group/create-group.js';
export { OpenIMFindContact } from '../find-contact/find-contact.js';
export { OpenIMFriendRequests } from '../friend-requests/friend-requests.js';
export { OpenIMGroupDetails } from '../group-details/group-details.js';
export { OpenIMGroupRequests } from '../group-requests/group-requests.js';
export { OpenIMMessenger } from '../messenger/messenger.js';
export { OpenIMProfile } from '../profile/profile.js';
export { OpenIMUserCard } from '../user-card/user-card.js';
export { OpenIMVisitorCard, type PreparedAnswer } from '../visitor-card/visitor-card.js';
