/** What the examples of the reference are: functions of a client that is logged in as Ada, and of her application. */
import type { EventName, Json, MessageItem, MethodName, OpenIMSDK } from '../../src/index.js';

/** What an example takes from the application around it. */
export type ExampleStage = {
  /** Where the gateway is, such as `wss://chat.example`. */
  readonly url: string;
  /** Ada's token. The application's back end asks the gateway for it. */
  readonly token: string;
  /** A group of Ada's. Bob is in it, Carol has applied. */
  readonly groupID: string;
  /** A group of Bob's that Ada is in. */
  readonly bobsGroupID: string;
  /** A group that Ada is not in. */
  readonly otherGroupID: string;
  /** The message Ada has sent to Bob last, as JSON: `data` of sendMessage, or a message of the history as `toJson(item)`. */
  readonly sent: Json<MessageItem>;
  /** The message Bob has sent to Ada last, as JSON: `data` of OnRecvNewMessage. */
  readonly received: Json<MessageItem>;
  /** The message in Ada's group in which Bob mentions her, as JSON. */
  readonly mention: Json<MessageItem>;
  /** Puts a line on Ada's screen. */
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
