// What a built-in module that is taken by itself finds in place of the platform's other modules.

const uncurryThis = (method) => (self, ...rest) => Reflect.apply(method, self, rest);

export const primordials = {
  Date,
  DateNow: Date.now,
  DatePrototypeGetTime: uncurryThis(Date.prototype.getTime),
  MathFloor: Math.floor,
  MathMin: Math.min,
  ParseInt: parseInt,
  RegExpPrototypeExec: uncurryThis(RegExp.prototype.exec),
  StringPrototypeCharCodeAt: uncurryThis(String.prototype.charCodeAt),
  StringPrototypeIndexOf: uncurryThis(String.prototype.indexOf),
  StringPrototypeSlice: uncurryThis(String.prototype.slice),
};

class Utf8Decoder {
  #decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  decode(bytes, isLast) {
    return this.#decoder.decode(bytes, { stream: !isLast });
  }
}

/** The values of a list of names and values. */
function getFromList(list, name) {
  const values = list.filter((_, i) => i % 2 === 1 && list[i - 1] === name);
  return values.length === 0 ? null : values.join(", ");
}

const MODULES = {
  "web/encoding/utf8": { Utf8Decoder },
  "web/fetch/headers": { getFromList },
  "web/infra/internal-classes": { sealClass() {} },
};

export const require = (name) => MODULES[name];
