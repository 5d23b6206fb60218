import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeExtensions, decodeRequest, decodeResponse, encodeFrame } from '../../../src/protocol/index.js';

const OK = { event: 'GetLoginStatus', errCode: 0, errMsg: '', data: '101', operationID: 'OP' };

describe('decodeResponse', () => {
  it('should read the golden replies and events back as they are', () => {
    for (const text of [
      '{"event":"Login","errCode":0,"errMsg":"","data":"","operationID":"op-login"}',
      '{"event":"GetLoginStatus","errCode":0,"errMsg":"","data":"101","operationID":"OP"}',
      String.raw`{"event":"DeleteFriend","errCode":0,"errMsg":"","data":"\"\"","operationID":"OP"}`,
      '{"event":"OnRecvMessageRevoked","errCode":0,"errMsg":"","data":"id","operationID":"0"}',
      String.raw`{"event":"OnProgress","errCode":0,"errMsg":"","data":"{\"clientMsgID\":\"id\",\"progress\":100}","operationID":""}`,
      '{"event":"Login","errCode":1003,"errMsg":"No Login, first Login","data":"","operationID":"OP"}',
      '{"event":"error","errCode":100,"errMsg":"Unmarshal failed","data":"","operationID":""}',
    ]) {
      const frame = decodeResponse(text);
      assert.ok(frame, text);
      assert.equal(encodeFrame(frame), text);
    }
  });

  it('should fill in what careless gateways leave out, and leave out what they add', () => {
    assert.deepEqual(decodeResponse('{"event":"X","errCode":0,"extra":1}'), {
      event: 'X',
      errCode: 0,
      errMsg: '',
      data: '',
      operationID: '',
    });
    assert.deepEqual(decodeResponse(JSON.stringify({ ...OK, data: { a: 1 }, errMsg: null })), { ...OK, data: '' });
  });

  it('should know no frame in anything else', () => {
    for (const text of ['', 'x', '1', 'null', '[]', '"event"', '{}', '{"event":1,"errCode":0}', '{"event":"X"}']) {
      assert.equal(decodeResponse(text), undefined, text);
    }
    assert.equal(decodeResponse(JSON.stringify({ ...OK, errCode: '0' })), undefined);
    fc.assert(fc.property(fc.string(), (text) => decodeResponse(text) === undefined || text.startsWith('{')));
  });

  it('should keep every frame it encodes', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(
        fc.record(
          { event: text, errCode: fc.integer(), errMsg: text, data: text, operationID: text },
          { noNullPrototype: true },
        ),
        (frame) => {
          assert.deepEqual(decodeResponse(encodeFrame(frame)), frame);
        },
      ),
    );
  });
});

describe('decodeExtensions', () => {
  it('should read what the gateway announces, and nothing into anything else', () => {
    assert.deepEqual(decodeExtensions(encodeFrame({ ...OK, extensions: ['idempotent-send', 'other'] })), [
      'idempotent-send',
      'other',
    ]);
    for (const extensions of [undefined, null, 'idempotent-send', {}, 1]) {
      assert.deepEqual(decodeExtensions(JSON.stringify({ ...OK, extensions })), []);
    }
    assert.deepEqual(decodeExtensions(JSON.stringify({ ...OK, extensions: [1, 'a', null] })), ['a']);
    assert.deepEqual(decodeExtensions('no frame'), []);
  });
});

describe('decodeRequest', () => {
  const request = (members: object) =>
    decodeRequest(
      JSON.stringify({ reqFuncName: 'GetLoginUser', operationID: 'OP', userID: 'u1', data: '', ...members }),
    );

  it('should read a request', () => {
    assert.deepEqual(request({ data: 'x', batchMsg: 1, extra: true }), {
      kind: 'request',
      frame: { reqFuncName: 'GetLoginUser', operationID: 'OP', userID: 'u1', data: 'x', batchMsg: 1 },
    });
  });

  it('should read data that is no string as the text it stands for', () => {
    for (const [data, text] of [
      [undefined, ''],
      [null, ''],
      [5, '5'],
      [true, 'true'],
      [{ a: [1] }, '{"a":[1]}'],
      [['a'], '["a"]'],
    ] as const) {
      const decoded = request({ data });
      assert.equal(decoded.kind === 'request' && decoded.frame.data, text);
    }
  });

  it('should leave out what was not given', () => {
    const decoded = decodeRequest('{"reqFuncName":"Login","operationID":"OP","data":"","batchMsg":0}');
    assert.deepEqual(decoded, { kind: 'request', frame: { reqFuncName: 'Login', operationID: 'OP', data: '' } });
  });

  it('should tell a call that can be answered from a frame that cannot be read at all', () => {
    assert.deepEqual(request({ userID: 5 }), {
      kind: 'malformed',
      reqFuncName: 'GetLoginUser',
      operationID: 'OP',
    });
    for (const text of [
      '',
      '{',
      '[]',
      'null',
      '{"reqFuncName":"X"}',
      '{"operationID":"OP"}',
      '{"reqFuncName":1}',
    ]) {
      assert.deepEqual(decodeRequest(text), { kind: 'undecodable' }, text);
    }
  });

  it('should survive every text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => 'kind' in decodeRequest(text)));
  });
});
