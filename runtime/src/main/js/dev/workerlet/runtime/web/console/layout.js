"use strict";

const { ArrayPrototypeJoin, ArrayPrototypePush, StringPrototypeIncludes } = primordials;

const LINE_WIDTH = 76;
/** A list of more items than this is filled into lines rather than given a line each. */
const FILL_FROM = 6;
const SHORT_ITEM = 24;

function indent(text) {
  if (!StringPrototypeIncludes(text, "\n")) {
    return text;
  }
  let output = "";
  for (let i = 0; i < text.length; i++) {
    output += text[i] === "\n" ? "\n  " : text[i];
  }
  return output;
}

/** Items between brackets: on one line when they fit, else filled or one to a line. */
function braces(open, items, close) {
  if (items.length === 0) {
    return open + close;
  }
  let total = 0;
  let longest = 0;
  let hasBreak = false;
  for (let i = 0; i < items.length; i++) {
    const { length } = items[i];
    total += length + 2;
    longest = length > longest ? length : longest;
    hasBreak ||= StringPrototypeIncludes(items[i], "\n");
  }
  if (!hasBreak && total <= LINE_WIDTH) {
    return `${open} ${ArrayPrototypeJoin(items, ", ")} ${close}`;
  }
  if (!hasBreak && open === "[" && items.length > FILL_FROM && longest <= SHORT_ITEM) {
    return `${open}\n  ${fill(items)}\n${close}`;
  }
  const lines = [];
  for (let i = 0; i < items.length; i++) {
    ArrayPrototypePush(lines, indent(items[i]));
  }
  return `${open}\n  ${ArrayPrototypeJoin(lines, ",\n  ")}\n${close}`;
}

function fill(items) {
  let output = items[0];
  let column = items[0].length;
  for (let i = 1; i < items.length; i++) {
    const { length } = items[i];
    if (column + length + 2 > LINE_WIDTH) {
      output += `,\n  ${items[i]}`;
      column = length;
    } else {
      output += `, ${items[i]}`;
      column += length + 2;
    }
  }
  return output;
}

module.exports = { braces, indent };
