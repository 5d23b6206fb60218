/** A certificate for 127.0.0.1 and localhost that is made when it is needed: no key lies about, and none runs out. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const DAY_MS = 24 * 60 * 60_000;

/** Tags of DER (X.690). */
const Tag = {
  Integer: 0x02,
  BitString: 0x03,
  OctetString: 0x04,
  ObjectID: 0x06,
  Utf8: 0x0c,
  UtcTime: 0x17,
  Sequence: 0x30,
  Set: 0x31,
} as const;

/** A value of DER: its tag, its length, its bytes. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const { length } = value;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const objectID = (hex: string): Buffer => der(Tag.ObjectID, bytes(hex));
/** Tagged by its place: [0], [3]. */
const explicit = (place: number, value: Buffer): Buffer => der(0xa0 + place, value);

function utcTime(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14);
  return der(Tag.UtcTime, Buffer.from(`${digits}Z`));
}

/** @returns key and certificate as PEM; the certificate is its own root */
export function selfSignedCertificate(nowMs = Date.now()): { key: string; certificate: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = der(Tag.Sequence, objectID('2a8648ce3d040302'));
  const commonName = der(Tag.Sequence, objectID('550403'), der(Tag.Utf8, Buffer.from('openim-gateway test')));
  const name = der(Tag.Sequence, der(Tag.Set, commonName));
  const alternativeNames = der(
    Tag.Sequence,
    der(0x87, Buffer.from([127, 0, 0, 1])),
    der(0x82, Buffer.from('localhost')),
  );
  const extensions = der(
    Tag.Sequence,
    der(Tag.Sequence, objectID('551d11'), der(Tag.OctetString, alternativeNames)),
  );
  const body = der(
    Tag.Sequence,
    explicit(0, der(Tag.Integer, Buffer.from([2]))),
    der(Tag.Integer, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    name,
    der(Tag.Sequence, utcTime(nowMs - DAY_MS), utcTime(nowMs + DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, extensions),
  );
  const signature = der(Tag.BitString, Buffer.from([0]), sign('sha256', body, privateKey));
  const certificate = der(Tag.Sequence, body, ecdsaWithSha256, signature);
  const lines = certificate.toString('base64').replace(/.{64}/g, '$&\n').trim();
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
