import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { gatewayURL } from '../../../src/connection/gateway-url.js';

const CREDENTIALS = { userID: 'u1', token: 'tok', platformID: 5, batchMessages: false };

describe('gatewayURL', () => {
  it('should add the identity behind the address, as the original client does', () => {
    assert.equal(
      gatewayURL({ ...CREDENTIALS, url: 'ws://host:30000' }),
      'ws://host:30000?sendID=u1&token=tok&platformID=5&handshake=frame',
    );
  });

  it('should keep a query and a path that are there already', () => {
    assert.equal(
      gatewayURL({ ...CREDENTIALS, url: 'wss://host/chat?tenant=7' }),
      'wss://host/chat?tenant=7&sendID=u1&token=tok&platformID=5&handshake=frame',
    );
  });

  it('should take the http address of a gateway as well', () => {
    assert.match(gatewayURL({ ...CREDENTIALS, url: 'http://host:1' }), /^ws:\/\/host:1\?/);
    assert.match(gatewayURL({ ...CREDENTIALS, url: 'HTTPS://host' }), /^wss:\/\/host\?/i);
  });

  it('should bring every userID and token to the other side unchanged', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, text, (userID, token) => {
        const { searchParams } = new URL(gatewayURL({ ...CREDENTIALS, url: 'ws://host', userID, token }));
        assert.equal(searchParams.get('sendID'), userID);
        assert.equal(searchParams.get('token'), token);
        assert.equal(searchParams.get('platformID'), '5');
      }),
    );
  });
});
