import { assert } from 'chai';
import {
  contactsOf,
  createSession,
  groupsOf,
  messageSearchOf,
  type LiveRecords,
  type Session,
} from '../../../src/session/index.js';
import { GroupRole, GroupStatus, GroupVerification, HandleResult, OpenIMError } from '../../../src/index.js';
import { until } from '../../helpers/until.js';
import { startGateway, uniqueID, type TestGateway } from '../../helpers/gateway.js';

/** Two people's contacts and groups against a real gateway: what one does, the other sees. */
describe('contacts and groups on a gateway', () => {
  let alice: string;
  let bob: string;
  let gateway: TestGateway;
  const sessions: Session[] = [];
  let stops: (() => void)[] = [];

  const start = async (name?: string): Promise<void> => {
    [alice, bob] = [uniqueID('alice'), uniqueID('bob')];
    gateway = await startGateway([alice, bob], name);
  };

  const open = (userID: string): Session => {
    const session = createSession({ url: gateway.url, userID, token: gateway.tokens[userID] ?? '' });
    sessions.push(session);
    return session;
  };

  /** Reads records as an element does: as long as it stands in the page. */
  const watch = <Value>(live: LiveRecords<Value>): LiveRecords<Value> => {
    stops.push(live.value.subscribe(() => undefined));
    return live;
  };

  afterEach(async () => {
    for (const stop of stops) stop();
    stops = [];
    for (const session of sessions.splice(0)) await session.close();
  });

  it('should ask for nothing until somebody reads it, and then keep it true', async () => {
    await start();
    const [a, b] = [open(alice), open(bob)];
    const { friends } = contactsOf(b);
    await until(() => b.connection.value.kind === 'online');
    await contactsOf(a).addFriend(bob, 'hello, it is me');
    assert.equal(friends.state.value.kind, 'loading');

    const requests = watch(contactsOf(b).receivedRequests);
    await until(() => requests.value.value.length === 1);
    assert.equal(requests.value.value[0]?.reqMsg, 'hello, it is me');
    watch(friends);
    await until(() => friends.state.value.kind === 'ready');
    assert.isEmpty(friends.value.value);

    const sent = watch(contactsOf(a).sentRequests);
    const person = watch(contactsOf(a).person(bob));
    await until(() => sent.state.value.kind === 'ready' && person.value.value !== undefined);
    assert.isUndefined(person.value.value?.friend);
    await contactsOf(b).acceptFriend(alice);
    await until(() => friends.value.value.some(({ userID }) => userID === alice));
    await until(() => requests.value.value[0]?.handleResult === HandleResult.Accepted);
    await until(() => sent.value.value[0]?.handleResult === HandleResult.Accepted);
    await until(() => person.value.value?.friend !== undefined);

    await contactsOf(a).setRemark(bob, 'Bobby');
    await until(() => person.value.value?.friend?.remark === 'Bobby');
    await contactsOf(a).block(bob);
    const blocked = watch(contactsOf(a).blocked);
    await until(() => blocked.value.value.length === 1 && person.value.value?.isBlocked === true);
    await contactsOf(a).unblock(bob);
    await until(() => blocked.value.value.length === 0 && person.value.value?.isBlocked === false);
    await contactsOf(a).deleteFriend(bob);
    await until(() => person.value.value !== undefined && person.value.value.friend === undefined);
  });

  it('should tell the others what is done to a group', async () => {
    await start();
    const [a, b] = [open(alice), open(bob)];
    await until(() => a.connection.value.kind === 'online' && b.connection.value.kind === 'online');
    const joined = watch(groupsOf(b).joined);
    await until(() => joined.state.value.kind === 'ready');
    const { groupID } = await groupsOf(a).create({ groupName: 'Rowing' }, [bob]);
    await until(() => joined.value.value.some((group) => group.groupID === groupID));
    const members = groupsOf(b).members(groupID);
    watch(members);
    await until(() => members.value.value.length === 2);
    assert.deepEqual(
      members.value.value.map(({ userID }) => userID),
      [alice, bob],
    );
    await until(() => members.self.value?.roleLevel === GroupRole.Member);

    await groupsOf(a).setInfo(groupID, { notification: 'Monday at six', groupName: 'Rowers' });
    const group = watch(groupsOf(b).group(groupID));
    await until(() => group.value.value?.notification === 'Monday at six');
    await groupsOf(a).setRole(groupID, bob, GroupRole.Admin);
    await until(() => members.self.value?.roleLevel === GroupRole.Admin);
    await groupsOf(a).setRole(groupID, bob, GroupRole.Member);
    await groupsOf(a).muteMember(groupID, bob, 600);
    await until(() => (members.self.value?.muteEndTime ?? 0) > Date.now() / 1000);
    await groupsOf(a).muteGroup(groupID, true);
    await until(() => group.value.value?.status === GroupStatus.Muted);
    await groupsOf(a).setNickname(groupID, alice, 'Coach');
    await until(() => members.value.value[0]?.nickname === 'Coach');

    await groupsOf(a).kick(groupID, [bob]);
    await until(() => joined.value.value.length === 0 && members.value.value.length === 0);
    await groupsOf(a).setVerification(groupID, GroupVerification.AllNeed);
    await groupsOf(b).join(groupID, 'let me in again');
    const received = watch(groupsOf(a).receivedRequests);
    await until(() => received.value.value[0]?.reqMsg === 'let me in again');
    await groupsOf(a).acceptRequest(groupID, bob);
    await until(() => joined.value.value.length === 1 && members.self.value !== undefined);
    await groupsOf(a).transfer(groupID, bob);
    await until(() => members.self.value?.roleLevel === GroupRole.Owner);
    assert.equal(members.value.value[0]?.userID, bob);
    await groupsOf(b).dismiss(groupID);
    await until(() => joined.value.value.length === 0 && group.value.value?.status === GroupStatus.Dismissed);
  });

  it('should list a large group page by page and keep what is listed true', async function () {
    this.timeout(20_000);
    const crowd = Array.from({ length: 119 }, (_, index) => uniqueID(`m${String(index).padStart(3, '0')}`));
    [alice, bob] = [uniqueID('alice'), uniqueID('bob')];
    gateway = await startGateway([alice, bob, ...crowd]);
    const a = open(alice);
    await until(() => a.connection.value.kind === 'online');
    const { groupID } = await groupsOf(a).create({ groupName: 'Crowd' }, crowd);
    const members = groupsOf(a).members(groupID);
    watch(members);
    await until(() => members.state.value.kind === 'ready');
    assert.lengthOf(members.value.value, 100);
    assert.equal(members.more.value, 'available');

    // Who comes last belongs behind those that are not listed yet; who is promoted comes to the front.
    await groupsOf(a).invite(groupID, [bob]);
    await groupsOf(a).setRole(groupID, crowd[118] ?? '', GroupRole.Admin);
    await until(() => members.value.value[1]?.userID === crowd[118]);
    assert.notInclude(
      members.value.value.map(({ userID }) => userID),
      bob,
    );
    await members.loadMore();
    assert.equal(members.more.value, 'none');
    const listed = members.value.value.map(({ userID }) => userID);
    assert.sameMembers(listed, [alice, bob, ...crowd]);
    assert.deepEqual(
      (await members.search('m077')).map(({ userID }) => userID),
      crowd.slice(77, 78),
    );
  });

  it('should say that it failed while there is no gateway, and load when it is back', async () => {
    await start(uniqueID('gateway'));
    const a = open(alice);
    await until(() => a.connection.value.kind === 'online');
    const { friends } = contactsOf(a);
    await gateway.stop();
    await until(() => a.connection.value.kind === 'waiting');
    watch(friends);
    await until(() => friends.state.value.kind === 'failed');
    await gateway.start();
    a.reconnect();
    await until(() => friends.state.value.kind === 'ready');
  });

  it('should tell why an action is refused, and find messages by their words', async () => {
    await start();
    const [a, b] = [open(alice), open(bob)];
    await until(() => a.connection.value.kind === 'online' && b.connection.value.kind === 'online');
    const refusal = await contactsOf(a)
      .addFriend(uniqueID('nobody'), '')
      .catch((error: unknown) => error);
    assert.instanceOf(refusal, OpenIMError);
    assert.equal(refusal.errCode, 802);

    const timeline = a.openTimeline(await a.startConversation({ userID: bob }));
    await timeline.sendText('the harbour is closed on Monday');
    await until(() => b.totalUnread.value === 1);
    const found = await messageSearchOf(b).find('monday harbour');
    assert.deepEqual(
      found.map(({ conversationID, messageCount }) => ({ conversationID, messageCount })),
      [{ conversationID: `single_${alice}`, messageCount: 1 }],
    );
    timeline.release();
  });
});
