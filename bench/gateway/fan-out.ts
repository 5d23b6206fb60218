import { parse } from '../../src/protocol/index.js';
import { median } from '../statistics.js';
import type { Suite } from '../suite.js';
import { GatewayProcess } from './gateway-process.js';
import { textSender, type LoadClient } from './load-client.js';
import { closeAll, connectAll, makePeople } from './people.js';

const SIZES = [2, 10, 100, 500, 1000, 2000];
const GOAL_SIZE = 1000;
const ROUNDS = 15;
/** Number of users that one call may invite. */
const INVITED_AT_ONCE = 500;

/** The time from sending a message to a group until the last of its members, all online, has it. */
export const fanOut: Suite = {
  name: 'fan-out',
  async run(report) {
    const gateway = await GatewayProcess.start();
    const people = await makePeople(gateway, 'member', Math.max(...SIZES));
    const clients = await connectAll(gateway, people);
    const points: [number, number][] = [];
    for (const size of SIZES) {
      report.progress(`a message to a group of ${size}`);
      const members = clients.slice(0, size);
      const groupID = await makeGroup(members);
      const timesMs: number[] = [];
      for (let round = 0; round < ROUNDS; round++) timesMs.push(await deliverOne(members, groupID));
      // The first ones warm up.
      const typicalMs = median(timesMs.slice(3));
      points.push([size, typicalMs]);
      if (size === GOAL_SIZE) {
        report.figure({
          id: 'gateway.fan-out',
          table: 'Gateway',
          what: `one message to ${GOAL_SIZE} online members, until the last has it`,
          value: typicalMs,
          unit: 'ms',
          goal: { atMost: 150 },
          meaning: 'How much later the last member of a large group receives it than the first.',
        });
      }
    }
    await closeAll(clients);
    await gateway.stop();
    report.plot({
      name: 'fan-out-by-members',
      title: 'One message to a group, until the last member has it',
      x: 'members, all online',
      y: 'ms',
      logX: true,
      lines: [{ name: 'median', points }],
      goal: 150,
    });
  },
};

async function makeGroup([owner, ...others]: readonly LoadClient[]): Promise<string> {
  if (!owner) throw new Error('a group has an owner');
  const people = others.map(({ userID }) => userID);
  const memberList = people.slice(0, INVITED_AT_ONCE).map((userID) => ({ userID, roleLevel: 1 }) as const);
  const created = await owner.call('createGroup', {
    groupBaseInfo: { groupType: 0, groupName: 'All' },
    memberList,
  });
  const { groupID } = parse(created);
  for (let start = INVITED_AT_ONCE; start < people.length; start += INVITED_AT_ONCE) {
    const userIDList = people.slice(start, start + INVITED_AT_ONCE);
    await owner.call('inviteUserToGroup', { groupID, reason: '', userIDList });
  }
  await owner.call('getLoginStatus');
  return groupID;
}

function deliverOne(members: readonly LoadClient[], groupID: string): Promise<number> {
  const [sender] = members;
  if (!sender) throw new Error('nobody to send');
  const { clientMsgID, frame } = textSender(sender.userID, { groupID })('hello, all');
  return new Promise((resolve) => {
    let waiting = members.length - 1;
    const startMs = performance.now();
    for (const member of members.slice(1)) {
      member.onFrame = (event, received) => {
        if (event !== 'OnRecvNewMessage' || !received.includes(clientMsgID)) return;
        member.onFrame = () => undefined;
        waiting--;
        if (waiting === 0) resolve(performance.now() - startMs);
      };
    }
    sender.send(frame);
  });
}
