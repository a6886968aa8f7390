import { firstRows } from "../../testing/install/rows";
import { closeRowSetup, openRowSetup, type RowSetup, runRow } from "../../testing/install/run-row";

let setup: RowSetup;
beforeAll(async () => {
  setup = await openRowSetup();
}, 60_000);
afterAll(() => closeRowSetup(setup));

test.each(firstRows)(
  "the packed package works: $title",
  (row) => runRow(setup, row, { short: true }),
  600_000,
);
