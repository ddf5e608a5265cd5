"use strict";

const { DateNow, FunctionPrototypeCall, ObjectDefineProperty, whenComplete } = primordials;

// V8's Temporal.Now tells nanoseconds: a clock to measure processor caches with. Here it is as coarse as Date.now(), which tells
// milliseconds. https://tc39.es/proposal-temporal/#sec-temporal-systemutcepochnanoseconds asks for a limit as well.
whenComplete(() => {
  const { Instant, Now } = Temporal;
  const { fromEpochMilliseconds } = Instant;
  const { toZonedDateTimeISO } = Instant.prototype;
  const { timeZoneId } = Now;
  const { toPlainDate, toPlainDateTime, toPlainTime } = Temporal.ZonedDateTime.prototype;
  const now = () => FunctionPrototypeCall(fromEpochMilliseconds, Instant, DateNow());
  const zoned = (timeZone) =>
    FunctionPrototypeCall(toZonedDateTimeISO, now(), timeZone === undefined ? FunctionPrototypeCall(timeZoneId, Now) : timeZone);

  const coarse = {
    __proto__: null,
    instant() {
      return now();
    },
    plainDateISO(temporalTimeZoneLike = undefined) {
      return FunctionPrototypeCall(toPlainDate, zoned(temporalTimeZoneLike));
    },
    plainDateTimeISO(temporalTimeZoneLike = undefined) {
      return FunctionPrototypeCall(toPlainDateTime, zoned(temporalTimeZoneLike));
    },
    plainTimeISO(temporalTimeZoneLike = undefined) {
      return FunctionPrototypeCall(toPlainTime, zoned(temporalTimeZoneLike));
    },
    zonedDateTimeISO(temporalTimeZoneLike = undefined) {
      return zoned(temporalTimeZoneLike);
    },
  };
  for (const name in coarse) {
    ObjectDefineProperty(Now, name, {
      __proto__: null,
      value: coarse[name],
      writable: true,
      enumerable: false,
      configurable: true,
    });
  }
});
