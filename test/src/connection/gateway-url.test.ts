import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { gatewayURL, subprotocolsOf } from '../../../src/connection/gateway-url.js';

const CREDENTIALS = { userID: 'u1', token: 'tok', platformID: 5 };

describe('gatewayURL', () => {
  it('should add the identity behind the address, as the original client does', () => {
    assert.equal(
      gatewayURL({ ...CREDENTIALS, url: 'ws://host:30000' }, 'query'),
      'ws://host:30000?sendID=u1&token=tok&platformID=5&handshake=frame',
    );
  });

  it('should leave the token out where it travels as a subprotocol', () => {
    const credentials = { ...CREDENTIALS, url: 'ws://host' };
    assert.equal(gatewayURL(credentials, 'subprotocol'), 'ws://host?sendID=u1&platformID=5&handshake=frame');
    assert.deepEqual(subprotocolsOf(credentials, 'subprotocol'), ['openim-chat', 'openim-token.tok']);
    assert.deepEqual(subprotocolsOf(credentials, 'query'), []);
    for (const token of ['', 'two words', 'a,b', 'ünïcode', 'a/b', 'a\nb']) {
      const offered = subprotocolsOf({ ...credentials, token }, 'subprotocol');
      assert.deepEqual(offered, ['openim-chat'], token);
    }
  });

  it('should keep a query and a path that are there already', () => {
    assert.equal(
      gatewayURL({ ...CREDENTIALS, url: 'wss://host/chat?tenant=7' }, 'query'),
      'wss://host/chat?tenant=7&sendID=u1&token=tok&platformID=5&handshake=frame',
    );
  });

  it('should take the http address of a gateway as well', () => {
    assert.match(gatewayURL({ ...CREDENTIALS, url: 'http://host:1' }, 'query'), /^ws:\/\/host:1\?/);
    assert.match(gatewayURL({ ...CREDENTIALS, url: 'HTTPS://host' }, 'query'), /^wss:\/\/host\?/i);
  });

  it('should bring every userID and token to the other side unchanged', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, text, (userID, token) => {
        const { searchParams } = new URL(gatewayURL({ ...CREDENTIALS, url: 'ws://host', userID, token }, 'query'));
        assert.equal(searchParams.get('sendID'), userID);
        assert.equal(searchParams.get('token'), token);
        assert.equal(searchParams.get('platformID'), '5');
      }),
    );
  });
});
