import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import {
  CbEvents,
  ErrorCode,
  eventTable,
  isEventName,
  isTokenError,
  methodTable,
  OpenIMError,
  parse,
  toJson,
} from '../../../src/protocol/index.js';

describe('the event table', () => {
  it('should hold the 35 events of the seed, those of later clients the gateway sends, and our extension', () => {
    const ofSeed = Object.values(eventTable).filter(({ era }) => era === 'seed');
    assert.equal(ofSeed.length, 35);
    assert.equal(Object.keys(eventTable).length, 39);
  });

  it('should document every event', () => {
    const source = readFileSync('src/protocol/events.ts', 'utf8');
    for (const name of Object.keys(eventTable)) {
      assert.match(source, new RegExp(String.raw`\*/\n  ${name}: `), `${name} has no comment`);
    }
  });

  it('should know its own names, and not those every object has', () => {
    assert.ok(Object.keys(eventTable).every(isEventName));
    const wireNames = Object.values(methodTable).map(({ wire }) => wire);
    for (const name of [...wireNames, 'onrecvnewmessage', 'Login', '', 'toString', '__proto__', 'constructor']) {
      assert.ok(!isEventName(name), name);
    }
  });

  it('should be exported by upper-case keys', () => {
    assert.equal(CbEvents.ONRECVC2CREADRECEIPT, 'OnRecvC2CReadReceipt');
    for (const [key, name] of Object.entries(CbEvents)) assert.equal(key, name.toUpperCase());
  });
});

describe('OpenIMError', () => {
  const frame = { event: 'DeleteFriend', errCode: 802, errMsg: 'not a friend', data: 'd', operationID: 'OP' };

  it('should be an Error that carries the members of the rejected frame', () => {
    const error = OpenIMError.fromFrame(frame);
    assert.ok(error instanceof Error);
    assert.equal(error.name, 'OpenIMError');
    assert.equal(error.message, 'not a friend (802, DeleteFriend)');
    assert.match(String(error.stack), /tables\.test/);
    const { event, errCode, errMsg, data, operationID } = error;
    assert.deepEqual({ event, errCode, errMsg, data, operationID }, frame);
  });

  it('should say whether the same request can succeed later', () => {
    const retryable = Object.values(ErrorCode).filter((code) => new OpenIMError(code, '').retryable);
    assert.deepEqual(
      retryable.sort((a, b) => a - b),
      [111, 112, 113, 114, 302, 810, 812, 1002, 1003],
    );
  });

  it('should tell what is wrong with a token from all else', () => {
    const codes = Object.values(ErrorCode).filter((code) => isTokenError(code));
    assert.deepEqual(
      codes.sort((a, b) => a - b),
      [701, 702, 703, 704, 705, 706, 707, 708],
    );
  });
});

describe('parse', () => {
  it('should take JSON text, and a frame that carries it', () => {
    assert.deepEqual(parse(toJson({ a: [1] })), { a: [1] });
    assert.deepEqual(parse({ data: toJson('') }), '');
    assert.throws(() => parse('bare text'), SyntaxError);
  });
});
