throw new RangeError("fails");
