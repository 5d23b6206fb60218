/** Compiles only for a value of exactly this type; `any` is not exactly anything. */
export declare function exactly<Expected>(): <Actual>(
  value: 0 extends 1 & Actual ? never : [Actual, Expected] extends [Expected, Actual] ? Actual : never,
) => void;
