"use strict";

const {
  ArrayPrototypeIndexOf,
  ArrayPrototypePush,
  MapPrototypeForEach,
  MathMax,
  ObjectGetOwnPropertyDescriptor,
  ObjectKeys,
  SetPrototypeForEach,
  StringPrototypePadEnd,
  StringPrototypeRepeat,
} = primordials;
const { inspect } = require("web/console/inspect");
const { kindOf } = require("web/infra/brands");
const { isObject } = require("web/webidl/objects");

const MAX_ROWS = 1000;
const MAX_COLUMNS = 50;

/** Own enumerable data as [key, value] pairs, flat; getters are not called. */
function fieldsOf(object) {
  const fields = [];
  const keys = ObjectKeys(object);
  for (let i = 0; i < keys.length; i++) {
    const descriptor = ObjectGetOwnPropertyDescriptor(object, keys[i]);
    const isData = descriptor !== undefined && descriptor.get === undefined && descriptor.set === undefined;
    ArrayPrototypePush(fields, keys[i], isData ? descriptor.value : undefined);
  }
  return fields;
}

/** {label, rows}: rows are [index, value] pairs, flat. */
function rowsOf(data) {
  const rows = [];
  const kind = typeof data === "function" ? "Function" : kindOf(data);
  let index = 0;
  if (kind === "Map") {
    MapPrototypeForEach(data, (value, key) => ArrayPrototypePush(rows, inspect(key, 0), value));
    return { label: "(iteration index)", rows };
  }
  if (kind === "Set") {
    SetPrototypeForEach(data, (value) => ArrayPrototypePush(rows, `${index++}`, value));
    return { label: "(iteration index)", rows };
  }
  return { label: "(index)", rows: fieldsOf(data) };
}

function line(cells, widths) {
  let text = "│";
  for (let i = 0; i < widths.length; i++) {
    text += ` ${StringPrototypePadEnd(cells[i], widths[i])} │`;
  }
  return text;
}

function rule(widths, left, middle, right) {
  let text = left;
  for (let i = 0; i < widths.length; i++) {
    text += StringPrototypeRepeat("─", widths[i] + 2) + (i === widths.length - 1 ? right : middle);
  }
  return text;
}

function draw(header, body) {
  const widths = [];
  for (let i = 0; i < header.length; i++) {
    widths[i] = header[i].length;
    for (let j = 0; j < body.length; j++) {
      widths[i] = MathMax(widths[i], body[j][i].length);
    }
  }
  let text = `${rule(widths, "┌", "┬", "┐")}\n${line(header, widths)}\n${rule(widths, "├", "┼", "┤")}\n`;
  for (let i = 0; i < body.length; i++) {
    text += `${line(body[i], widths)}\n`;
  }
  return text + rule(widths, "└", "┴", "┘");
}

/**
 * Tabular data as text, null when it is none. `columns` is a list of names or null for all.
 * https://console.spec.whatwg.org/#table
 */
function formatTable(data, columns) {
  if (!isObject(data)) {
    return null;
  }
  const { label, rows } = rowsOf(data);
  const names = columns ?? [];
  const parsed = [];
  let hasValues = false;
  for (let i = 0; i < rows.length && parsed.length < MAX_ROWS; i += 2) {
    const value = rows[i + 1];
    const row = { index: rows[i], fields: null, value };
    if (isObject(value)) {
      row.fields = fieldsOf(value);
      for (let j = 0; columns === null && j < row.fields.length && names.length < MAX_COLUMNS; j += 2) {
        if (ArrayPrototypeIndexOf(names, row.fields[j]) === -1) {
          ArrayPrototypePush(names, row.fields[j]);
        }
      }
    } else {
      hasValues = true;
    }
    ArrayPrototypePush(parsed, row);
  }

  const header = [label];
  for (let i = 0; i < names.length; i++) {
    ArrayPrototypePush(header, names[i]);
  }
  if (hasValues) {
    ArrayPrototypePush(header, "Values");
  }
  const body = [];
  for (let i = 0; i < parsed.length; i++) {
    ArrayPrototypePush(body, cellsOf(parsed[i], names, hasValues));
  }
  return draw(header, body);
}

function cellsOf(row, names, hasValues) {
  const cells = [row.index];
  for (let i = 0; i < names.length; i++) {
    let cell = "";
    for (let j = 0; row.fields !== null && j < row.fields.length; j += 2) {
      if (row.fields[j] === names[i]) {
        cell = inspect(row.fields[j + 1], 0);
      }
    }
    ArrayPrototypePush(cells, cell);
  }
  if (hasValues) {
    ArrayPrototypePush(cells, row.fields === null ? inspect(row.value, 0) : "");
  }
  return cells;
}

module.exports = { formatTable };
