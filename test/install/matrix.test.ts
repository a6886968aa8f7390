import { firstRows, furtherRows } from "./rows";
import { testRows } from "./story";

testRows([...firstRows, ...furtherRows]);
