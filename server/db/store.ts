import { Changes } from './changes.js';
import { Conversations } from './conversations.js';
import type { Database } from './database.js';
import { Files } from './files.js';
import { FriendApplications } from './friend-applications.js';
import { Friends } from './friends.js';
import { GroupApplications } from './group-applications.js';
import { Groups } from './groups.js';
import { Inboxes } from './inboxes.js';
import { MessageSearch } from './message-search.js';
import { Messages } from './messages.js';
import { ReadMarks } from './read-marks.js';
import { Recipients } from './recipients.js';
import { SupportGroups } from './support.js';
import { Threads } from './threads.js';
import { Tokens } from './tokens.js';
import { Users } from './users.js';

/** All repositories of one database. Reads are allowed anywhere, writes only inside a unit of work. */
export class Store {
  readonly users: Users;
  readonly tokens: Tokens;
  readonly friends: Friends;
  readonly friendApplications: FriendApplications;
  readonly groups: Groups;
  readonly groupApplications: GroupApplications;
  readonly inboxes: Inboxes;
  readonly threads: Threads;
  readonly messages: Messages;
  readonly readMarks: ReadMarks;
  readonly recipients: Recipients;
  readonly conversations: Conversations;
  readonly changes: Changes;
  readonly files: Files;
  readonly search: MessageSearch;
  readonly support: SupportGroups;

  constructor(database: Database) {
    this.users = new Users(database);
    this.tokens = new Tokens(database);
    this.friends = new Friends(database);
    this.friendApplications = new FriendApplications(database);
    this.groups = new Groups(database);
    this.groupApplications = new GroupApplications(database);
    this.inboxes = new Inboxes(database);
    this.threads = new Threads(database);
    this.messages = new Messages(database);
    this.readMarks = new ReadMarks(database);
    this.recipients = new Recipients(database);
    this.conversations = new Conversations(database, this.messages);
    this.changes = new Changes(database);
    this.files = new Files(database);
    this.search = new MessageSearch(database);
    this.support = new SupportGroups(database);
  }
}
