/** Record keys of orders begin with what the order is of; its name follows. */
export const ORDER_PREFIX = {
  alert: 'alert/',
  bulletin: 'bulletin/',
  printed: 'printed/',
  release: 'release/',
} as const;

/** Keys of the uses of the early access to releases, in the register of orders; their records have that of the release. */
export const OPENED_PREFIX = 'opened/';
