/** What the examples of the reference are: functions of a client that is logged in as Ada, and of her application. */
import type { EventName, Json, MessageItem, MethodName, OpenIMSDK } from '../../src/index.js';

/** What an example takes from the application around it. */
export type ExampleStage = {
  /** URL of the gateway, such as `wss://chat.example`. */
  readonly url: string;
  /** Ada's token, which the application's back end gets from the gateway. */
  readonly token: string;
  /** A group of Ada's. Bob is in it, Carol has applied. */
  readonly groupID: string;
  /** A group of Bob's that Ada is in. */
  readonly bobsGroupID: string;
  /** A group that Ada is not in. */
  readonly otherGroupID: string;
  /**
   * The latest message from Ada to Bob, as JSON: `data` of sendMessage, or a message from the history as
   * `toJson(item)`.
   */
  readonly sent: Json<MessageItem>;
  /** The latest message from Bob to Ada, as JSON: `data` of OnRecvNewMessage. */
  readonly received: Json<MessageItem>;
  /** The message in Ada's group in which Bob mentions her, as JSON. */
  readonly mention: Json<MessageItem>;
  /** Shows a line on Ada's screen. */
  readonly show: (line: string) => void;
};

/** One example for each of the methods. */
export type MethodExamples<Name extends MethodName> = {
  readonly [_ in Name]: (openIM: OpenIMSDK, stage: ExampleStage) => Promise<unknown>;
};

/** One example for each event: listening to it. */
export type EventExamples = {
  readonly [_ in EventName]: (openIM: OpenIMSDK, stage: ExampleStage) => void;
};
