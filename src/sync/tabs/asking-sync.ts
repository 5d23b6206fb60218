import type { MethodArgs, MethodResponse } from '../../protocol/index.js';
import type { CallableName, HistoryPage, MiddlePage, OutgoingMessage, Overview, Sync } from '../types.js';
import type { Ask } from './tab-asks.js';
import type { TabQuestion, TabQuestions } from './tab-messages.js';

/** The methods of {@link Sync} that consist of one question to the leader, the tab that has the cache and connection. */
export abstract class AskingSync {
  protected abstract ask<Question extends TabQuestion>(question: Question, args: TabQuestions[Question]): Ask;

  getOverview(): Promise<Overview> {
    return this.ask('getOverview', []).done.promise as Promise<Overview>;
  }

  getNewest(...args: Parameters<Sync['getNewest']>): Promise<HistoryPage> {
    return this.ask('getNewest', args).done.promise as Promise<HistoryPage>;
  }

  refresh(...args: Parameters<Sync['refresh']>): Promise<void> {
    return this.ask('refresh', args).done.promise as Promise<void>;
  }

  loadOlder(...args: Parameters<Sync['loadOlder']>): Promise<HistoryPage> {
    return this.ask('loadOlder', args).done.promise as Promise<HistoryPage>;
  }

  loadAround(...args: Parameters<Sync['loadAround']>): Promise<MiddlePage> {
    return this.ask('loadAround', args).done.promise as Promise<MiddlePage>;
  }

  loadNewer(...args: Parameters<Sync['loadNewer']>): Promise<MiddlePage> {
    return this.ask('loadNewer', args).done.promise as Promise<MiddlePage>;
  }

  send(outgoing: OutgoingMessage): { stored: Promise<void>; sent: Promise<MethodResponse<'sendMessage'>> } {
    const { stored, done } = this.ask('send', [outgoing]);
    return { stored: stored.promise, sent: done.promise as Promise<MethodResponse<'sendMessage'>> };
  }

  retry(clientMsgID: string): Promise<void> {
    return this.ask('retry', [clientMsgID]).done.promise as Promise<void>;
  }

  discard(clientMsgID: string): Promise<void> {
    return this.ask('discard', [clientMsgID]).done.promise as Promise<void>;
  }

  call<Name extends CallableName>(
    name: Name,
    args: MethodArgs<Name>,
    operationID?: string,
  ): Promise<MethodResponse<Name>> {
    return this.ask('call', [name, args, operationID]).done.promise as Promise<MethodResponse<Name>>;
  }
}
