/**
 * A pure function of a short text, with its answers kept; the cache is emptied at `most` answers. The last
 * text is compared first, because most calls repeat the text of the call before.
 */
export function memoized<Value>(work: (text: string) => Value, most = 20_000): (text: string) => Value {
  const known = new Map<string, Value>();
  let lastText: string | undefined;
  let lastValue: Value | undefined;
  return (text) => {
    if (text === lastText) return lastValue as Value;
    let value = known.get(text);
    if (value === undefined && !known.has(text)) {
      value = work(text);
      if (known.size >= most) known.clear();
      known.set(text, value);
    }
    lastText = text;
    lastValue = value;
    return value as Value;
  };
}

/** The value of a key; adds a created value where the key is new. */
export function getOrAdd<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const present = map.get(key);
  if (present !== undefined) return present;
  const created = create();
  map.set(key, created);
  return created;
}
