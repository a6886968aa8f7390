import { testRows } from "../../testing/install/row-tests";
import { firstRows, furtherRows } from "../../testing/install/rows";

testRows([...firstRows, ...furtherRows]);
