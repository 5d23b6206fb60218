/** Gives the demo's shop a visitor who has asked something before, and has an answer. */
import { WebSocket } from 'ws';

import { createGateway } from '../server/gateway.js';
import { openSupportSession, OpenIMSDK, parse } from '../src/index.js';
import { supportAgents } from './people.js';
import { fetchToken } from './rest.js';

const visitor = {
  name: 'Nora Lind',
  email: 'nora@example.com',
  attributes: { page: 'https://lumen.example/lamps/arc', locale: 'sv', order: 10432 },
};

const lines: readonly (readonly [who: 'visitor' | 'agent', text: string])[] = [
  ['visitor', 'Hello! Does the Arc also come with a longer cable?'],
  ['agent', 'It does, up to four metres. Tell us with the order and we braid it for you.'],
  ['visitor', 'Lovely. I ordered one yesterday, number 10432. Is it too late?'],
];

export async function seedSupport(dataDir: string, secret: string): Promise<void> {
  const gateway = await createGateway({
    host: '127.0.0.1',
    port: 0,
    dataDir,
    secret,
    supportAgents,
    logLevel: 'silent',
  });
  const url = gateway.url.replace('http', 'ws');
  const clients: OpenIMSDK[] = [];
  const enter = async (userID: string, token: string): Promise<OpenIMSDK> => {
    const sdk = new OpenIMSDK({ storage: 'memory', createSocket: (address) => new WebSocket(address) });
    await sdk.login({ userID, token, url, platformID: 5 });
    clients.push(sdk);
    return sdk;
  };
  try {
    const [agentID = ''] = supportAgents;
    const { userID, token, groupID } = await openSupportSession({ url }, visitor);
    const speakers = {
      visitor: await enter(userID, token),
      agent: await enter(agentID, await fetchToken(gateway.url, secret, agentID)),
    };
    for (const [who, text] of lines) {
      const message = (await speakers[who].createTextMessage(text)).data;
      parse(await speakers[who].sendMessage({ recvID: '', groupID, message }));
    }
  } finally {
    for (const client of clients) await client.logout();
    await gateway.close();
  }
}
