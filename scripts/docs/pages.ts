/** The pages of the reference, docs/api, by file name. */
import { OpenIMError } from '../../src/protocol/index.js';
import type { Api, EventDoc, MemberDoc, MethodDoc, ParamDoc, TypeDoc } from './api.js';
import { codeBlock, firstSentence, page, prose, slug, table } from './markdown.js';
import type { Examples } from './read-examples.js';

const ADDITION = '2.3';
const ADDITION_NOTE = `*Addition of the ${ADDITION} clients.*`;
export function pagesOf(api: Api, examples: Examples): ReadonlyMap<string, string> {
  const pages = new Pages(api, examples);
  return new Map([
    ['README.md', pages.index()],
    ...domainsOf(api.methods).map((domain): [string, string] => [`${slug(domain)}.md`, pages.domain(domain)]),
    ['events.md', pages.events()],
    ['types.md', pages.types()],
    ['errors.md', pages.errors()],
  ]);
}

class Pages {
  readonly #api: Api;
  readonly #examples: Examples;
  readonly #typeNames: ReadonlySet<string>;
  /** Where each method and event is described. */
  readonly #paths: ReadonlyMap<string, string>;

  constructor(api: Api, examples: Examples) {
    this.#api = api;
    this.#examples = examples;
    this.#typeNames = new Set(api.types.map(({ name }) => name));
    this.#paths = new Map([
      ...api.methods.map((method) => [method.name, pathOf(method)] as const),
      ...api.events.map(({ name }) => [name, `events.md#${slug(name)}`] as const),
    ]);
  }

  index(): string {
    const { methods, events } = this.#api;
    const additions = methods.filter(({ isAddition }) => isAddition).length;
    return page(
      '# API reference',
      `${methods.length - additions} methods are those of \`open-im-sdk\` 2.0, which comments call the seed; ${additions}, ` +
        `marked ${ADDITION}, were added by the ${ADDITION} clients. Every method takes an optional last argument, ` +
        '`operationID`, which the response carries; resolves to a [WsResponse](types.md#wsresponse), whose `data` is a string; ' +
        'and rejects with an `OpenIMError`, see [errors](errors.md). Where `data` is `Json<T>`, `parse` returns the `T`.',
      'See also [events](events.md), [types](types.md), [errors](errors.md), and ' +
        '[migrating from `open-im-sdk`](../migration.md). What is on the wire is in [the wire protocol](../protocol.md), and ' +
        'the rules behind the answers are in the [domain rules](../domain-rules.md).',
      '## The examples',
      'The tests run all of them against a real gateway. `openIM` is an `OpenIMSDK` on which Ada has logged in. ' +
        'They also use these names from the surrounding application:',
      table(
        ['name', 'what'],
        this.#examples.stage.map(({ name, summary }) => [`\`${name}\``, prose(summary)]),
      ),
      '## Methods',
      ...domainsOf(methods).flatMap((domain) => [
        `### [${domain}](${slug(domain)}.md)`,
        table(
          ['method', ''],
          methods
            .filter((method) => method.domain === domain)
            .map((method) => [
              `[${method.name}](${pathOf(method)})${method.isAddition ? ` (${ADDITION})` : ''}`,
              prose(firstSentence(method.summary)),
            ]),
        ),
      ]),
      '## [Events](events.md)',
      ...domainsOf(events).flatMap((domain) => [
        `### ${domain} (events)`,
        table(
          ['event', ''],
          events
            .filter((event) => event.domain === domain)
            .map((event) => [
              `[${event.name}](events.md#${slug(event.name)})${event.isAddition ? ` (${ADDITION})` : ''}`,
              prose(firstSentence(event.summary)),
            ]),
        ),
      ]),
    );
  }

  domain(domain: string): string {
    const methods = this.#api.methods.filter((method) => method.domain === domain);
    return page(
      `# ${domain}`,
      methods.map(({ name }) => `[${name}](#${slug(name)})`).join(' · '),
      ...methods.flatMap((method) => this.#method(method)),
    );
  }

  #method(method: MethodDoc): string[] {
    const { name, params, data } = method;
    const args = [...params.map((param) => `${param.name}: ${param.type}`), 'operationID?: string'];
    return [
      `## ${name}`,
      codeBlock(`${name}(${args.join(', ')}): Promise<WsResponse<${plainData(data)}>>`),
      method.isAddition ? ADDITION_NOTE : '',
      this.#prose(method.summary, name),
      ...params.flatMap((param) => this.#param(param)),
      `**Result**: ${this.#data(data)}`,
      method.fires === '' ? '' : `**Events**: ${this.#prose(method.fires, name)}`,
      method.throws.length === 0
        ? '**Errors**: those of [every method](errors.md#every-method).'
        : [
            '**Errors**, in addition to those of [every method](errors.md#every-method):',
            '',
            ...method.throws.map(
              ({ codes, reason }) => `- ${codes.map(errorLink).join(', ')} ${this.#prose(reason)}`,
            ),
          ].join('\n'),
      codeBlock(this.#example(name)),
    ];
  }

  #param({ name, type, members }: ParamDoc): string[] {
    const heading = `**${name}**: ${this.#type(type)}`;
    return members ? [heading, this.#members(members)] : [heading];
  }

  #members(members: readonly MemberDoc[]): string {
    return table(
      ['member', 'type', ''],
      members.map(({ name, type, isOptional, summary }) => [
        `\`${name}${isOptional ? '?' : ''}\``,
        this.#type(type),
        this.#prose(summary),
      ]),
    );
  }

  /** A type as code, linked to the first type in it that has a description. */
  #type(type: string): string {
    const name = type.match(/\w+/g)?.find((word) => word !== 'Json' && this.#typeNames.has(word));
    return name ? `[\`${type}\`](types.md#${slug(name)})` : `\`${type}\``;
  }

  /** What `data` of an answer or event holds, in words. */
  #data(data: string): string {
    const [, inner] = /^Json<(.+)>$/.exec(data) ?? [];
    if (inner !== undefined) return `${this.#type(inner)}, returned by \`parse\`.`;
    if (data === 'Nothing' || data === "''") return "nothing: `data` is `''`.";
    if (data === 'QuotedNothing') return 'nothing: `data` is `\'""\'`, the JSON text of an empty string.';
    if (data === 'string') return '`data` itself, plain text rather than JSON.';
    throw new Error(`nothing is known about data of type ${data}`);
  }

  /** Returns the text of a doc comment. Methods and events in it become links, except the one that it describes. */
  #prose(text: string, owner = ''): string {
    return prose(text).replace(/`[^`]*`|\b[a-zO]\w*[A-Z]\w*/g, (word) => {
      const path = word === owner ? undefined : this.#paths.get(word);
      return path ? `[${word}](${path})` : word;
    });
  }

  #example(name: string): string {
    const code = this.#examples.codes.get(name);
    if (code === undefined) throw new Error(`docs/examples has no example of ${name}`);
    return code;
  }

  events(): string {
    const { events } = this.#api;
    return page(
      '# Events',
      '`openIM.on(name, listener)` adds a listener, `openIM.off(name, listener)` removes it. Listeners receive the whole ' +
        'frame, a [WsResponse](types.md#wsresponse); `parse(frame)` returns the content of its `data`. `CbEvents` has the ' +
        'names under upper-case keys.',
      ...domainsOf(events).flatMap((domain) => [
        `## ${domain}`,
        ...events.filter((event) => event.domain === domain).flatMap((event) => this.#event(event)),
      ]),
    );
  }

  #event({ name, isAddition, summary, data }: EventDoc): string[] {
    const causes = this.#api.methods.filter(({ fires }) => new RegExp(`\\b${name}\\b`).test(fires));
    return [
      `### ${name}`,
      isAddition ? ADDITION_NOTE : '',
      this.#prose(summary, name),
      `**Data**: ${this.#data(data)}`,
      causes.length === 0
        ? ''
        : `**After**: ${causes.map((method) => `[${method.name}](${pathOf(method)})`).join(', ')}`,
      codeBlock(this.#example(name)),
    ];
  }

  types(): string {
    const { types } = this.#api;
    const sections = [...new Set(types.map(({ section }) => section))];
    return page(
      '# Types',
      'Our gateway always sends every member, except those marked `?`. Times of messages and conversations are in ' +
        'milliseconds, all others in seconds.',
      ...sections.flatMap((section) => [
        `## ${section}`,
        ...types.filter((type) => type.section === section).flatMap((type) => this.#typeBlocks(type)),
      ]),
    );
  }

  #typeBlocks({ name, summary, body }: TypeDoc): string[] {
    const heading = [`### ${name}`, this.#prose(summary)];
    switch (body.kind) {
      case 'object':
        return [...heading, this.#members(body.members)];
      case 'text':
        return [...heading, this.#type(body.text)];
      case 'values': {
        const rows = body.values.map(({ name: key, value, summary: text }) => [
          `\`${key}\``,
          `\`${value}\``,
          prose(text),
        ]);
        return [...heading, table(['name', 'value', ''], rows)];
      }
    }
  }

  errors(): string {
    const { errors, methods, errorsOfAll } = this.#api;
    const answering = (code: number): string =>
      methods
        .filter(({ throws }) => throws.some(({ codes }) => codes.includes(code)))
        .map((method) => `[${method.name}](${pathOf(method)})`)
        .join(', ');
    return page(
      '# Errors',
      'Every failure is an `OpenIMError`: an `Error` with a stack and the members of the rejected frame, ' +
        '`event`, `errCode`, `errMsg`, `data` and `operationID`. `retryable` says whether the same request can succeed ' +
        'later. `ErrorCode` has the codes by name.',
      '## Every method',
      `can fail with ${prose(errorsOfAll).replace(/\b\d{3,4}\b/g, (code) => errorLink(Number(code)))}.`,
      '## The codes',
      ...errors.flatMap(({ name, code, summary }) => [
        `### ${code}`,
        `\`${name}\`${new OpenIMError(code, '').retryable ? ', retryable' : ''}. ${prose(summary)}`,
        answering(code) === '' ? '' : `**Methods**: ${answering(code)}`,
      ]),
    );
  }
}

function domainsOf(entries: readonly { readonly domain: string }[]): string[] {
  return [...new Set(entries.map(({ domain }) => domain))];
}

function pathOf({ domain, name }: MethodDoc): string {
  return `${slug(domain)}.md#${slug(name)}`;
}

function errorLink(code: number): string {
  return `[${code}](errors.md#${code})`;
}

/** Returns the type of `data` without the names that only the tables use. */
function plainData(data: string): string {
  return data === 'Nothing' ? "''" : data === 'QuotedNothing' ? "Json<''>" : data;
}
